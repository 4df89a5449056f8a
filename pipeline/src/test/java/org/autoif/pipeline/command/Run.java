package org.autoif.pipeline.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a user sees of one run of the program.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it printed as errors
 */
public record Run(int status, String out, String err) {
  /** The engine that starts soonest of those that are here. */
  static final String ENGINE =
      "--verifierEngine="
          + (Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                  .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")))
              ? "cpython"
              : "graalpy");

  /** Sizes at which every step has something to do and none has much. */
  private static final List<String> FEW =
      List.of(
          ENGINE,
          "--instructions=0",
          "--verifierSamples=3",
          "--queriesPerInstruction=2",
          "--responses=2");

  public static Run of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        AutoIf.runToEnd(
            List.of(arguments),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    return new Run(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Runs {@link #fewTasks}. */
  public static Run ofFewTasks(String command, Path seeds, Path output, List<String> more) {
    return of(fewTasks(command, seeds, output, more));
  }

  /** Returns the arguments of a small job; those of {@code more} take the place of its own. */
  public static String[] fewTasks(String command, Path seeds, Path output, List<String> more) {
    Map<String, String> byName = new LinkedHashMap<>();
    Stream.of(List.of("--demo", "--seeds=" + seeds, "--output=" + output), FEW, more)
        .flatMap(List::stream)
        .forEach(argument -> byName.put(argument.replaceFirst("=.*", ""), argument));
    return Stream.concat(Stream.of(command), byName.values().stream()).toArray(String[]::new);
  }
}
