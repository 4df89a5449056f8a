package org.autoif.pipeline.command.job;

import org.autoif.io.llm.store.CompletionStores;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command.JobFailedException;
import org.autoif.pipeline.command.line.UsageException;
import org.jspecify.annotations.Nullable;

/** Says of a completion store in one line why a run cannot use it. */
public final class Stores {
  private Stores() {}

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
