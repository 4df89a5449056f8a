package org.autoif.transforms.instruct.audit;

import java.util.regex.Pattern;

/** What the words around a demand say: of another way, or of more that is asked for. */
final class Wording {
  private static final Pattern OR = Pattern.compile("\\bor\\b");

  private Wording() {}

  /** Tells whether there is another way to follow, so that a text which breaks one may be right. */
  static boolean leavesAWay(String text) {
    return OR.matcher(text).find();
  }

  /** Returns a pattern of words that ask for nothing by themselves: the usual ones and these. */
  static Pattern idle(String others) {
    return Pattern.compile("\\b(?:please|answer|respond|write|with|your|" + others + ")\\b");
  }

  /** Tells whether nothing but idle words and marks is left, so that nothing more is asked for. */
  static boolean asksNothing(String rest, Pattern idle) {
    return idle.matcher(rest).replaceAll("").replaceAll("\\W+", "").isEmpty();
  }
}
