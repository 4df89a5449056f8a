package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts for instructions that want a mark at the end of the answer, alone or beside a number of
 * words: a function that forgets the one half accepts what obeys the other.
 */
final class LastMarkProbes {
  static final Map<String, String> MARKS =
      Map.of(
          "period", ".",
          "full stop", ".",
          "question mark", "?",
          "exclamation mark", "!",
          "exclamation point", "!",
          "colon", ":",
          "semicolon", ";",
          "comma", ",");
  private static final String MARK =
      "an?\\s+(?:single\\s+)?(?<mark>" + String.join("|", MARKS.keySet()) + ")";
  private static final List<Pattern> LAST =
      List.of(
          Pattern.compile(
              "\\bend(?:s|ing)?\\s+(?:(?:it|the|your)\\s+(?:\\w+\\s+)?)?(?:in|with)\\s+"
                  + MARK
                  + "\\b"),
          Pattern.compile("(?:with\\s+)?" + MARK + "\\s+at\\s+the\\s+end\\b"));

  /** Of a part of the answer, not wanted, or one of two ways. */
  private static final Pattern OTHER =
      Pattern.compile(
          "\\b(?:each|every|all|sentences?|lines?|paragraphs?|not|never|without|avoid|don't|no|or)\\b");

  private static final Pattern NO_DEMANDS =
      Wording.idle("use|include|must|should|be|and|in|the|response|only|a|of");

  private static final int LONGEST = 60;

  private LastMarkProbes() {}

  static List<Probe> of(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    for (Pattern pattern : LAST) {
      Matcher found = pattern.matcher(text);
      if (found.find()) {
        String around = text.substring(0, found.start()) + " " + text.substring(found.end());
        List<UnitLimit> limits = UnitLimit.in(instruction);
        String rest = around;
        for (UnitLimit limit : limits) {
          rest = rest.replace(text.substring(limit.from(), limit.to()), " ");
        }
        if (OTHER.matcher(rest).find() || !Scope.isWhole(text, pattern)) {
          return List.of();
        }
        boolean alone = Wording.asksNothing(rest, NO_DEMANDS);
        return of(MARKS.getOrDefault(found.group("mark"), "."), limits, alone);
      }
    }
    return List.of();
  }

  private static List<Probe> of(String mark, List<UnitLimit> limits, boolean alone) {
    boolean plain = limits.isEmpty();
    boolean words = limits.size() == 1 && limits.get(0).unit() == Unit.WORDS;
    String body = PlainTexts.TWO.substring(0, PlainTexts.TWO.length() - 1);
    if (words) {
      UnitLimit limit = limits.get(0);
      int count = limit.bound().highest();
      if (count < 1 || count > LONGEST) {
        return List.of();
      }
      body = PlainTexts.sentence(0, count, "");
    }
    List<Probe> probes = new ArrayList<>();
    if (alone && (plain || words)) {
      probes.add(new Probe("the mark " + mark + " last", body + mark, true));
    }
    probes.add(
        new Probe(
            "another mark than " + mark + " last", body + (mark.equals("!") ? "." : "!"), false));
    probes.add(new Probe("no mark last", body, false));
    return probes;
  }
}
