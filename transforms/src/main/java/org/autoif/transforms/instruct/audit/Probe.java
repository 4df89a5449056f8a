package org.autoif.transforms.instruct.audit;

/**
 * A text of which the instruction itself says whether it follows, whoever reads it.
 *
 * @param kind what it is about, in a few words
 * @param text the text
 * @param expected whether it follows the instruction
 */
record Probe(String kind, String text, boolean expected) {
  /** Returns what a function that errs about it does. */
  String told() {
    return (expected ? "refuses" : "accepts") + " a text with " + kind + ": " + shown(text);
  }

  /** Returns a text in one short line. */
  static String shown(String text) {
    String line = text.replace("\n", "\\n");
    int most = 160;
    return "'" + (line.length() > most ? line.substring(0, most) + "…" : line) + "'";
  }
}
