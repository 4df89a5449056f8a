package org.autoif.io.sandbox;

import java.io.IOException;
import java.io.Serializable;

/**
 * Runs sessions outside the worker's own process. Safe for use by many threads; a call waits for a
 * free slot.
 *
 * <p>Whatever the functions do, {@link #run} answers within the limits of the engine with a full
 * matrix: what a function breaks is an error in its own row and nowhere else. Running a session
 * again gives the same matrix, time limits aside.
 */
public interface VerifierEngine extends AutoCloseable {
  /**
   * Runs a session.
   *
   * @throws IOException if the engine itself cannot work (no process can be started); never for
   *     anything that the functions do
   * @throws InterruptedException if the thread was interrupted while waiting
   */
  VerdictMatrix run(VerificationSession session) throws IOException, InterruptedException;

  /**
   * Returns name and version of the engine, for the manifest; for example {@code graalpy 25.2.4}.
   */
  String version();

  /** Gives the engine back; the last one to do so ends its processes. */
  @Override
  void close();

  /** Where a worker gets its engine from; travels with the pipeline. */
  interface Source extends Serializable {
    /**
     * Returns the engine of this worker process, starting it if it is the first to ask. Each caller
     * closes what it got.
     *
     * @throws IOException if the engine cannot be started; the message says what is missing
     */
    VerifierEngine open() throws IOException;
  }
}
