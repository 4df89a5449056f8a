package org.autoif.transforms.train.probe;

import java.util.Locale;

/**
 * A text by which a policy could earn a reward without an answer: a unit, so many times.
 *
 * @param name name of the trick, the same for every instruction
 * @param unit what is repeated
 * @param times how often, at least once
 */
public record Trick(String name, String unit, int times) {
  /** Checks the number. */
  public Trick {
    if (times < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "times %d: must be at least 1", times));
    }
  }

  static Trick of(String name, String text) {
    return new Trick(name, text, 1);
  }

  /** Returns the whole text. */
  public String text() {
    return unit.repeat(times);
  }
}
