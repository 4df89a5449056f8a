package org.autoif.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.autoif.io.gauge.Gauge;
import org.autoif.io.llm.pool.CompleteChats;
import org.autoif.io.record.Json;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a job's steps on a Flink cluster, by its REST interface. Beam hands its counters
 * to Flink when a subtask has ended, which is late; they are in an accumulator of the job then,
 * which outlives its tasks. Until then samples are told by the records that a task has handed on:
 * for each call its answer and what that cost.
 */
public final class ClusterFigures implements Figures {
  private static final String ACCUMULATOR = "__metricscontainers";

  /** The full name of a transform that makes calls, in the name of a Flink task. */
  private static final Pattern CALLS = Pattern.compile("([A-Z][A-Za-z]*)/[^,\\]]*Complete\\)");

  private static final int RECORDS_A_CALL = 2;
  private static final String COUNTER = "beam:metric:user:sum_int64:v1";
  private static final long LOOK_EVERY_NANOS = 1_000_000_000L;
  private static final Map<String, Gauge> GAUGES =
      Arrays.stream(Gauge.values()).collect(Collectors.toMap(Gauge::word, Function.identity()));

  /** What a counter tells. */
  private record Figure(Gauge gauge, String step) {}

  private final FlinkRest rest;
  private final String job;
  private final ToDoubleFunction<String> samplesPerCall;
  private volatile Map<Figure, Long> figures = Map.of();
  private volatile List<String> steps = List.of();
  private long looked;

  /**
   * Returns the figures of a job with this id; nothing is asked yet.
   *
   * @param samplesPerCall samples that a step's calls ask for, on average
   */
  public ClusterFigures(FlinkRest rest, String job, ToDoubleFunction<String> samplesPerCall) {
    this.samplesPerCall = samplesPerCall;
    this.rest = rest;
    this.job = job;
    this.looked = System.nanoTime() - LOOK_EVERY_NANOS;
  }

  @Override
  public List<String> steps() {
    return steps;
  }

  @Override
  public long of(Gauge gauge, String step) {
    return figures.getOrDefault(new Figure(gauge, step), 0L);
  }

  /** Asks the cluster, a second after the last time at the earliest. */
  @Override
  public void refresh() throws InterruptedException {
    if (System.nanoTime() - looked < LOOK_EVERY_NANOS) {
      return;
    }
    JsonNode told = rest.get("/jobs/" + job + "/accumulators");
    String counters = "";
    for (JsonNode accumulator : told.path("user-task-accumulators")) {
      if (accumulator.path("name").asText().equals(ACCUMULATOR)) {
        counters = accumulator.path("value").asText();
      }
    }
    read(counters, rest.get("/jobs/" + job));
    looked = System.nanoTime();
  }

  /**
   * Reads what a cluster tells.
   *
   * @param json what Beam writes of its counters
   */
  void read(String json, JsonNode told) {
    Map<Figure, Long> sums = new LinkedHashMap<>();
    for (JsonNode metric : counters(json)) {
      Figure figure = figure(metric);
      Long value = figure == null ? null : value(metric.path("payload").asText());
      if (figure != null && value != null) {
        sums.merge(figure, value, Long::sum);
      }
    }
    Map<String, Long> records = new LinkedHashMap<>();
    for (JsonNode task : told.path("vertices")) {
      Matcher step = CALLS.matcher(task.path("name").asText());
      if (!task.path("status").asText().equals("FINISHED") && step.find()) {
        records.merge(
            step.group(1), task.path("metrics").path("write-records").asLong(), Long::sum);
      }
    }
    records.forEach(
        (step, handedOn) ->
            sums.merge(
                new Figure(Gauge.SAMPLES, step),
                Math.round(samplesPerCall.applyAsDouble(step) * handedOn / RECORDS_A_CALL),
                Math::max));
    Set<String> begun = new LinkedHashSet<>(steps); // they stay in their order
    sums.forEach(
        (figure, sum) -> {
          if (sum > 0) {
            begun.add(figure.step());
          }
        });
    figures = Map.copyOf(sums);
    steps = List.copyOf(begun);
  }

  private static JsonNode counters(String json) {
    try {
      return Json.read(json, JsonNode.class).path("metrics").path("attempted");
    } catch (IllegalArgumentException e) {
      return MissingNode.getInstance(); // of another version of Beam: nothing is shown
    }
  }

  /** Returns what a counter tells, or null if it is none of a step's. */
  private static @Nullable Figure figure(JsonNode metric) {
    JsonNode labels = metric.path("labels");
    Gauge gauge = GAUGES.get(labels.path("NAME").asText());
    String namespace = labels.path("NAMESPACE").asText();
    String step = namespace.substring(namespace.lastIndexOf('.') + 1);
    boolean ofAllSteps = step.equals(CompleteChats.class.getSimpleName());
    return gauge == null || ofAllSteps || !metric.path("urn").asText().equals(COUNTER)
        ? null
        : new Figure(gauge, step);
  }

  private static @Nullable Long value(String payload) {
    try {
      return VarLongCoder.of()
          .decode(new ByteArrayInputStream(Base64.getDecoder().decode(payload)));
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }
}
