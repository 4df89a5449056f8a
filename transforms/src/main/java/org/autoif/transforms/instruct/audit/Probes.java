package org.autoif.transforms.instruct.audit;

import java.util.List;
import java.util.regex.Pattern;
import org.autoif.io.record.Resources;

/** Texts that no verifier should take for an answer, whatever its instruction. */
final class Probes {
  /** Refusals to answer, short and long, with and without punctuation. */
  static final List<String> REFUSALS = texts("refusals.txt");

  /** Texts of many kinds, lengths and languages. */
  static final List<String> UNRELATED = texts("unrelated.txt");

  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"\n]*\"|“[^”\n]*”|`[^`\n]*`|(?<!\\w)'[^'\n]*'(?!\\w)");

  private Probes() {}

  /**
   * Returns an instruction as an answer would echo it: without what stands in quotes, since an
   * answer that has those words may well follow it.
   */
  static String echo(String instruction) {
    return QUOTED.matcher(instruction).replaceAll("").strip();
  }

  /**
   * Returns a text of the same shape without its words: every Latin letter is 13 further on. What
   * accepts both goes by the shape.
   */
  static String disguised(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char first = c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : 0;
      out.append(first == 0 ? c : (char) (first + (c - first + 13) % 26));
    }
    return out.toString();
  }

  private static List<String> texts(String name) {
    return List.of(Resources.text(Probes.class, name).strip().split("\n---\n", -1));
  }
}
