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
    probes.addAll(EachProbes.of(instruction));
    probes.addAll(DemandProbes.of(instruction));
    return probes;
  }
}
