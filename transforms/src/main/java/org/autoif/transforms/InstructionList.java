package org.autoif.transforms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads instructions out of an answer: a bulleted or numbered list, plain lines, or a JSON array.
 */
final class InstructionList {
  private static final Pattern MARKED =
      Pattern.compile(
          "\\A\\s*(?:(?:[-*•–+]|\\(?\\d{1,3}[.):])\\s+|[(（]?\\d{1,3}[、．）：]\\s*)(.+?)\\s*\\z");
  private static final Pattern BOLD = Pattern.compile("\\A(\\*\\*|__)((?:(?!\\1).)+)\\1\\z");
  private static final Pattern QUOTED = Pattern.compile("\\A[\"“]([^\"“”]+)[\"”]\\z");
  private static final Pattern CHATTER =
      Pattern.compile(
          "\\A(?:sure|certainly|of course|okay|ok|here (?:are|is)|here's|i hope|let me know|note"
              + " that|these (?:are|rules|instructions)|below (?:are|is))\\b.*",
          Pattern.DOTALL);
  private static final int MIN_WORDS = 3;
  private static final int MAX_CHARACTERS = 300;

  private InstructionList() {}

  /**
   * Returns the entries of a list, whatever they say. Lines without a mark are entries only where
   * no line has one and no array either; else they are the talk around the list. Marks come before
   * arrays, since an entry may well show an array as an example.
   */
  static List<String> parse(String answer) {
    List<String> marked = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    for (String line : answer.split("\\R", -1)) {
      Matcher mark = MARKED.matcher(line);
      if (mark.matches()) {
        marked.add(bare(mark.group(1)));
      } else if (!line.isBlank() && !line.strip().startsWith("```")) {
        plain.add(bare(line.strip()));
      }
    }
    if (!marked.isEmpty()) {
      return marked;
    }
    List<String> json = ofJson(answer);
    return json.isEmpty() ? plain : json;
  }

  /** Returns the texts of the first array that has any; empty if there is none. */
  private static List<String> ofJson(String answer) {
    for (JsonNode json : LenientJson.arrays(answer)) {
      List<String> entries = new ArrayList<>();
      json.forEach(
          node -> {
            JsonNode text = node.isObject() && node.size() > 0 ? node.iterator().next() : node;
            if (text.isTextual()) {
              entries.add(text.asText().strip());
            }
          });
      if (!entries.isEmpty()) {
        return entries;
      }
    }
    return List.of();
  }

  /** Returns why {@code text} cannot be an instruction, or null if it can. */
  static @Nullable String reasonAgainst(String text) {
    if (text.length() > MAX_CHARACTERS) {
      return text.length() + " characters, at most " + MAX_CHARACTERS + " are allowed";
    }
    int words = Words.atLeast(text);
    if (words < MIN_WORDS) {
      return words + " words, at least " + MIN_WORDS + " are needed";
    }
    if (text.endsWith(":") || CHATTER.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
      return "talk around the list";
    }
    if (text.codePoints().noneMatch(Character::isLetter)) {
      return "no letters";
    }
    if (text.endsWith("?")) {
      return "a question";
    }
    return null;
  }

  private static String bare(String entry) {
    String text = entry;
    for (Pattern frame : List.of(BOLD, QUOTED)) {
      Matcher m = frame.matcher(text);
      if (m.matches()) {
        text = m.group(m.groupCount()).strip();
      }
    }
    return text;
  }
}
