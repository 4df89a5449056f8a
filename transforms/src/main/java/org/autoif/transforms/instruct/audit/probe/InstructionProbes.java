package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts that must or must not be accepted, as far as the instruction's own words say so. What is
 * read is English; an instruction that is not understood has none, which speaks against nothing.
 */
public final class InstructionProbes {
  /** What takes back a part of what is asked of each word, sentence or line. */
  private static final Pattern EXCEPTION =
      Pattern.compile(
          "\\b(?:but|except|excluding|unless|other than|apart from|not|never|don't|avoid)\\b");

  private InstructionProbes() {}

  /**
   * Tells whether texts are known that follow an instruction, and texts that do not: whether a
   * function that is right about all probes was tried on both.
   */
  public static boolean decide(String instruction) {
    List<Probe> probes = of(instruction);
    return probes.stream().anyMatch(Probe::expected) && !probes.stream().allMatch(Probe::expected);
  }

  /** Returns them; none where the instruction is not understood. */
  public static List<Probe> of(String given) {
    String instruction = Paraphrase.plain(given);
    List<Probe> probes = new ArrayList<>();
    if (Wording.isConditional(instruction.toLowerCase(Locale.ROOT))
        || Paraphrase.forbidsBehind(instruction)) {
      return probes;
    }
    probes.addAll(LimitProbes.of(instruction));
    probes.addAll(CompoundProbes.of(instruction));
    boolean whole = !EXCEPTION.matcher(instruction.toLowerCase(Locale.ROOT)).find();
    List<Probe> order = whole ? OrderProbes.of(instruction) : List.of();
    // "one word longer than the line before" is no number of words in each line.
    probes.addAll(order.isEmpty() ? EachProbes.of(instruction) : order);
    if (whole) {
      probes.addAll(SentenceProbes.of(instruction));
      probes.addAll(SpellingProbes.of(instruction));
      probes.addAll(WordOrderProbes.of(instruction));
    }
    probes.addAll(LastMarkProbes.of(instruction));
    probes.addAll(KeywordProbes.of(instruction));
    probes.addAll(CharacterProbes.of(instruction));
    probes.addAll(FrameProbes.of(instruction));
    probes.addAll(PartProbes.of(instruction));
    probes.addAll(PositionProbes.of(instruction));
    probes.addAll(DemandProbes.of(instruction));
    return probes;
  }
}
