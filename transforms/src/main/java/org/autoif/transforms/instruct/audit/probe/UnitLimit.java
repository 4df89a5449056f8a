package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How many of a unit an instruction asks for, read from its English words.
 *
 * @param unit what is counted
 * @param bound how many
 * @param from where in the instruction it begins
 * @param to where it ends
 */
record UnitLimit(Unit unit, Bound bound, int from, int to) {
  /** More than this makes probes that are too long to be worth it. */
  private static final int HIGHEST = 1000;

  private static final String UNIT =
      "(bullet points?|bullets|words?|sentences?|lines?|paragraphs?|characters?|hashtags?)";
  private static final String ADJECTIVE =
      "(?:\\s+(?:short|full|complete|separate|single|different))?";
  private static final Pattern BETWEEN =
      Pattern.compile(
          "between\\s+" + Bound.NUMBER + "\\s+(?:and|to)\\s+" + Bound.NUMBER + "\\s+" + UNIT);
  private static final Pattern FROM_TO =
      Pattern.compile(
          Bound.AT_LEAST
              + "\\s+"
              + Bound.NUMBER
              + "\\s+"
              + UNIT
              + "(?:\\s+long)?[\\s,]*(?:but|and)\\s+"
              + Bound.AT_MOST
              + "\\s+"
              + Bound.NUMBER
              + "(?:\\s+"
              + UNIT
              + ")?");
  private static final Pattern SHARED =
      Pattern.compile(
          "("
              + Bound.AT_MOST
              + "|"
              + Bound.AT_LEAST
              + "|exactly)\\s+"
              + Bound.NUMBER
              + "\\s+"
              + UNIT
              + "\\s+and\\s+"
              + Bound.NUMBER
              + "\\s+"
              + UNIT);
  private static final Pattern ONE =
      Pattern.compile(
          "(?<!\\w)(?:limit(?:ed)?(?: (?:the |your )?\\w+)? to\\s+)?(?<how>"
              + Bound.HOW
              + ")\\s+"
              + Bound.NUMBER
              + ADJECTIVE
              + "[ -]"
              + UNIT
              + "(?<tail>(?:\\s+(?:exactly|only|total|long|or less|or fewer|or more))*)");
  private static final Pattern BARE =
      Pattern.compile(
          "(?<!\\w)(?:in|use|using|with|write|provide|of)\\s+"
              + Bound.NUMBER
              + ADJECTIVE
              + "\\s+"
              + UNIT);
  private static final Pattern ADJECTIVAL =
      Pattern.compile(
          "(?<![\\w-])" + Bound.NUMBER + "[ -](word|sentence|line|paragraph|bullet)\\b");

  /** Returns the limits that an instruction names, in no order; empty if it is not understood. */
  static List<UnitLimit> in(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    List<UnitLimit> found = new ArrayList<>();
    BETWEEN
        .matcher(text)
        .results()
        .forEach(m -> add(found, m.group(3), bound(m, 2), m.start(), m.end()));
    FROM_TO
        .matcher(text)
        .results()
        .forEach(m -> add(found, m.group(2), bound(m, 3), m.start(), m.end()));
    SHARED
        .matcher(text)
        .results()
        .forEach(
            m -> {
              bounded(found, m.group(1), m.group(3), Bound.number(m, 2), m.start(), m.end(3));
              bounded(found, m.group(1), m.group(5), Bound.number(m, 4), m.start(4), m.end());
            });
    var one = ONE.matcher(text);
    while (one.find()) {
      String tail = one.group("tail");
      String how =
          tail.contains("or less") || tail.contains("or fewer")
              ? "at most"
              : tail.contains("or more") ? "at least" : one.group("how");
      bounded(found, how, one.group(3), Bound.number(one, 2), one.start(), one.end());
    }
    BARE.matcher(text)
        .results()
        .forEach(m -> add(found, m.group(2), bound(m, 1), m.start(), m.end()));
    ADJECTIVAL
        .matcher(text)
        .results()
        .forEach(m -> add(found, m.group(2), bound(m, 1), m.start(), m.end()));
    found.removeIf(limit -> Wording.isNegated(text, limit.from));
    return found;
  }

  private static Bound bound(MatchResult found, int most) {
    return new Bound(Bound.number(found, 1), Bound.number(found, most));
  }

  private static void bounded(
      List<UnitLimit> to, String how, String unit, int n, int from, int end) {
    add(to, unit, Bound.of(how, n), from, end);
  }

  private static void add(List<UnitLimit> to, String unit, Bound bound, int from, int end) {
    boolean overlaps = to.stream().anyMatch(l -> from < l.to && end > l.from);
    int highest = bound.most() == Bound.NONE ? bound.least() : bound.most();
    if (!overlaps && highest >= 1 && highest <= HIGHEST && bound.least() <= bound.most()) {
      to.add(new UnitLimit(unit(unit), bound, from, end));
    }
  }

  int least() {
    return bound.least();
  }

  int most() {
    return bound.most();
  }

  private static Unit unit(String word) {
    return switch (word.charAt(0)) {
      case 'b' -> Unit.BULLETS;
      case 's' -> Unit.SENTENCES;
      case 'l' -> Unit.LINES;
      case 'p' -> Unit.PARAGRAPHS;
      case 'c' -> Unit.CHARACTERS;
      case 'h' -> Unit.HASHTAGS;
      default -> Unit.WORDS;
    };
  }
}
