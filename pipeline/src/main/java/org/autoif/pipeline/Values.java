package org.autoif.pipeline;

import org.autoif.transforms.step.Bound;
import org.jspecify.annotations.Nullable;

/** Checks the values of options; what is out of range is an {@link IllegalArgumentException}. */
final class Values {
  private Values() {}

  /** Returns the bound that was given, or else the preset's. */
  static Bound bound(String name, @Nullable String given, Bound preset, double most) {
    return given == null ? preset : Bound.parse(name, given, most);
  }

  /** Returns {@code value} if it is not too small. */
  static int atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " " + value + ": must be at least " + least);
    }
    return value;
  }
}
