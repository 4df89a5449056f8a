package org.autoif.transforms.instruct.audit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Other spellings of an answer that follow an instruction just as it does: without the marks around
 * and at the edges of its words, and in lower case, where the instruction speaks of neither. An
 * answer that is refused only for these is no example of one that does not follow.
 */
public final class Undress {
  private static final Pattern DRESS =
      Pattern.compile("(?m)^[ \\t]*(?:[-*•>]|#{1,6}|\\d{1,3}[.)])[ \\t]+|\\*\\*|__|`");
  private static final Pattern EDGES =
      Pattern.compile("(?<=^|\\s)[\"'“”‘’(\\[]+|[\"'“”‘’)\\],;:.!?…]+(?=\\s|$)");

  private Undress() {}

  /** Returns the other spellings that differ from {@code answer}; none may be left. */
  public static List<String> of(List<String> instructions, String answer) {
    String spoken = String.join(" ", instructions).toLowerCase(Locale.ROOT);
    Set<String> others = new LinkedHashSet<>();
    others.add(answer.strip());
    boolean marksAreFree = Dress.COMMA.isFree(spoken);
    if (marksAreFree) {
      String plain = DRESS.matcher(answer).replaceAll("").strip();
      others.add(plain);
      if (!spoken.contains("sentence")) {
        others.add(EDGES.matcher(plain).replaceAll(""));
      }
    }
    if (Dress.CAPITALS.isFree(spoken)) {
      others.addAll(
          new ArrayList<>(others).stream().map(text -> text.toLowerCase(Locale.ROOT)).toList());
    }
    others.remove(answer);
    others.remove("");
    return List.copyOf(others);
  }
}
