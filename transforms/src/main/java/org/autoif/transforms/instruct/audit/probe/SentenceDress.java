package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;

/** What plain sentences can be dressed in that changes nothing about where they begin and end. */
final class SentenceDress {
  private SentenceDress() {}

  /** Returns a text of sentences that end in full stops, as it is and in other dress. */
  static List<Probe> of(String kind, String text, boolean expected) {
    List<Probe> probes = new ArrayList<>();
    probes.add(new Probe(kind, text, expected));
    String ends = text.replaceFirst("\\.", "!").replaceFirst("\\.", "?");
    probes.add(new Probe(kind + ", other ends", ends, expected));
    if (text.contains(". ")) {
      probes.add(new Probe(kind + ", a line each", text.replace(". ", ".\n"), expected));
    }
    probes.add(new Probe(kind + ", a line break at the end", text + "\n", expected));
    return probes;
  }
}
