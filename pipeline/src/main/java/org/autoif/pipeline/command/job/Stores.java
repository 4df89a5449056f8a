package org.autoif.pipeline.command.job;

import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.autoif.io.llm.store.CompletionStores;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command.JobFailedException;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.StoreOptions;
import org.jspecify.annotations.Nullable;

/** Reads from the options where completions are kept. */
public final class Stores {
  private static final String NONE = "none";
  private static final String FILE = "completions.sqlite";

  private Stores() {}

  /**
   * Returns where completions are kept, or null for nowhere; nothing is opened.
   *
   * @param output folder of the default
   */
  public static @Nullable StoreSettings settings(StoreOptions options, @Nullable String output) {
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

  /**
   * Ends the program with one line if a run could not read or write the store.
   *
   * @throws UsageException if it is corrupt, read-only or refuses the password
   * @throws JobFailedException if it cannot be reached now
   */
  public static void check(@Nullable StoreSettings settings) throws JobFailedException {
    if (settings != null) {
      try {
        CompletionStores.check(settings);
      } catch (StoreException e) {
        throw unusable(e);
      }
    }
  }

  /** Returns what to throw for a store that may be reached later; throws if another is needed. */
  public static JobFailedException unusable(StoreException e) {
    String line = "--completionStore: " + Arguments.firstLine(e);
    if (e.isTransient()) {
      return new JobFailedException(line, e);
    }
    throw new UsageException(line);
  }
}
