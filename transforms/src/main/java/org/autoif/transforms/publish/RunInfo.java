package org.autoif.transforms.publish;

import java.io.Serializable;
import java.util.List;
import org.autoif.io.llm.spending.Prices;
import org.autoif.io.sandbox.SandboxSettings;

/**
 * What is known of a run before it starts, for its manifest and dataset card.
 *
 * @param settings every setting that shapes the data, as a JSON object
 * @param steps names of the steps in the order of the method
 * @param title title of the dataset card
 * @param license licence of the dataset as the Hub names it; empty for none stated
 * @param languages languages as the Hub names them
 * @param prices what tokens cost
 * @param sandbox how functions are run, also by those who train on the dataset
 */
public record RunInfo(
    String settings,
    List<String> steps,
    String title,
    String license,
    List<String> languages,
    Prices prices,
    SandboxSettings sandbox)
    implements Serializable {
  /** Copies the lists. */
  public RunInfo {
    steps = List.copyOf(steps);
    languages = List.copyOf(languages);
  }

  /** Makes the info of a run whose tokens have no price, with the sandbox's usual settings. */
  public RunInfo(
      String settings, List<String> steps, String title, String license, List<String> languages) {
    this(settings, steps, title, license, languages, Prices.NONE, SandboxSettings.of());
  }

  /** Returns this info with other steps. */
  public RunInfo withSteps(List<String> names) {
    return new RunInfo(settings, names, title, license, languages, prices, sandbox);
  }

  /** Returns this info with what tokens cost. */
  public RunInfo withPrices(Prices of) {
    return new RunInfo(settings, steps, title, license, languages, of, sandbox);
  }

  /** Returns this info with how functions are run. */
  public RunInfo withSandbox(SandboxSettings by) {
    return new RunInfo(settings, steps, title, license, languages, prices, by);
  }
}
