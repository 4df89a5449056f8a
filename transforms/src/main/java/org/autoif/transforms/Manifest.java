package org.autoif.transforms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.autoif.io.dataset.WrittenFile;
import org.autoif.io.llm.Usage;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;

/** The content of manifest.json: what a version holds and how it came about. */
final class Manifest {
  private static final String FORMAT = "autoif-dataset/1";

  private Manifest() {}

  static ObjectNode of(
      String version, RunInfo run, Map<String, StepCounts> steps, List<WrittenFile> files) {
    ObjectNode manifest = Json.mapper().createObjectNode();
    manifest.put("format", FORMAT);
    manifest.put("version", version);
    manifest.set("settings", Json.read(run.settings(), ObjectNode.class));
    ArrayNode list = manifest.putArray("steps");
    steps.forEach((name, counts) -> step(list.addObject(), name, counts));
    ObjectNode rows = manifest.putObject("rows");
    ArrayNode written = manifest.putArray("files");
    files.stream()
        .sorted(Comparator.comparing(WrittenFile::getPath))
        .forEach(
            file -> {
              String folder = file.getPath().substring(0, file.getPath().indexOf('/'));
              rows.put(folder, rows.path(folder).asLong(0) + file.getRows());
              written.add(Json.mapper().<ObjectNode>valueToTree(file));
            });
    return manifest;
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

  private static void step(ObjectNode node, String name, StepCounts counts) {
    node.put("step", name);
    node.put("kept", counts.kept());
    node.set("rejected", Json.mapper().valueToTree(counts.rejected()));
    node.set("failed", Json.mapper().valueToTree(counts.failed()));
    if (!counts.usage().isEmpty()) {
      ObjectNode calls = node.putObject("calls");
      for (Map.Entry<String, Usage> entry : counts.usage().entrySet()) {
        Usage usage = entry.getValue();
        calls
            .putObject(entry.getKey())
            .put("records", usage.getCalls())
            .put("completions", usage.getCompletions())
            .put("prompt_tokens", usage.getPromptTokens())
            .put("completion_tokens", usage.getCompletionTokens());
      }
    }
  }
}
