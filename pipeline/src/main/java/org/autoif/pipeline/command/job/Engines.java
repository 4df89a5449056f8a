package org.autoif.pipeline.command.job;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.autoif.io.sandbox.CPythonSettings;
import org.autoif.io.sandbox.EngineKind;
import org.autoif.io.sandbox.EngineStartException;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.Truthiness;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command.JobFailedException;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.VerifierOptions;

/** Makes sandbox settings of options, and starts the engine before a job that needs it. */
public final class Engines {
  private static final int MOST_SECONDS = 3600;

  private Engines() {}

  public static SandboxSettings settings(VerifierOptions options) {
    EngineKind engine =
        Arrays.stream(EngineKind.values())
            .filter(kind -> kind.text().equals(options.getVerifierEngine()))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "--verifierEngine='"
                            + options.getVerifierEngine()
                            + "': expected one of "
                            + Arrays.stream(EngineKind.values()).map(EngineKind::text).toList()));
    List<String> words =
        Arrays.stream(Truthiness.values()).map(t -> t.name().toLowerCase(Locale.ROOT)).toList();
    if (!words.contains(options.getTruthiness())) {
      throw new UsageException(
          "--truthiness='" + options.getTruthiness() + "': expected one of " + words);
    }
    if (engine != EngineKind.CPYTHON && !options.getVerifierPackages().isEmpty()) {
      throw new UsageException("--verifierPackages: only with --verifierEngine=cpython");
    }
    int seconds = options.getVerifierTimeout();
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new UsageException(
          "--verifierTimeout " + seconds + ": must be from 1 to " + MOST_SECONDS);
    }
    SandboxSettings settings =
        SandboxSettings.of()
            .withEngine(engine)
            .withRequireSeccomp(options.getRequireSeccomp())
            .withCpython(cpython(options))
            .withCallTimeout(Duration.ofSeconds(seconds))
            .withTruthiness(Truthiness.valueOf(options.getTruthiness().toUpperCase(Locale.ROOT)));
    return Arguments.checked(
        "--verifierSlots: ", () -> settings.withSlots(options.getVerifierSlots()));
  }

  private static CPythonSettings cpython(VerifierOptions options) {
    List<String> packages =
        Arrays.stream(options.getVerifierPackages().split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    CPythonSettings python =
        Arguments.checked(
            "--pythonExecutable: ",
            () -> CPythonSettings.of().withExecutable(options.getPythonExecutable()));
    return Arguments.checked("--verifierPackages: ", () -> python.withPackages(packages));
  }

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
