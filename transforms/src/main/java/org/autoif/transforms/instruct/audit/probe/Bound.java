package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;

/**
 * How many of something an instruction asks for.
 *
 * @param least 0 for no lower bound
 * @param most {@link #NONE} for no upper bound
 */
record Bound(int least, int most) {
  static final int NONE = Integer.MAX_VALUE;

  private static final Map<String, Integer> WORDS =
      Map.ofEntries(
          Map.entry("a single", 1),
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
  static final String AT_LEAST =
      "(?:at least|no fewer than|no less than|not less than|not fewer than|(?:a )?minimum of)";
  static final String AT_MOST =
      "(?:at most|no more than|not more than|no longer than|(?:a )?maximum of|up to|within"
          + "|(?:limit|restrict)(?:ed)?(?: (?:the |your )?\\w+)? to(?: at most| within| a maximum of)?)";

  /** What may stand before a number. */
  static final String HOW =
      "(?:"
          + AT_LEAST
          + "|"
          + AT_MOST
          + "|fewer than|less than|under|below|more than|over|above|exactly|precisely"
          + "|only(?: exactly)?|exact)";

  /** Returns what is bounded by a number and the words before it. */
  static Bound of(String how, int n) {
    return switch (how) {
      case "fewer than", "less than", "under", "below" -> new Bound(0, n - 1);
      case "more than", "over", "above" -> new Bound(n + 1, NONE);
      default ->
          how.matches(AT_LEAST)
              ? new Bound(n, NONE)
              : how.matches(AT_MOST) ? new Bound(0, n) : new Bound(n, n);
    };
  }

  static int number(MatchResult match, int group) {
    return number(match.group(group));
  }

  static int number(String word) {
    Integer number = WORDS.get(word);
    return number == null ? Integer.parseInt(word) : number;
  }

  /**
   * Returns texts with counts at the limits and just beyond them.
   *
   * @param mostIsSure whether more is surely too many; "twice" alone may be meant for a least
   *     number
   */
  List<Probe> probes(boolean mostIsSure, IntFunction<String> kind, IntFunction<String> text) {
    List<Probe> probes = new ArrayList<>();
    for (int n : within()) {
      probes.add(new Probe(kind.apply(n), text.apply(n), true));
    }
    for (int n : beyond()) {
      if (mostIsSure || n < least) {
        probes.add(new Probe(kind.apply(n), text.apply(n), false));
      }
    }
    return probes;
  }

  /** Returns the most that it allows, or where there is no most, the least. */
  int highest() {
    return most == NONE ? least : most;
  }

  /** Returns counts that it allows, those at the limits among them. */
  Set<Integer> within() {
    Set<Integer> counts = new TreeSet<>();
    if (most == NONE) {
      counts.add(least);
      counts.add(least + 1);
    } else {
      counts.add(most);
      counts.add(least > 0 ? least : Math.max(1, most / 2));
      counts.removeIf(n -> n > most);
    }
    return counts;
  }

  /** Returns counts just beyond the limits, none below 1. */
  Set<Integer> beyond() {
    Set<Integer> counts = new TreeSet<>();
    if (least > 1) {
      counts.add(least - 1);
    }
    if (most != NONE) {
      counts.add(most + 1);
      counts.add(most + 3);
    }
    return counts;
  }
}
