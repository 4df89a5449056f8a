package org.autoif.pipeline.command.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.autoif.io.sandbox.CPythonSettings;
import org.autoif.io.sandbox.EngineKind;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.Truthiness;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.VerifierOptions;

/** Which engine runs functions, and how. */
public final class SandboxChoice {
  private static final int MOST_SECONDS = 3600;

  private SandboxChoice() {}

  /** Resolves options. */
  public static SandboxSettings of(VerifierOptions options) {
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
}
