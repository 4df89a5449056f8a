package org.autoif.transforms.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.autoif.io.record.Resources;
import org.autoif.transforms.publish.export.TableFiles;
import org.autoif.transforms.step.prompt.PromptTemplate;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset card says below its front matter: what there is, how it was made and from what, in
 * Markdown as the Hub shows it. All of it follows from the manifest. The words are in {@code
 * card/*.md}, filled as prompts are: an engine for templates would only add loops, whose tables are
 * made here, since no library at hand escapes their cells.
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

  private CardText() {}

  static String of(RunInfo run, ObjectNode manifest, @Nullable ObjectNode diff) {
    JsonNode settings = manifest.path("settings");
    List<TableFiles> tables = TableFiles.of(manifest);
    return text(
            "card",
            Map.ofEntries(
                Map.entry("title", run.title()),
                Map.entry("introduction", introduction(settings)),
                Map.entry("configs", configs(tables)),
                Map.entry(
                    "example",
                    tables.isEmpty()
                        ? ""
                        : part("example", Map.of("config", tables.get(0).folder()))),
                Map.entry("folders", folders(manifest)),
                Map.entry("rewards", has(tables, "rlvr") ? part("rewards", Map.of()) : ""),
                Map.entry("steps", steps(manifest)),
                Map.entry("tricks", tricks(manifest.path("tricks"))),
                Map.entry(
                    "models", table(List.of("role", "model"), pairs(settings.path("models")))),
                Map.entry(
                    "method", table(List.of("setting", "value"), pairs(settings.path("method")))),
                Map.entry("programs", table(List.of("what", "version"), programs(settings))),
                Map.entry(
                    "prompts",
                    table(List.of("prompt", "SHA-256"), pairs(settings.path("prompts")))),
                Map.entry("sources", sources(settings.path("inputs"))),
                Map.entry("changes", diff == null ? "" : changes(diff)),
                Map.entry(
                    "licence",
                    run.license().isEmpty() ? "Not stated." : "`" + run.license() + "`.")))
        + "\n";
  }

  /** Returns the file {@code name} with values in the place of its placeholders. */
  private static String text(String name, Map<String, String> values) {
    String file = "card/" + name + ".md";
    return PromptTemplate.of(file, Resources.text(CardText.class, file)).render(values);
  }

  /** Returns a part that not every card has, to stand after another one. */
  private static String part(String name, Map<String, String> values) {
    return "\n\n" + text(name, values);
  }

  private static String introduction(JsonNode settings) {
    return settings.has("dataset")
        ? text("round", Map.of("dataset", settings.path("dataset").asText()))
        : text("synthesis", Map.of());
  }

  private static String configs(List<TableFiles> tables) {
    return table(
        List.of("config", "train", "validation", "a row is"),
        tables.stream()
            .map(
                table ->
                    List.of(
                        "`" + table.folder() + "`",
                        String.valueOf(table.train()),
                        String.valueOf(table.validation()),
                        ROWS.getOrDefault(table.folder(), "")))
            .toList());
  }

  private static String folders(ObjectNode manifest) {
    return table(
        List.of("folder", "rows", "a row is"),
        SIDES.keySet().stream()
            .sorted()
            .map(
                folder ->
                    List.of(
                        "`" + folder + "`",
                        manifest.path("rows").path(folder).asText("0"),
                        SIDES.getOrDefault(folder, "")))
            .toList());
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
        : part(
            "tricks",
            Map.of(
                "tricks",
                table(
                    List.of("trick", "functions", "fooled", "behind the guards"),
                    elements(tricks).stream()
                        .map(
                            trick ->
                                List.of(
                                    "`" + trick.path("trick").asText() + "`",
                                    trick.path("functions").asText(),
                                    share(trick, "fooled"),
                                    share(trick, "rewarded")))
                        .toList())));
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
    return table(List.of("input", "file", "source", "licence", "SHA-256"), rows);
  }

  private static String changes(JsonNode diff) {
    List<String> head = new ArrayList<>(List.of("rows"));
    head.addAll(VersionChange.KINDS);
    head.add("why");
    List<List<String>> rows = new ArrayList<>();
    for (String folder : CompareVersions.FOLDERS) {
      JsonNode counts = diff.path(folder);
      List<String> row = new ArrayList<>(List.of("`" + folder + "`"));
      VersionChange.KINDS.forEach(kind -> row.add(counts.path(kind).asText("0")));
      row.add(
          counts.path("why").properties().stream()
              .flatMap(
                  kind ->
                      kind.getValue().properties().stream()
                          .map(
                              reason ->
                                  kind.getKey()
                                      + ": "
                                      + reason.getKey()
                                      + " "
                                      + reason.getValue().asText()))
              .collect(Collectors.joining("; ")));
      rows.add(row);
    }
    return part("changes", Map.of("base", diff.path("base").asText(), "rows", table(head, rows)));
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
    return Stream.concat(
            Stream.of(line(head), "|---".repeat(head.size()) + "|"),
            rows.stream().map(CardText::line))
        .collect(Collectors.joining("\n"));
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replaceAll("\\s+", " ").replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
