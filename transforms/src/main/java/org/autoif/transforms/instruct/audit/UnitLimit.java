package org.autoif.transforms.instruct.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How many of a unit an instruction asks for, read from its English words.
 *
 * @param unit what is counted
 * @param least 0 for no lower bound
 * @param most {@link #NONE} for no upper bound
 * @param from where in the instruction it begins
 * @param to where it ends
 */
record UnitLimit(Unit unit, int least, int most, int from, int to) {
  static final int NONE = Integer.MAX_VALUE;

  /** More than this makes probes that are too long to be worth it. */
  private static final int HIGHEST = 1000;

  private static final Map<String, Integer> WORDS =
      Map.ofEntries(
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12),
          Map.entry("thirteen", 13),
          Map.entry("fourteen", 14),
          Map.entry("fifteen", 15),
          Map.entry("sixteen", 16),
          Map.entry("seventeen", 17),
          Map.entry("eighteen", 18),
          Map.entry("nineteen", 19),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30),
          Map.entry("forty", 40),
          Map.entry("fifty", 50),
          Map.entry("hundred", 100));

  static final String NUMBER = "(\\d{1,4}|" + String.join("|", WORDS.keySet()) + ")";
  private static final String UNIT =
      "(bullet points?|bullets|words?|sentences?|lines?|paragraphs?|characters?|hashtags?)";
  private static final String ADJECTIVE =
      "(?:\\s+(?:short|full|complete|separate|single|different))?";
  private static final String AT_LEAST =
      "(?:at least|no fewer than|no less than|not less than|not fewer than|(?:a )?minimum of)";
  private static final String AT_MOST =
      "(?:at most|no more than|not more than|(?:a )?maximum of|up to"
          + "|limit(?:ed)?(?: (?:the |your )?\\w+)? to(?: a maximum of)?)";

  private static final Pattern BETWEEN =
      Pattern.compile("between\\s+" + NUMBER + "\\s+(?:and|to)\\s+" + NUMBER + "\\s+" + UNIT);
  private static final Pattern FROM_TO =
      Pattern.compile(
          AT_LEAST
              + "\\s+"
              + NUMBER
              + "\\s+"
              + UNIT
              + "(?:\\s+long)?[\\s,]*(?:but|and)\\s+"
              + AT_MOST
              + "\\s+"
              + NUMBER
              + "(?:\\s+"
              + UNIT
              + ")?");
  private static final Pattern SHARED =
      Pattern.compile(
          "("
              + AT_MOST
              + "|"
              + AT_LEAST
              + "|exactly)\\s+"
              + NUMBER
              + "\\s+"
              + UNIT
              + "\\s+and\\s+"
              + NUMBER
              + "\\s+"
              + UNIT);
  private static final Pattern ONE =
      Pattern.compile(
          "(?<!\\w)(?:limit(?:ed)?(?: (?:the |your )?\\w+)? to\\s+)?(?<how>"
              + AT_LEAST
              + "|"
              + AT_MOST
              + "|fewer than|less than|under|below|more than|over|above|exactly|precisely"
              + "|only(?: exactly)?|exact)\\s+"
              + NUMBER
              + ADJECTIVE
              + "[ -]"
              + UNIT
              + "(?<tail>(?:\\s+(?:exactly|only|total|long|or less|or fewer|or more))*)");
  private static final Pattern BARE =
      Pattern.compile(
          "(?<!\\w)(?:in|use|using|with|write|provide|of)\\s+"
              + NUMBER
              + ADJECTIVE
              + "\\s+"
              + UNIT);
  private static final Pattern ADJECTIVAL =
      Pattern.compile("(?<![\\w-])" + NUMBER + "[ -](word|sentence|line|paragraph|bullet)\\b");

  /** Returns the limits that an instruction names, in no order; empty if it is not understood. */
  static List<UnitLimit> in(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    List<UnitLimit> found = new ArrayList<>();
    BETWEEN
        .matcher(text)
        .results()
        .forEach(m -> add(found, m.group(3), number(m, 1), number(m, 2), m.start(), m.end()));
    FROM_TO
        .matcher(text)
        .results()
        .forEach(m -> add(found, m.group(2), number(m, 1), number(m, 3), m.start(), m.end()));
    SHARED
        .matcher(text)
        .results()
        .forEach(
            m -> {
              bounded(found, m.group(1), m.group(3), number(m, 2), m.start(), m.end(3));
              bounded(found, m.group(1), m.group(5), number(m, 4), m.start(4), m.end());
            });
    var one = ONE.matcher(text);
    while (one.find()) {
      String tail = one.group("tail");
      String how =
          tail.contains("or less") || tail.contains("or fewer")
              ? "at most"
              : tail.contains("or more") ? "at least" : one.group("how");
      bounded(found, how, one.group(3), number(one, 2), one.start(), one.end());
    }
    BARE.matcher(text)
        .results()
        .forEach(m -> add(found, m.group(2), number(m, 1), number(m, 1), m.start(), m.end()));
    ADJECTIVAL
        .matcher(text)
        .results()
        .forEach(m -> add(found, m.group(2), number(m, 1), number(m, 1), m.start(), m.end()));
    return found;
  }

  private static void bounded(
      List<UnitLimit> to, String how, String unit, int n, int from, int end) {
    switch (how) {
      case "fewer than", "less than", "under", "below" -> add(to, unit, 0, n - 1, from, end);
      case "more than", "over", "above" -> add(to, unit, n + 1, NONE, from, end);
      default -> {
        if (how.matches(AT_LEAST)) {
          add(to, unit, n, NONE, from, end);
        } else if (how.matches(AT_MOST)) {
          add(to, unit, 0, n, from, end);
        } else {
          add(to, unit, n, n, from, end);
        }
      }
    }
  }

  private static void add(List<UnitLimit> to, String unit, int least, int most, int from, int end) {
    boolean overlaps = to.stream().anyMatch(l -> from < l.to && end > l.from);
    int highest = most == NONE ? least : most;
    if (!overlaps && highest >= 1 && highest <= HIGHEST && least <= most) {
      to.add(new UnitLimit(unit(unit), least, most, from, end));
    }
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

  static int number(MatchResult match, int group) {
    String word = match.group(group);
    Integer number = WORDS.get(word);
    return number == null ? Integer.parseInt(word) : number;
  }
}
