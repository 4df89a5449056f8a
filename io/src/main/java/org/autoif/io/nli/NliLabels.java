package org.autoif.io.nli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the names that models give to the labels of {@link NliClient}. */
public final class NliLabels {
  private NliLabels() {}

  /** Returns the label that a model's name for it means, or null if it means none of the three. */
  public static @Nullable String read(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return NliClient.LABELS.contains(lower) ? lower : null;
  }
}
