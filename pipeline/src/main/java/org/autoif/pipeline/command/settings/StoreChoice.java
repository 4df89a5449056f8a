package org.autoif.pipeline.command.settings;

import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.StoreOptions;
import org.jspecify.annotations.Nullable;

/** Where completions are kept. */
public final class StoreChoice {
  private static final String NONE = "none";
  private static final String FILE = "completions.sqlite";

  private StoreChoice() {}

  /**
   * Returns where completions are kept, or null for nowhere; nothing is opened.
   *
   * @param output folder of the default
   */
  public static @Nullable StoreSettings of(StoreOptions options, @Nullable String output) {
    String given = options.getCompletionStore();
    if (NONE.equals(given)) {
      return null;
    }
    try {
      StoreSettings settings =
          given == null
              ? StoreSettings.sqlite(besides(Arguments.required("output", output)))
              : StoreSettings.of(given);
      return settings.withPassword(
          options.getCompletionStorePasswordEnv(), options.getCompletionStorePasswordFile());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--completionStore: " + Arguments.firstLine(e));
    }
  }

  private static Path besides(String output) {
    ResourceId folder = FileSystems.matchNewResource(Arguments.path("--output", output), true);
    if (!folder.getScheme().equals("file")) {
      throw new UsageException(
          "--completionStore is needed when --output is not on this machine: jdbc:postgresql:…,"
              + " jdbc:sqlite:… or none");
    }
    return Path.of(folder.toString()).resolve(FILE);
  }
}
