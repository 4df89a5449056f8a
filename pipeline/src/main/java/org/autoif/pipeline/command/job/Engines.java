package org.autoif.pipeline.command.job;

import java.io.IOException;
import org.autoif.io.sandbox.EngineKind;
import org.autoif.io.sandbox.EngineStartException;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command.JobFailedException;
import org.autoif.pipeline.command.line.UsageException;

/** Starts the engine before a job that needs it. */
public final class Engines {
  private Engines() {}

  /**
   * Returns the engine for the audit's second run: CPython's with other hashes of strings, or else
   * the same. Under GraalPy 25 and Jython a string has the same hash in every process: there is
   * nothing to vary.
   */
  public static VerifierEngine.Source others(SandboxSettings settings) {
    return Sandboxes.source(
        settings.engine() == EngineKind.CPYTHON
            ? settings.withCpython(settings.cpython().withHashSeed(1))
            : settings);
  }

  /**
   * Starts the engine in this process; the job then finds it running.
   *
   * @throws UsageException if it lacks something, which other options or an installation mend
   * @throws JobFailedException if its processes do not come up
   */
  public static VerifierEngine start(SandboxSettings settings) throws JobFailedException {
    try {
      return Sandboxes.open(settings);
    } catch (EngineStartException e) {
      throw new JobFailedException(
          "--verifierEngine=" + settings.engine().text() + ": " + Arguments.firstLine(e), e);
    } catch (IOException e) {
      throw new UsageException(
          "--verifierEngine=" + settings.engine().text() + ": " + Arguments.firstLine(e));
    }
  }
}
