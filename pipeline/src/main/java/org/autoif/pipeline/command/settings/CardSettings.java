package org.autoif.pipeline.command.settings;

import java.util.Arrays;
import java.util.List;
import org.autoif.pipeline.options.CardOptions;

/**
 * What a dataset's card says of it.
 *
 * @param title of the dataset
 * @param license its licence
 * @param languages the languages of its texts
 */
public record CardSettings(String title, String license, List<String> languages) {
  /** Resolves options. */
  public static CardSettings of(CardOptions options) {
    return new CardSettings(
        options.getTitle(),
        options.getLicense(),
        Arrays.stream(options.getLanguages().split(",", -1)).map(String::strip).toList());
  }
}
