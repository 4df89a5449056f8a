package org.autoif.transforms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.autoif.io.record.Json;
import org.jspecify.annotations.Nullable;

/**
 * README.md and dataset_info.json of a version. The front matter of the first makes {@code
 * load_dataset(folder, "sft")} work (Hugging Face Hub, "Manual configuration" of datasets); the
 * second are LLaMA-Factory's entries. Both name only what has rows, since an empty glob fails to
 * load.
 */
final class DatasetCard {
  private static final List<String> CONFIGS = List.of("sft", "dpo", "rlvr");
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private DatasetCard() {}

  static String readme(RunInfo run, ObjectNode manifest, @Nullable ObjectNode diff) {
    try {
      return "---\n"
          + YAML.writeValueAsString(frontMatter(run, manifest))
          + "---\n\n"
          + body(run, manifest, diff);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain text has YAML", e);
    }
  }

  private static ObjectNode frontMatter(RunInfo run, ObjectNode manifest) {
    ObjectNode yaml = Json.mapper().createObjectNode();
    ArrayNode configs = yaml.putArray("configs");
    for (String config : CONFIGS) {
      if (manifest.path("rows").path(config).asLong(0) > 0) {
        ObjectNode node = configs.addObject();
        node.put("config_name", config);
        if (configs.size() == 1) {
          node.put("default", true);
        }
        node.putArray("data_files")
            .addObject()
            .put("split", "train")
            .put("path", config + "/train-*.jsonl");
      }
    }
    if (configs.isEmpty()) {
      yaml.remove("configs");
    }
    ArrayNode languages = yaml.putArray("language");
    run.languages().forEach(languages::add);
    if (!run.license().isEmpty()) {
      yaml.put("license", run.license());
    }
    yaml.put("pretty_name", run.title());
    yaml.putArray("task_categories").add("text-generation");
    yaml.putArray("tags").add("instruction-following").add("autoif").add("synthetic");
    long rows = 0;
    for (String config : CONFIGS) {
      rows = Math.max(rows, manifest.path("rows").path(config).asLong(0));
    }
    yaml.putArray("size_categories").add(size(rows));
    return yaml;
  }

  private static String size(long rows) {
    if (rows < 1_000) {
      return "n<1K";
    }
    String[] names = {"1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M"};
    int i = 0;
    for (long bound = 10_000; rows >= bound && i < names.length - 1; bound *= 10) {
      i++;
    }
    return names[i];
  }

  private static String body(RunInfo run, ObjectNode manifest, @Nullable ObjectNode diff) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(run.title()).append("\n\n");
    text.append(
        """
        Instruction-following data made by autoif-beam after AutoIF (arXiv 2406.13542): instructions \
        with Python functions that check them, cross-validated by execution and back-translation; \
        answers that passed the functions and a quality score.

        | folder | rows | what a row is |
        |---|---|---|
        """);
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("sft", "a conversation whose last turn passed every check");
    rows.put("dpo", "a prompt with a preferred answer and one that fails every function");
    rows.put("rlvr", "a prompt with the functions that reward an answer, and today's pass rate");
    rows.put("instructions", "a verified instruction with its functions and test cases");
    rows.put("rejected", "what the method refused, and why");
    rows.put("failures", "what broke");
    rows.forEach(
        (folder, what) ->
            text.append("| `")
                .append(folder)
                .append("` | ")
                .append(manifest.path("rows").path(folder).asLong(0))
                .append(" | ")
                .append(what)
                .append(" |\n"));
    text.append("\n## How it was made\n\n| step | kept | rejected | failed |\n|---|---|---|---|\n");
    for (JsonNode step : manifest.path("steps")) {
      text.append("| ")
          .append(step.path("step").asText())
          .append(" | ")
          .append(step.path("kept").asLong())
          .append(" | ")
          .append(reasons(step.path("rejected")))
          .append(" | ")
          .append(reasons(step.path("failed")))
          .append(" |\n");
    }
    if (diff != null) {
      text.append(VersionDiff.summary(diff));
    }
    text.append("\nSettings, as in `manifest.json`:\n\n```json\n")
        .append(manifest.path("settings").toPrettyString())
        .append("\n```\n");
    text.append(
        """

        ## Limits

        A function that accepts an answer says that the answer keeps the rule as that function reads \
        it, no more. The generated functions are programs that a model wrote: run them only in \
        isolation.
        """);
    return text.toString();
  }

  private static String reasons(JsonNode counts) {
    StringBuilder text = new StringBuilder();
    counts
        .fields()
        .forEachRemaining(
            entry ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(entry.getKey())
                    .append(' ')
                    .append(entry.getValue().asLong()));
    return text.isEmpty() ? "0" : text.toString();
  }

  /** LLaMA-Factory: conversations in OpenAI's words, read by its sharegpt converter. */
  static ObjectNode datasetInfo(ObjectNode manifest) {
    ObjectNode info = Json.mapper().createObjectNode();
    if (manifest.path("rows").path("sft").asLong(0) > 0) {
      ObjectNode sft = entry(info, "autoif_sft", "sft");
      sft.putObject("columns").put("messages", "messages");
      tags(sft);
    }
    if (manifest.path("rows").path("dpo").asLong(0) > 0) {
      ObjectNode dpo = entry(info, "autoif_dpo", "dpo");
      dpo.put("ranking", true);
      dpo.putObject("columns")
          .put("messages", "prompt")
          .put("chosen", "chosen_message")
          .put("rejected", "rejected_message");
      tags(dpo);
    }
    return info;
  }

  private static ObjectNode entry(ObjectNode info, String name, String folder) {
    return info.putObject(name).put("file_name", folder).put("formatting", "sharegpt");
  }

  private static void tags(ObjectNode entry) {
    entry
        .putObject("tags")
        .put("role_tag", "role")
        .put("content_tag", "content")
        .put("user_tag", "user")
        .put("assistant_tag", "assistant")
        .put("system_tag", "system");
  }
}
