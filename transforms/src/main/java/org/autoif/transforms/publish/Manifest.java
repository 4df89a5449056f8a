package org.autoif.transforms.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.autoif.io.dataset.VersionFolder;
import org.autoif.io.dataset.WrittenFile;
import org.autoif.io.llm.Usage;
import org.autoif.io.llm.spending.Prices;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.transforms.step.StepCounts;

/** The content of manifest.json: what a version holds and how it came about. */
final class Manifest {
  /** Shares of requests whose latency is told. */
  private static final double[] PERCENTILES = {0.5, 0.9, 0.99};

  private Manifest() {}

  static ObjectNode of(
      String version, RunInfo run, Map<String, StepCounts> steps, List<WrittenFile> files) {
    ObjectNode manifest = Json.mapper().createObjectNode();
    manifest.put("format", VersionFolder.FORMAT);
    manifest.put("version", version);
    manifest.set("settings", Json.read(run.settings(), ObjectNode.class));
    ArrayNode list = manifest.putArray("steps");
    steps.forEach((name, counts) -> step(list.addObject(), name, counts, run.prices()));
    Map<String, Usage> total = total(steps.values());
    usage(manifest.putObject("calls"), total, run.prices());
    if (!run.prices().isEmpty()) {
      manifest.put(
          "cost",
          Prices.plain(
              total.values().stream()
                  .map(run.prices()::cost)
                  .reduce(BigDecimal.ZERO, BigDecimal::add)));
    }
    ObjectNode rows = manifest.putObject("rows");
    ArrayNode written = manifest.putArray("files");
    files.stream()
        .sorted(Comparator.comparing(WrittenFile::getPath))
        .forEach(
            file -> {
              String folder = file.getPath().replaceFirst("(/|\\.jsonl$).*", "");
              rows.put(folder, rows.path(folder).asLong(0) + file.getRows());
              written.add(Json.mapper().<ObjectNode>valueToTree(file));
            });
    return manifest;
  }

  /** Returns for each folder with too few rows a line that says so. */
  static List<String> tooFew(ObjectNode manifest, Map<String, Integer> least) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(least)
        .forEach(
            (folder, rows) -> {
              long is = manifest.path("rows").path(folder).asLong(0);
              if (is < rows) {
                lines.add(folder + " has " + is + " rows, must have " + rows);
              }
            });
    return lines;
  }

  /** Adds a file that holds no rows. */
  static void addFile(ObjectNode manifest, String path, byte[] bytes) {
    manifest
        .withArray("files")
        .addObject()
        .put("path", path)
        .put("bytes", bytes.length)
        .put("sha256", Ids.sha256(bytes));
  }

  private static void step(ObjectNode node, String name, StepCounts counts, Prices prices) {
    node.put("step", name);
    node.put("kept", counts.kept());
    node.set("rejected", Json.mapper().valueToTree(counts.rejected()));
    node.set("failed", Json.mapper().valueToTree(counts.failed()));
    if (!counts.usage().isEmpty()) {
      usage(node.putObject("calls"), counts.usage(), prices);
    }
  }

  private static void usage(ObjectNode node, Map<String, Usage> byRole, Prices prices) {
    for (Map.Entry<String, Usage> entry : byRole.entrySet()) {
      Usage usage = entry.getValue();
      ObjectNode role =
          node.putObject(entry.getKey())
              .put("records", usage.getCalls())
              .put("completions", usage.getCompletions())
              .put("requests", usage.getRequests())
              .put("prompt_tokens", usage.getPromptTokens())
              .put("cached_tokens", usage.getCachedTokens())
              .put("completion_tokens", usage.getCompletionTokens());
      if (prices.get(entry.getKey()) != null) {
        role.put("cost", prices.cost(usage));
      }
      role.put("retries", usage.getRetries());
      if (!usage.getLatencies().isEmpty()) {
        ArrayNode latency = role.putArray("latency_ms");
        for (double share : PERCENTILES) {
          latency.add(usage.latencyMillis(share));
        }
      }
    }
  }

  /** Adds up by role what the steps used. */
  private static Map<String, Usage> total(Collection<StepCounts> steps) {
    Map<String, Usage> total = new TreeMap<>();
    steps.forEach(
        step -> step.usage().forEach((role, usage) -> total.merge(role, usage, Usage::plus)));
    return total;
  }
}
