package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Texts for instructions that want each sentence, line or paragraph longer than the one before. */
final class OrderProbes {
  private static final String UNIT =
      "\\b(?:each|every)\\s+(?:\\w+\\s+)?(?<unit>sentence|line|paragraph)\\b[^.;]*?\\b";
  private static final List<Pattern> ORDERS =
      List.of(
          Pattern.compile(
              UNIT
                  + "(?<how>increas|decreas|ascend|descend|grow|shrink)\\w*\\s+(?:in|by)\\s+(?:its\\s+|the\\s+)?"
                  + "(?:word count|length|number of words)"),
          Pattern.compile(
              UNIT
                  + "(?<how>longer|shorter|more words|more word|fewer words|fewer word|less word)\\s+than\\s+"
                  + "(?:the\\s+)?(?:(?:one|\\k<unit>)\\s+)?(?:previous|last|preceding|before|above)\\b(?:\\s+(?:one|it|\\k<unit>)\\b)?"));
  private static final Pattern FEWER = Pattern.compile("decreas|descend|shrink|shorter|fewer|less");

  /** What else an instruction may ask for, so that nothing is sure to follow it. */
  private static final Pattern MORE =
      Pattern.compile("\\b(and|first|then|but|start|begin|end|with|letter)\\b");

  private static final Pattern STEP =
      Pattern.compile(
          Bound.NUMBER + "\\s+(?:more |fewer |less )?words? (?:longer|shorter|more|fewer|less)?");

  private OrderProbes() {}

  static List<Probe> of(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    for (Pattern order : ORDERS) {
      Matcher found = order.matcher(text);
      if (found.find() && Scope.isWhole(text, found.start(), found.end())) {
        String more = text.replaceFirst("^(?:answer|respond|reply|write) with ", "");
        boolean alone = !MORE.matcher(more).find() && UnitLimit.in(instruction).isEmpty();
        Matcher step = STEP.matcher(text);
        int by = step.find() ? Bound.number(step, 1) : 1;
        return of(found.group("unit"), FEWER.matcher(found.group("how")).find(), by, alone);
      }
    }
    return List.of();
  }

  private static List<Probe> of(String unit, boolean fewer, int by, boolean alone) {
    List<Probe> probes = new ArrayList<>();
    String words = by == 1 ? " one word " : " " + by + " words ";
    String more = "each " + unit + words + "longer";
    String less = "each " + unit + words + "shorter";
    if (alone) {
      String four = ordered(unit, fewer, 3, 3 + by, 3 + 2 * by, 3 + 3 * by);
      probes.addAll(dressed(unit, fewer ? less : more, four, true));
      if (unit.equals("sentence")) {
        probes.add(new Probe("two such sentences", ordered(unit, fewer, 4, 4 + by), true));
      }
    }
    probes.addAll(
        dressed(unit, fewer ? more : less, ordered(unit, !fewer, 3, 3 + by, 3 + 2 * by), false));
    probes.addAll(
        dressed(
            unit,
            "a " + unit + " as long as the one before",
            ordered(unit, fewer, 3, 3 + by, 3 + by),
            false));
    probes.addAll(
        dressed(
            unit, "one " + unit + " out of order", ordered(unit, fewer, 4 + by, 3, 3 + by), false));
    return probes;
  }

  private static List<Probe> dressed(String unit, String kind, String text, boolean expected) {
    return unit.equals("sentence")
        ? PlainTexts.dressed(kind, text, expected)
        : List.of(new Probe(kind, text, expected));
  }

  /** Returns units of so many words, turned round for falling ones; each begins the next. */
  private static String ordered(String unit, boolean turned, int... words) {
    int last = words.length - 1;
    return PlainTexts.joined(
        unit,
        IntStream.rangeClosed(0, last)
            .mapToObj(i -> PlainTexts.sentence(0, words[turned ? last - i : i], "."))
            .toList());
  }
}
