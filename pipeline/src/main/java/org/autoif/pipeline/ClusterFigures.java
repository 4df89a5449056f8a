package org.autoif.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.autoif.io.gauge.Gauge;
import org.autoif.io.llm.CompleteChats;
import org.autoif.io.record.Json;
import org.jspecify.annotations.Nullable;

/**
 * The steps' counters of a job on a Flink cluster, by its REST interface. Beam keeps all counters
 * of a job in one of Flink's accumulators, which workers send with their heartbeats while they
 * work, and which outlives its tasks; the same counters among Flink's metrics are gone when a task
 * has ended.
 */
public final class ClusterFigures implements Figures {
  private static final String ACCUMULATOR = "__metricscontainers";
  private static final String COUNTER = "beam:metric:user:sum_int64:v1";
  private static final long LOOK_EVERY_NANOS = 1_000_000_000L;
  private static final Map<String, Gauge> GAUGES =
      Arrays.stream(Gauge.values()).collect(Collectors.toMap(Gauge::word, Function.identity()));

  /** What a counter tells. */
  private record Figure(Gauge gauge, String step) {}

  private final FlinkRest rest;
  private final String job;
  private volatile Map<Figure, Long> figures = Map.of();
  private volatile List<String> steps = List.of();
  private long looked;

  /** Returns the figures of a job with this id; nothing is asked yet. */
  public ClusterFigures(FlinkRest rest, String job) {
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
    for (JsonNode accumulator : told.path("user-task-accumulators")) {
      if (accumulator.path("name").asText().equals(ACCUMULATOR)) {
        read(accumulator.path("value").asText());
      }
    }
    looked = System.nanoTime();
  }

  /** Reads what Beam writes of its counters. */
  void read(String json) {
    Map<Figure, Long> sums = new LinkedHashMap<>();
    for (JsonNode metric : counters(json)) {
      Figure figure = figure(metric);
      Long value = figure == null ? null : value(metric.path("payload").asText());
      if (figure != null && value != null) {
        sums.merge(figure, value, Long::sum);
      }
    }
    Map<String, Long> bySteps = new LinkedHashMap<>();
    steps.forEach(step -> bySteps.put(step, 1L)); // stay in their order
    sums.forEach((figure, value) -> bySteps.merge(figure.step(), value, Long::sum));
    figures = new HashMap<>(sums);
    steps = bySteps.keySet().stream().filter(step -> bySteps.getOrDefault(step, 0L) > 0).toList();
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
