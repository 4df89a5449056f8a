package org.autoif.transforms.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.autoif.transforms.publish.export.TableFiles;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset card says below its front matter: what there is, how it was made and from what, in
 * Markdown as the Hub shows it. All of it follows from the manifest.
 */
final class CardText {
  private static final Map<String, String> ROWS =
      Map.of(
          "sft", "a conversation whose last turn passed the checks",
          "dpo", "a prompt with a preferred answer and one that fails every function",
          "rlvr", "a prompt with the functions that reward an answer, and today's pass rate",
          "alpaca-sft", "as `sft`, in the alpaca layout",
          "alpaca-dpo", "as `dpo`, in the alpaca layout",
          "kto", "an answer of a pair of `dpo`, and whether it is the preferred one",
          "verl", "as `rlvr`, for verl",
          "open-instruct-dpo", "as `dpo`, for open-instruct",
          "open-instruct-rlvr", "as `rlvr`, for open-instruct");

  private static final Map<String, String> SIDES =
      Map.of(
          "instructions", "a verified instruction with its functions and test cases",
          "rejected", "what the method refused, and why",
          "failures", "what broke");

  private static final String SYNTHESIS =
      """
      Training data for instruction following, made by autoif-beam after AutoIF \
      ([arXiv 2406.13542](https://arxiv.org/abs/2406.13542)): instructions with Python functions that \
      check them, cross-validated by execution and back-translation, and answers that passed the \
      functions and a quality score.
      """;

  private static final String ROUND =
      """
      A round of online DPO for instruction following, made by autoif-beam after AutoIF \
      ([arXiv 2406.13542](https://arxiv.org/abs/2406.13542), section 3.3): what the policy answered to \
      the tasks of dataset %s, told apart by the Python functions of the tasks. No quality score was \
      asked for.
      """;

  private static final String FIELDS =
      """

      ### Fields

      | rows | field | |
      |---|---|---|
      | all | `id` | content hash; rows are in its order, which is a stable shuffle |
      | `sft` | `messages` | turns of `role` and `content`; the last one is the answer |
      | `sft` | `pass_rate`, `score` | share of the functions that accept the answer; the judge's mean score, 0 to 10 |
      | `dpo` | `prompt`, `chosen`, `rejected` | turns; `chosen_message` and `rejected_message` are the same as single turns |
      | `dpo` | `level` | `query`: answers to a query; `instruction`: test cases of an instruction |
      | `sft`, `dpo` | `instruction_ids` | the `id` of rows in `instructions` |
      | `rlvr` | `prompt`, `constraints` | turns; the instructions with the sources of their functions |
      | `rlvr` | `pass_rate`, `responses` | how easy the task was, over how many answers |
      | `sft`, `dpo`, `rlvr` | `confidence`, `chosen_confidence`, `rejected_confidence`, `reliability` | with `--confidence`: the estimated probability that an answer follows; the estimated accuracy of the functions |
      """;

  private static final String REWARD =
      """

      ### Rewards

      `reward/` has the Python package `autoif_reward`, which runs the functions of a row in isolated \
      processes and tells how many of them accept an answer, for TRL (`trl_reward`), verl \
      (`compute_score`) and open-instruct. Its head says how to use it.
      """;

  private static final String TRICKS =
      """

      ### Tricks

      Texts that answer nothing, run through the functions of every instruction: the share of functions \
      that each fools, by itself and behind the guards of the reward, which give nothing for no answer, a \
      refusal and the instruction itself. A trick that follows its instruction to the letter counts too, \
      since it earns the reward. `probe.jsonl` has them one by one, with prompts to probe a trained model.

      """;

  private static final String LIMITS =
      """

      ## Limits

      - A function that accepts an answer says that the answer keeps the rule as that function reads it, \
      no more: not that the answer is true, safe or complete.
      - Instructions, functions, answers and scores were written by models and carry their faults and \
      tastes; the test cases that functions were checked with are by the same model.
      - Instructions are held apart between training and validation by their words: one that says the \
      same in other words can be on the other side, and the same query can be under both.
      - The functions are programs that a model wrote: run them in isolation only.
      """;

  private CardText() {}

  static String of(RunInfo run, ObjectNode manifest, @Nullable ObjectNode diff) {
    JsonNode settings = manifest.path("settings");
    return "# "
        + run.title()
        + "\n\n"
        + (settings.has("dataset") ? ROUND.formatted(settings.path("dataset").asText()) : SYNTHESIS)
        + rows(manifest)
        + "\n## How it was made\n\n"
        + steps(manifest)
        + tricks(manifest.path("tricks"))
        + "\n### Models\n\n"
        + table(List.of("role", "model"), pairs(settings.path("models")))
        + "\n### Thresholds and numbers\n\n"
        + table(List.of("setting", "value"), pairs(settings.path("method")))
        + "\n### Programs and prompts\n\n"
        + table(List.of("what", "version"), programs(settings))
        + "\nThe prompts, by the SHA-256 of their text:\n\n"
        + table(List.of("prompt", "SHA-256"), pairs(settings.path("prompts")))
        + sources(settings.path("inputs"))
        + (diff == null ? "" : VersionDiff.summary(diff))
        + LIMITS
        + license(run);
  }

