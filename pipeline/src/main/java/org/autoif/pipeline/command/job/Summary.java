package org.autoif.pipeline.command.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.autoif.io.gauge.Counters;
import org.autoif.io.llm.pool.CompleteChats;
import org.autoif.io.llm.spending.Prices;
import org.autoif.transforms.publish.report.Report;

/** The table at the end of a run: what each step kept and refused, and what was written. */
public final class Summary {
  private static final String CALLS = "%-20s %-8s %9s %8s %11s %9s %11s";
  private static final String LATENCY = " %7s %7s %7s";

  private Summary() {}

  static void print(JsonNode manifest, PipelineResult result, String folder, PrintStream out) {
    printSteps(manifest, out);
    out.println();
    printCalls(manifest, out);
    long cost = Counters.sum(result, CompleteChats.class, "cost_billionths");
    out.printf(
        "%9d requests paid, %d completions reused%s%n",
        Counters.sum(result, CompleteChats.class, "requests"),
        Counters.sum(result, CompleteChats.class, "completions_reused"),
        manifest.has("cost") ? ", cost " + Prices.text(cost) : "");
    manifest
        .path("rows")
        .fields()
        .forEachRemaining(
            entry ->
                out.printf(
                    "%9d rows in %s%s%n", entry.getValue().asLong(), folder, entry.getKey()));
    out.println("report: " + folder + Report.FILE);
    out.println("manifest: " + folder + "manifest.json");
  }

  /** The funnel. */
  public static void printSteps(JsonNode manifest, PrintStream out) {
    out.printf("%-20s %9s %9s %9s  %s%n", "step", "kept", "rejected", "failed", "reasons");
    for (JsonNode step : manifest.path("steps")) {
      List<String> reasons = new ArrayList<>();
      long rejected = count(step.path("rejected"), reasons);
      long failed = count(step.path("failed"), reasons);
      out.printf(
          "%-20s %9d %9d %9d  %s%n",
          step.path("step").asText(),
          step.path("kept").asLong(),
          rejected,
          failed,
          String.join(", ", reasons));
    }
  }

  /** What the completions of this version took, whenever they were paid for. */
  private static void printCalls(JsonNode manifest, PrintStream out) {
    boolean priced = manifest.has("cost");
    out.printf(CALLS, "calls of", "to", "requests", "retries", "prompt tok", "cached", "compl tok");
    out.printf(LATENCY, "p50 ms", "p90 ms", "p99 ms");
    out.println(priced ? String.format("%12s", "cost") : "");
    for (JsonNode step : manifest.path("steps")) {
      printCalls(step.path("step").asText(), step.path("calls"), priced, out);
    }
    printCalls("all", manifest.path("calls"), priced, out);
    out.println();
  }

  private static void printCalls(String of, JsonNode calls, boolean priced, PrintStream out) {
    calls
        .fields()
        .forEachRemaining(
            entry -> {
              JsonNode role = entry.getValue();
              out.printf(
                  CALLS,
                  of,
                  entry.getKey(),
                  role.path("requests").asLong(),
                  role.path("retries").asLong(),
                  role.path("prompt_tokens").asLong(),
                  role.path("cached_tokens").asLong(),
                  role.path("completion_tokens").asLong());
              JsonNode latency = role.path("latency_ms");
              out.printf(
                  LATENCY,
                  latency.path(0).asText("-"),
                  latency.path(1).asText("-"),
                  latency.path(2).asText("-"));
              out.println(
                  priced
                      ? String.format("%12s", role.path("cost").decimalValue().toPlainString())
                      : "");
            });
  }

  private static long count(JsonNode counts, List<String> reasons) {
    long[] sum = {0};
    counts
        .fields()
        .forEachRemaining(
            entry -> {
              sum[0] += entry.getValue().asLong();
              reasons.add(entry.getKey() + " " + entry.getValue().asLong());
            });
    return sum[0];
  }
}
