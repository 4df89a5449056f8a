package org.autoif.io.sandbox.host;

import org.autoif.io.sandbox.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * An interpreter of Python in a host, used by one thread; only {@link #canceller} is for another.
 * What a function does to it must not be seen by the functions after it.
 */
public interface Guest {
  /** Returns name and version, for example {@code graalpy 25.2.4}. */
  String version();

  /** Makes ready for {@link #load}; runs no generated code and is not under the clock. */
  void prepare();

  /**
   * Decides where a source is to run, and compiles it. Runs nothing of it.
   *
   * @return why it cannot be called, or null if it can perhaps
   */
  default @Nullable Verdict admit(String source) {
    return null;
  }

  /**
   * Imports the modules that the source admitted last names. That runs no generated code and is not
   * under the clock: how long it takes depends on what this host has imported before.
   */
  default void bring() {}

  /**
   * Loads a source into a namespace of its own, in place of the one before.
   *
   * @return why it cannot be called, or null if it can
   */
  @Nullable Verdict load(String source);

  /**
   * Makes what was loaded last as it was before any call of it, so that no text is judged by what
   * the texts before have left; called before every call but the first.
   *
   * @return why it cannot be called any more, or null if it can
   */
  @Nullable Verdict reload();

  /** Returns whether what was loaded last can still be called. */
  boolean isLoaded();

  /** Calls the function loaded last. */
  Verdict call(String input);

  /**
   * Returns what breaks off the load or call that is under way now, and no later one, however late
   * it is run. It may block. What was loaded is then gone.
   */
  Runnable canceller();

  /**
   * Returns after how many milliseconds a {@link #canceller} that has not stopped anything never
   * will, so that the host has to end.
   */
  default long graceMillis() {
    return 2000;
  }

  /** Drops what was loaded, and the state it may have left, after it was cancelled or failed. */
  void drop();
}