  private static String rows(ObjectNode manifest) {
    List<TableFiles> tables = TableFiles.of(manifest);
    StringBuilder text = new StringBuilder("\n## Rows\n\n");
    text.append(
        table(
            List.of("config", "train", "validation", "a row is"),
            tables.stream()
                .map(
                    table ->
                        List.of(
                            "`" + table.folder() + "`",
                            String.valueOf(table.train()),
                            String.valueOf(table.validation()),
                            ROWS.getOrDefault(table.folder(), "")))
                .toList()));
    if (!tables.isEmpty()) {
      text.append(
          String.format(
              Locale.ROOT,
              """

              ```python
              from datasets import load_dataset

              rows = load_dataset("path/of/this/folder", "%s")
              ```
              """,
              tables.get(0).folder()));
    }
    text.append("\nBeside them, and in no config:\n\n");
    text.append(
        table(
            List.of("folder", "rows", "a row is"),
            SIDES.keySet().stream()
                .sorted()
                .map(
                    folder ->
                        List.of(
                            "`" + folder + "`",
                            manifest.path("rows").path(folder).asText("0"),
                            SIDES.getOrDefault(folder, "")))
                .toList()));
    text.append(FIELDS);
    return text.append(has(tables, "rlvr") ? REWARD : "").toString();
  }

  private static boolean has(List<TableFiles> tables, String folder) {
    return tables.stream().anyMatch(table -> table.folder().equals(folder));
  }

  private static String steps(ObjectNode manifest) {
    List<List<String>> rows =
        elements(manifest.path("steps")).stream()
            .map(
                step ->
                    List.of(
                        step.path("step").asText(),
                        step.path("kept").asText(),
                        reasons(step.path("rejected")),
                        reasons(step.path("failed"))))
            .toList();
    return table(List.of("step", "kept", "rejected", "failed"), rows);
  }

  private static String tricks(JsonNode tricks) {
    return tricks.isEmpty()
        ? ""
        : TRICKS
            + table(
                List.of("trick", "functions", "fooled", "behind the guards"),
                elements(tricks).stream()
                    .map(
                        trick ->
                            List.of(
                                "`" + trick.path("trick").asText() + "`",
                                trick.path("functions").asText(),
                                share(trick, "fooled"),
                                share(trick, "rewarded")))
                    .toList());
  }

  private static String share(JsonNode trick, String what) {
    double of = Math.max(1, trick.path("functions").asLong());
    return String.format(Locale.ROOT, "%.1f %%", 100 * trick.path(what).asLong() / of);
  }

  private static String reasons(JsonNode counts) {
    String text =
        pairs(counts).stream()
            .map(pair -> pair.get(0) + " " + pair.get(1))
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "0" : text;
  }

  private static List<List<String>> programs(JsonNode settings) {
    return Stream.of(
            "autoif",
            "beam",
            "verifier_engine",
            "truthiness",
            "structured_output",
            "dataset",
            "policy_revision")
        .filter(settings::has)
        .map(name -> List.of(name, settings.path(name).asText()))
        .toList();
  }

  private static String sources(JsonNode inputs) {
    List<List<String>> rows =
        elements(inputs).stream()
            .map(
                input ->
                    List.of(
                        input.path("option").asText(),
                        input.path("file").asText(),
                        input.path("source").asText("not stated"),
                        input.path("license").asText("not stated"),
                        "`" + input.path("sha256").asText() + "`"))
            .toList();
    return "\n## Sources\n\n"
        + table(List.of("input", "file", "source", "licence", "SHA-256"), rows);
  }

  private static String license(RunInfo run) {
    return "\n## Licence\n\n"
        + (run.license().isEmpty() ? "Not stated." : "`" + run.license() + "`.")
        + " The sources keep their own licences, and the terms of the models above may bind what is"
        + " done with their answers.\n";
  }

  /** The members of an object as pairs of name and value; those of inner objects by their path. */
  private static List<List<String>> pairs(JsonNode object) {
    return object.properties().stream()
        .flatMap(
            field ->
                field.getValue().isObject()
                    ? pairs(field.getValue()).stream()
                        .map(pair -> List.of(field.getKey() + "." + pair.get(0), pair.get(1)))
                    : Stream.of(
                        List.of(
                            field.getKey(),
                            field.getValue().isTextual()
                                ? field.getValue().textValue()
                                : field.getValue().toString())))
        .toList();
  }

  private static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  private static String table(List<String> head, List<List<String>> rows) {
    StringBuilder text = new StringBuilder(line(head));
    text.append("|---".repeat(head.size())).append("|\n");
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replaceAll("\\s+", " ").replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
