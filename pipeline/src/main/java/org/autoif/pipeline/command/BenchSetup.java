package org.autoif.pipeline.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.pipeline.bench.Setup;
import org.autoif.pipeline.command.job.Stores;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command.JobFailedException;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.command.settings.JobSettings;
import org.autoif.pipeline.command.settings.StoreChoice;
import org.autoif.pipeline.options.command.BenchChecksOptions;
import org.autoif.pipeline.options.command.BenchOptions;
import org.jspecify.annotations.Nullable;

/** What a bench is told, checked and resolved. */
final class BenchSetup {
  private static final String RATE = "requestsPerMinute";

  /** What a synthesis must not be given as it stands. */
  private static final Set<String> OWN =
      Set.of(
          "inFlight",
          "calls",
          "demo",
          "disturb",
          "kills",
          "leaveOut",
          "localCluster",
          RATE,
          "rules",
          "tasks",
          "latencyMillis",
          "longTail",
          "output",
          "baseline",
          "completionStore");

  private static final int MOST_IN_FLIGHT = 4096;
  private static final int MOST_TASKS = 10_000_000;

  private BenchSetup() {}

  static Setup of(BenchOptions options, List<String> arguments, int workers)
      throws JobFailedException {
    List<Integer> inFlight = numbers("inFlight", options.getInFlight(), MOST_IN_FLIGHT);
    if (options.getCalls() < 100 || options.getCalls() > 100_000_000) {
      throw new UsageException("--calls " + options.getCalls() + ": must be from 100 to 100000000");
    }
    if (options.getLatencyMillis() < 1 || options.getLatencyMillis() > 60_000) {
      throw new UsageException(
          "--latencyMillis " + options.getLatencyMillis() + ": must be from 1 to 60000");
    }
    if (options.getKills() < 1) {
      throw new UsageException("--kills " + options.getKills() + ": must be at least 1");
    }
    if (options.getRequestsPerMinute() < 0) {
      throw new UsageException(
          "--requestsPerMinute " + options.getRequestsPerMinute() + ": must be 0 or more");
    }
    return new Setup(
        inFlight,
        workers,
        options.getRequestsPerMinute(),
        options.getLatencyMillis(),
        options.getLongTail(),
        options.getCalls(),
        JobSettings.shards(options),
        store(options),
        arguments,
        arguments.stream().filter(a -> !OWN.contains(Setup.name(a))).toList());
  }

  /** Returns the setup with what the user's own teacher needs to be told. */
  static Setup forChecks(Setup setup, BenchChecksOptions options, List<String> arguments) {
    if (options.getRules() < 1) {
      throw new UsageException("--rules " + options.getRules() + ": must be at least 1");
    }
    if (options.getTeacherBaseUrl() == null) {
      for (String argument : arguments) {
        String option = Setup.name(argument);
        if (option.matches("(?:teacher|judge|policy)\\p{Lu}.*")) {
          throw new UsageException("--" + option + ": bench checks needs --teacherBaseUrl with it");
        }
      }
      return setup;
    }
    Arguments.required("teacherModel", options.getTeacherModel());
    return setup.withMethodArguments(
        arguments.stream()
            .filter(a -> !OWN.contains(Setup.name(a)) || Setup.name(a).equals(RATE))
            .toList());
  }

  /** Returns which of the rows that there are a user wants, by their words. */
  static Set<String> leftOut(@Nullable String value, List<String> words) {
    if (value == null) {
      return Set.copyOf(words);
    }
    Set<String> wanted = new HashSet<>();
    for (String part : value.split(",", -1)) {
      if (!words.contains(part.strip())) {
        throw new UsageException(
            "--leaveOut '" + part.strip() + "': must be some of " + String.join(", ", words));
      }
      wanted.add(part.strip());
    }
    return wanted;
  }

  static List<Integer> tasks(BenchOptions options, List<String> arguments, String action) {
    refuse(arguments, List.of("queries", "queriesPerInstruction"), action);
    return numbers("tasks", options.getTasks(), MOST_TASKS).stream().sorted().toList();
  }

  /** Refuses options that a bench sets itself. */
  static void refuse(List<String> arguments, List<String> own, String action) {
    for (String argument : arguments) {
      String option = Setup.name(argument);
      if (own.contains(option)) {
        throw new UsageException("--" + option + ": bench " + action + " has its own");
      }
    }
  }

  /** Reads the numbers of an option, with commas between, each from 1 to {@code most}. */
  private static List<Integer> numbers(String option, String value, int most) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : value.split(",", -1)) {
      String number = part.strip();
      if (!number.matches("\\d{1,9}")
          || Integer.parseInt(number) < 1
          || Integer.parseInt(number) > most) {
        throw new UsageException(
            "--" + option + " '" + number + "': expected whole numbers from 1 to " + most);
      }
      numbers.add(Integer.parseInt(number));
    }
    return numbers;
  }

  private static @Nullable String store(BenchOptions options) throws JobFailedException {
    String given = options.getCompletionStore();
    if (given != null) {
      StoreSettings settings = StoreChoice.of(options, null);
      Stores.check(settings);
    }
    return given;
  }
}
