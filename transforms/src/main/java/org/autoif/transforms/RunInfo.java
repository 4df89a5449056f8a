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

  /** Returns the info of a run. */
  public static RunInfo of(
      String settings, List<String> steps, String title, String license, List<String> languages) {
    return new RunInfo(settings, List.copyOf(steps), title, license, List.copyOf(languages));
  }
}
