package org.autoif.transforms.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.RowFiles;
import org.autoif.io.record.Json;

/**
 * What is counted over every row of a version: distributions, functions and cases, and how hard
 * each instruction is. Holds a few numbers an instruction, and nothing of a row.
 */
final class Tally {
  /** Instructions in each of the two lists. */
  private static final int LISTED = 15;

  private static final String ACCEPTED = "accepted";
  private static final String REFUSED = "refused";
  private static final String PREFERRED = "preferred in a pair";
  private static final String SFT_ROWS = "SFT rows";
  private static final String PAIRS = "pairs, query level";
  private static final String PASS_RATE = "pass_rate";
  private static final String ACCURACY = "accuracy";
  private static final String INSTRUCTION = "instruction";

  /** How the tasks of an instruction went. */
  private static final class Difficulty {
    private final String text;
    private int tasks;
    private long answers;
    private double passRates;

    Difficulty(String text) {
      this.text = text;
    }

    double mean() {
      return passRates / tasks;
    }
  }

  private final RowSample sample;
  private final Histogram functionAccuracy = Histogram.ofShares();
  private final Histogram passRate = Histogram.ofShares();
  private final Histogram score = Histogram.ofScores();
  private final Histogram promptLength = Histogram.ofLengths();
  private final Histogram answerLength = Histogram.ofLengths();
  private final Histogram families = Histogram.ofNames();
  private final Histogram rowFamilies = Histogram.ofNames();
  private final Histogram languages = Histogram.ofNames();
  private final Map<String, String> familyOf = new HashMap<>();
  private final Map<String, Difficulty> difficulties = new HashMap<>();
  private final Map<String, Long> levels = new HashMap<>();
  private long examples;
  private long functions;
  private long cases;

  private Tally(RowSample sample) {
    this.sample = sample;
  }

  /** Reads every row, and offers the sample what it may want of them. */
  static Tally of(Folder folder, RowSample sample) throws IOException {
    Tally tally = new Tally(sample);
    each(folder, "instructions", tally::instruction);
    each(folder, "sft", tally::sft);
    each(folder, "rlvr", tally::task);
    each(folder, "dpo", tally::pair);
    each(folder, "rejected/*", tally::rejection);
    return tally;
  }

  private static void each(Folder folder, String name, Consumer<JsonNode> to) throws IOException {
    for (MatchResult.Metadata file : RowFiles.of(folder, name)) {
      RowFiles.read(
          file,
          row -> {
            to.accept(row);
            return true;
          });
    }
  }

  private void instruction(JsonNode row) {
    String family = InstructionFamily.of(row.path(INSTRUCTION).asText());
    familyOf.put(row.path("id").asText(), family);
    families.add("instructions", family);
    for (JsonNode function : row.path("functions")) {
      functions++;
      if (function.hasNonNull(ACCURACY)) {
        functionAccuracy.add("kept", function.path(ACCURACY).asDouble());
      }
    }
    cases += row.path("cases").size();
    sample.offerInstruction(row);
  }

  private void sft(JsonNode row) {
    examples++;
    JsonNode messages = row.path("messages");
    String answer = messages.path(messages.size() - 1).path("content").asText();
    answered(ACCEPTED, row, answer);
    row(SFT_ROWS, row, messages, messages.size() - 1, answer);
    sample.offerAccepted(row);
  }

  /** In a round of online DPO only the pairs tell which answers were accepted. */
  private void pair(JsonNode row) {
    String level = row.path("level").asText("pair");
    levels.merge(level, 1L, Long::sum);
    if (examples == 0 && level.equals("query")) {
      String answer = row.path("chosen").path(0).path("content").asText();
      passRate.add(PREFERRED, row.path("chosen_pass_rate").asDouble());
      answerLength.add(PREFERRED, characters(answer));
      row(PAIRS, row, row.path("prompt"), row.path("prompt").size(), answer);
    }
  }

