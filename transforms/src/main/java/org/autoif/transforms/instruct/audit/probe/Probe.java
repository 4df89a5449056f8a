package org.autoif.transforms.instruct.audit.probe;

import java.util.List;

/**
 * A text of which the instruction itself says whether it follows, whoever reads it.
 *
 * @param kind what it is about, in a few words
 * @param text the text
 * @param expected whether it follows the instruction
 */
public record Probe(String kind, String text, boolean expected) {
  /** Returns what a function that errs about it does. */
  public String told() {
    return (expected ? "refuses" : "accepts") + " a text with " + kind + ": " + shown(text);
  }

  /** Returns those that are sure: where more is asked, none is that is to be accepted. */
  static List<Probe> sure(boolean alone, List<Probe> probes) {
    return alone ? probes : probes.stream().filter(probe -> !probe.expected()).toList();
  }

  /** Returns a text in one short line. */
  public static String shown(String text) {
    String line = text.replace("\n", "\\n");
    int most = 160;
    return "'" + (line.length() > most ? line.substring(0, most) + "…" : line) + "'";
  }
}
