package org.autoif.transforms.instruct.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts that must or must not be accepted, as far as the instruction's own words say so. What is
 * read is English; an instruction that is not understood has none, which speaks against nothing.
 */
final class InstructionProbes {
  private InstructionProbes() {}

  static List<Probe> of(String instruction) {
    List<Probe> probes = new ArrayList<>();
    probes.addAll(LimitProbes.of(instruction));
    List<Probe> order = OrderProbes.of(instruction);
    // "one word longer than the line before" is no number of words in each line.
    probes.addAll(order.isEmpty() ? EachProbes.of(instruction) : order);
    probes.addAll(DemandProbes.of(instruction));
    return probes;
  }
}
