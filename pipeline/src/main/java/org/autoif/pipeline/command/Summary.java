package org.autoif.pipeline.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.autoif.io.llm.CompleteChats;

/** The table at the end of a run: what each step kept and refused, and what was written. */
final class Summary {
  private Summary() {}

  static void print(JsonNode manifest, PipelineResult result, String folder, PrintStream out) {
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
    out.println();
    out.printf(
        "%9d requests paid, %d completions reused%n",
        Jobs.counter(result, CompleteChats.class, "requests"),
        Jobs.counter(result, CompleteChats.class, "completions_reused"));
    manifest
        .path("rows")
        .fields()
        .forEachRemaining(
            entry ->
                out.printf(
                    "%9d rows in %s%s%n", entry.getValue().asLong(), folder, entry.getKey()));
    out.println("manifest: " + folder + "manifest.json");
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
