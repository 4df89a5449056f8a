package org.autoif.pipeline.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The table at the end of a run: what each step kept and refused, and what was written. */
final class Summary {
  private Summary() {}

  static void print(JsonNode manifest, String folder, PrintStream out) {
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
    requests(manifest, out);
    manifest
        .path("rows")
        .fields()
        .forEachRemaining(
            entry ->
                out.printf(
                    "%9d rows in %s%s%n", entry.getValue().asLong(), folder, entry.getKey()));
    out.println("manifest: " + folder + "manifest.json");
  }

  private static void requests(JsonNode manifest, PrintStream out) {
    long paid = 0;
    long reused = 0;
    for (JsonNode step : manifest.path("steps")) {
      for (JsonNode role : step.path("calls")) {
        paid += role.path("requests").asLong();
        reused += role.path("reused").asLong();
      }
    }
    out.printf("%9d requests paid, %d completions reused%n", paid, reused);
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