  private void row(String series, JsonNode row, JsonNode turns, int promptTurns, String answer) {
    int prompt = 0;
    for (int i = 0; i < promptTurns; i++) {
      prompt += characters(turns.path(i).path("content").asText());
    }
    promptLength.add("prompts", prompt);
    row.path("instruction_ids")
        .forEach(
            id ->
                rowFamilies.add(
                    series, familyOf.getOrDefault(id.asText(), InstructionFamily.OTHER)));
    languages.add(series, TextLanguage.of(answer));
  }

  private void answered(String series, JsonNode answer, String text) {
    if (answer.hasNonNull(PASS_RATE)) {
      passRate.add(series, answer.path(PASS_RATE).asDouble());
    }
    if (answer.hasNonNull("score")) {
      score.add(series, answer.path("score").asDouble());
    }
    answerLength.add(series, characters(text));
  }

  private void task(JsonNode row) {
    for (JsonNode constraint : row.path("constraints")) {
      Difficulty difficulty =
          difficulties.computeIfAbsent(
              constraint.path("id").asText(),
              id -> new Difficulty(constraint.path(INSTRUCTION).asText()));
      difficulty.tasks++;
      difficulty.answers += row.path("responses").asLong();
      difficulty.passRates += row.path(PASS_RATE).asDouble();
    }
  }

  private void rejection(JsonNode row) {
    JsonNode record = RowSample.parsed(row.path("record").asText());
    JsonNode response = record.path("response");
    if (response.isObject()) {
      answered(REFUSED, response, response.path("text").asText());
      sample.offerRejected(row, record);
    } else if (record.path("function").isTextual() && record.path("cases").size() > 0) {
      int agreed = 0;
      for (JsonNode one : record.path("cases")) {
        agreed += one.path("verdict").asText().equals(one.path("expected").asText()) ? 1 : 0;
      }
      functionAccuracy.add(REFUSED, (double) agreed / record.path("cases").size());
    }
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("functions", functions);
    json.put("cases", cases);
    json.set("levels", Json.mapper().valueToTree(new TreeMap<>(levels)));
    String accepted = examples == 0 ? PREFERRED : ACCEPTED;
    String rows = examples == 0 ? PAIRS : SFT_ROWS;
    ObjectNode distributions = json.putObject("distributions");
    distributions.set("function_accuracy", functionAccuracy.json("kept", REFUSED));
    distributions.set(PASS_RATE, passRate.json(accepted, REFUSED));
    distributions.set("score", score.json(ACCEPTED, REFUSED));
    distributions.set("prompt_length", promptLength.json("prompts"));
    distributions.set("answer_length", answerLength.json(accepted, REFUSED));
    distributions.set("families", families.json("instructions"));
    distributions.set("row_families", rowFamilies.json(rows));
    distributions.set("languages", languages.json(rows));
    Comparator<Map.Entry<String, Difficulty>> byMean =
        Comparator.comparingDouble(entry -> entry.getValue().mean());
    Comparator<Map.Entry<String, Difficulty>> byWeight =
        Comparator.<Map.Entry<String, Difficulty>>comparingInt(entry -> -entry.getValue().tasks)
            .thenComparing(Map.Entry::getKey);
    list(json.putArray("hardest"), byMean.thenComparing(byWeight));
    list(json.putArray("easiest"), byMean.reversed().thenComparing(byWeight));
    return json;
  }

  private void list(ArrayNode into, Comparator<Map.Entry<String, Difficulty>> order) {
    difficulties.entrySet().stream()
        .sorted(order)
        .limit(LISTED)
        .forEach(
            entry ->
                into.addObject()
                    .put("id", entry.getKey())
                    .put(INSTRUCTION, entry.getValue().text)
                    .put("family", InstructionFamily.of(entry.getValue().text))
                    .put("tasks", entry.getValue().tasks)
                    .put("answers", entry.getValue().answers)
                    .put(PASS_RATE, Math.round(1000 * entry.getValue().mean()) / 1000.0));
  }
}
