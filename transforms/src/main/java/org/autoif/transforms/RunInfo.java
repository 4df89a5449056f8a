package org.autoif.transforms;

import java.io.Serializable;
import java.util.List;

/**
 * What is known of a run before it starts, for its manifest and dataset card.
 *
 * @param settings every setting that shapes the data, as a JSON object
 * @param steps names of the steps in the order of the method
 * @param title title of the dataset card
 * @param license licence of the dataset as the Hub names it; empty for none stated
 * @param languages languages as the Hub names them
 */
public record RunInfo(
    String settings, List<String> steps, String title, String license, List<String> languages)
    implements Serializable {
  /** Copies the lists. */
  public RunInfo {
    steps = List.copyOf(steps);
    languages = List.copyOf(languages);
  }

  /** Returns this info with other steps. */
  public RunInfo withSteps(List<String> names) {
    return new RunInfo(settings, names, title, license, languages);
  }
}
