package org.autoif.pipeline.bench;

import java.time.Duration;
import java.util.List;
import org.autoif.pipeline.teacher.TeacherSettings;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a bench have in common; every value has been checked.
 *
 * @param inFlight numbers of requests in flight in a worker process, a row each
 * @param workers processes that make calls, 1 for this machine's own
 * @param requestsPerMinute that jobs of calls make at most; 0 for no limit
 * @param latencyMillis time to an answer
 * @param longTail whether it is only the median of a long tail
 * @param calls of a row
 * @param shards groups that calls are cut into
 * @param store URL of the store for all rows, {@code none}, or null for a new file for each
 * @param arguments options for jobs of calls
 * @param methodArguments options for whole syntheses
 */
public record Setup(
    List<Integer> inFlight,
    int workers,
    int requestsPerMinute,
    int latencyMillis,
    boolean longTail,
    int calls,
    int shards,
    @Nullable String store,
    List<String> arguments,
    List<String> methodArguments) {

  /** Returns the name of the option in an argument such as {@code --name=value}. */
  public static String name(String argument) {
    return argument.replaceFirst("^--([^=]*).*", "$1");
  }

  /** Returns a copy with other options for whole syntheses. */
  public Setup withMethodArguments(List<String> other) {
    return new Setup(
        inFlight,
        workers,
        requestsPerMinute,
        latencyMillis,
        longTail,
        calls,
        shards,
        store,
        arguments,
        other);
  }

  /** Returns whether a whole synthesis was given this option. */
  public boolean isGiven(String option) {
    return methodArguments.stream().anyMatch(argument -> name(argument).equals(option));
  }

  public ServerPace pace() {
    return new ServerPace(latencyMillis, longTail);
  }

  public TeacherSettings teacher() {
    return TeacherSettings.defaults()
        .withLatency(Duration.ofMillis(latencyMillis))
        .withLongTail(longTail);
  }
}
