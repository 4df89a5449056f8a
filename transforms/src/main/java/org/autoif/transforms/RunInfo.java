package org.autoif.transforms;

import java.io.Serializable;
import java.util.List;
import org.autoif.io.llm.Prices;

/**
 * What is known of a run before it starts, for its manifest and dataset card.
 *
 * @param settings every setting that shapes the data, as a JSON object
 * @param steps names of the steps in the order of the method
 * @param title title of the dataset card
 * @param license licence of the dataset as the Hub names it; empty for none stated
 * @param languages languages as the Hub names them
 * @param prices what tokens cost
 */
public record RunInfo(
    String settings,
    List<String> steps,
    String title,
    String license,
    List<String> languages,
    Prices prices)
    implements Serializable {
  /** Copies the lists. */
  public RunInfo {
    steps = List.copyOf(steps);
    languages = List.copyOf(languages);
  }

  /** Makes the info of a run whose tokens have no price. */
  public RunInfo(
      String settings, List<String> steps, String title, String license, List<String> languages) {
    this(settings, steps, title, license, languages, Prices.NONE);
  }

  /** Returns this info with other steps. */
  public RunInfo withSteps(List<String> names) {
    return new RunInfo(settings, names, title, license, languages, prices);
  }

  /** Returns this info with what tokens cost. */
  public RunInfo withPrices(Prices of) {
    return new RunInfo(settings, steps, title, license, languages, of);
  }
}
