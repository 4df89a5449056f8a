package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.Comparator;
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
  private static final String ADJECTIVE = "(?:\\s+(?:short|full|complete|separate|single))?";

  /** What stands behind a unit and says how its number is meant. */
  private static final String TAIL =
      "(?<tail>(?:\\s+(?:exactly|only|total|long|in total|or less|or fewer|or more|at most|at least"
          + "|at (?:a |the )?m(?:ax|in)imum|max(?:imum)?|min(?:imum)?))*)\\b";

  private static final Pattern MORE = Pattern.compile("or more|at least|min");
  private static final Pattern LESS = Pattern.compile("or less|or fewer|at most|max");

  private static final Pattern BETWEEN =
      Pattern.compile(
          "(?:between\\s+)?(?<![\\w-])"
              + Bound.NUMBER
              + "(?:\\s*(?:-|–|to)\\s*|\\s+(?:to|or)\\s+|(?<=between .{1,9})\\s+and\\s+)"
              + Bound.NUMBER
              + "\\s+"
              + UNIT
              + "\\b");
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
          "(?<!\\w)(?:(?:limit|restrict)(?:ed)?(?: (?:the |your )?\\w+)? to\\s+)?(?<how>"
              + Bound.HOW
              + ")\\s+"
              + Bound.NUMBER
              + ADJECTIVE
              + "[ -]"
              + UNIT
              + TAIL);
  private static final Pattern BARE =
      Pattern.compile(
          "(?<!\\w)(?:in|use|using|with|write|provide|of|be|have|has|give)\\s+"
              + Bound.NUMBER
              + ADJECTIVE
              + "\\s+"
              + UNIT
              + TAIL);
  private static final Pattern ADJECTIVAL =
      Pattern.compile(
          "(?<![\\w-])" + Bound.NUMBER + "[ -](word|sentence|line|paragraph|bullet)\\b" + TAIL);

  /** "10 words or fewer", wherever it stands. */
  private static final Pattern BEHIND =
      Pattern.compile(
          "(?<![\\w-])"
              + Bound.NUMBER
              + "\\s+"
              + UNIT
              + "(?<tail>\\s+(?:long )?(?:or less|or fewer|or more|at most|at least|max(?:imum)?|min(?:imum)?"
              + "|at (?:a |the )?m(?:ax|in)imum))\\b");

  /** What makes a number one of two ways. */
  private static final Pattern OR_AFTER = Pattern.compile("^\\s*,?\\s*or\\b.*", Pattern.DOTALL);

  private static final Pattern OR_BEFORE =
      Pattern.compile(".*\\bor\\s+(?:in |with |use |write )?$", Pattern.DOTALL);

  /** Whose characters are no letters. */
  private static final Pattern CAST =
      Pattern.compile(
          "\\b(?:stor(?:y|ies)|tales?|plays?|dialogues?|scenes?|novels?|plots?|films?|mytholog\\w+)\\b");

  private static final int FEWEST_CHARACTERS = 10;

  /**
   * Parts with a number of their own, as in "lines of five words", or of all together: who knows.
   */
  private static final Pattern OF_PARTS =
      Pattern.compile(
          "\\b(?:sentences|lines|paragraphs|bullets|points),?\\s+(?:each\\s+)?(?:of|with|containing|having|(?:that|which)"
              + "\\s+(?:have|contain))\\s+(?:each\\s+)?(?:"
              + Bound.HOW
              + "\\s+)?"
              + Bound.NUMBER
              + "[ -](?:words?|sentences?|characters?|lines?)\\b");

  /** Paragraphs that are no blocks between blank lines. */
  private static final Pattern DIVIDED =
      Pattern.compile(
          "divide[rd]|\\*\\s?\\*|separated (?:by|with)(?! (?:(?:two|a|double) )?(?:new|blank|empty|line))");

  /** Returns the limits that an instruction names, in no order; empty if it is not understood. */
  static List<UnitLimit> in(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    List<UnitLimit> found = new ArrayList<>();
    if (OF_PARTS.matcher(text).find()) {
      return found;
    }
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
    ONE.matcher(text)
        .results()
        .forEach(
            m -> {
              String how = how(m.group(1), m.group(4));
              bounded(found, how, m.group(3), Bound.number(m, 2), m.start(), m.end());
            });
    for (Pattern plain : List.of(BEHIND, BARE, ADJECTIVAL)) {
      plain
          .matcher(text)
          .results()
          .forEach(
              m -> {
                String how = how("exactly", m.group(3));
                bounded(found, how, m.group(2), Bound.number(m, 1), m.start(), m.end());
              });
    }
    found.removeIf(
        limit ->
            Wording.isNegated(text, limit.from)
                || OR_AFTER.matcher(text.substring(limit.to)).matches()
                || OR_BEFORE.matcher(text.substring(0, limit.from)).matches()
                || (limit.unit == Unit.PARAGRAPHS && DIVIDED.matcher(text).find())
                || (limit.unit == Unit.CHARACTERS
                    && (CAST.matcher(text).find() || limit.bound.highest() < FEWEST_CHARACTERS)));
    return found;
  }

  /** Returns a text with something in place of the limits that were read from it. */
  static String replaced(String text, List<UnitLimit> limits, String instead) {
    StringBuilder replaced = new StringBuilder(text);
    limits.stream()
        .sorted(Comparator.comparingInt(UnitLimit::from).reversed())
        .forEach(limit -> replaced.replace(limit.from, limit.to, instead));
    return replaced.toString();
  }

  /** Returns what words before and behind a number say together; "" if they are at odds. */
  static String how(String before, String tail) {
    boolean more = MORE.matcher(tail).find();
    if (!more && !LESS.matcher(tail).find()) {
      return before;
    }
    String behind = more ? "at least" : "at most";
    boolean agree = before.matches(more ? Bound.AT_LEAST : Bound.AT_MOST);
    return before.matches("exact(?:ly)?|precisely|only(?: exactly)?") || agree ? behind : "";
  }

  private static Bound bound(MatchResult found, int most) {
    return new Bound(Bound.number(found, 1), Bound.number(found, most));
  }

  private static void bounded(
      List<UnitLimit> to, String how, String unit, int n, int from, int end) {
    if (!how.isEmpty()) {
      add(to, unit, Bound.of(how, n), from, end);
    }
  }

  private static void add(List<UnitLimit> to, String unit, Bound bound, int from, int end) {
    boolean overlaps = to.stream().anyMatch(l -> from < l.to && end > l.from);
    UnitLimit limit = new UnitLimit(unit(unit), bound, from, end);
    if (!overlaps
        && limit.bound.highest() >= 1
        && limit.bound.highest() <= HIGHEST
        && bound.least() <= bound.most()) {
      to.add(limit);
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
