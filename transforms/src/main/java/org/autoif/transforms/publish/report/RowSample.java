package org.autoif.transforms.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.RowFiles;
import org.autoif.io.record.Json;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a version, and what is needed to understand them: the instructions that they name
 * and the other answers to their prompts.
 */
public final class RowSample {
  private static final String REJECTED = "rejected";
  private static final String FAILURES = "failures";

  /** The kinds of rows, which are the folders of a version. */
  public static final List<String> KINDS =
      List.of("sft", "dpo", "rlvr", "instructions", REJECTED, FAILURES);

  private static final String CONSTRAINTS = "constraints";
  private static final String TASK_ID = "task_id";
  private static final String INSTRUCTION_IDS = "instruction_ids";

  /** Answers to one prompt that are shown, at most. */
  private static final int MOST_ANSWERS = 16;

  private static final int MOST_CHARACTERS = 4_000;
  private static final int MOST_ELEMENTS = 40;

  private final ObjectNode rows = Json.mapper().createObjectNode();
  private final Set<String> tasks = new HashSet<>();
  private final Set<String> instructions = new HashSet<>();

  /** Answers by task and instructions by id, in an order that no file's order decides. */
  private final Map<String, ArrayNode> answers = new TreeMap<>();

  private final Map<String, JsonNode> named = new TreeMap<>();

  private final boolean isWhole;

  private RowSample(boolean isWhole) {
    this.isWhole = isWhole;
  }

  /** Returns a sample without rows; those that are added stay as they are. */
  public static RowSample empty() {
    return new RowSample(true);
  }

  /**
   * Reads the heads of the files; long texts and lists are cut, and say so.
   *
   * @param most rows of a kind; of what each step rejected, half as many
   */
  static RowSample of(Folder folder, int most) throws IOException {
    RowSample sample = new RowSample(false);
    for (String kind : KINDS) {
      if (!kind.equals(REJECTED)) {
        sample.take(kind, RowFiles.of(folder, kind), most);
      }
    }
    Map<String, List<MatchResult.Metadata>> steps = new TreeMap<>();
    for (MatchResult.Metadata file : RowFiles.of(folder, REJECTED + "/*")) {
      steps
          .computeIfAbsent(
              String.valueOf(file.resourceId().getCurrentDirectory().getFilename()),
              step -> new ArrayList<>())
          .add(file);
    }
    for (List<MatchResult.Metadata> files : steps.values()) {
      sample.take(REJECTED, files, (most + 1) / 2);
    }
    return sample;
  }

  private void take(String kind, List<MatchResult.Metadata> files, int most) throws IOException {
    ArrayNode taken = rows.withArray(kind);
    for (MatchResult.Metadata file : files) {
      int upTo = taken.size() + (most + files.size() - 1) / files.size();
      RowFiles.read(
          file,
          row -> {
            if (taken.size() < upTo) {
              add(kind, row);
            }
            return taken.size() < upTo;
          });
    }
  }

  /** Adds a row. */
  public void add(String kind, JsonNode row) {
    rows.withArray(kind).add(shown(kind, row.deepCopy()));
  }

  private JsonNode shown(String kind, ObjectNode row) {
    switch (kind) {
      case "sft" -> tasks.add(row.path(TASK_ID).asText());
      case "dpo" -> row.remove(List.of("chosen_message", "rejected_message"));
      case "rlvr" -> {
        tasks.add(row.path("id").asText());
        ArrayNode ids = row.putArray(INSTRUCTION_IDS);
        row.path(CONSTRAINTS).forEach(constraint -> ids.add(constraint.path("id")));
        row.remove(CONSTRAINTS);
      }
      case "instructions" -> instructions.add(row.path("id").asText());
      case "probe" -> instructions.add(row.path("instruction_id").asText());
      default -> row.set("record", parsed(row.path("record").asText()));
    }
    row.path(INSTRUCTION_IDS).forEach(id -> instructions.add(id.asText()));
    return shortened(row);
  }

  /**
   * Takes from the whole version what the rows need; without this they stand alone.
   *
   * @param folder of the version
   */
  public void complete(Folder folder) throws IOException {
    for (String kind : List.of("instructions", "sft", REJECTED + "/*")) {
      for (MatchResult.Metadata file : RowFiles.of(folder, kind)) {
        RowFiles.read(
            file,
            row -> {
              switch (kind) {
                case "instructions" -> offerInstruction(row);
                case "sft" -> offerAccepted(row);
                default -> offerRejected(row, parsed(row.path("record").asText()));
              }
              return true;
            });
      }
    }
  }

  /** Takes an instruction if a row names it. */
  void offerInstruction(JsonNode row) {
    String id = row.path("id").asText();
    if (instructions.contains(id)) {
      ObjectNode slim = Json.mapper().createObjectNode();
      slim.set("instruction", row.path("instruction"));
      slim.set("functions", row.path("functions"));
      named.put(id, shortened(slim.deepCopy()));
    }
  }

  /** Takes the answer of an sft row if another row has the same task. */
  void offerAccepted(JsonNode row) {
    JsonNode messages = row.path("messages");
    offer(row.path(TASK_ID).asText(), row, messages.path(messages.size() - 1).path("content"));
  }

  /** Takes a rejected answer likewise, with the reason. */
  void offerRejected(JsonNode row, JsonNode record) {
    JsonNode response = record.path("response");
    ObjectNode answer = offer(record.path(TASK_ID).asText(), response, response.path("text"));
    if (answer != null) {
      for (String field : List.of("step", "reason", "detail")) {
        answer.set(field, row.path(field));
      }
      if (record.has("errors")) {
        answer.set("errors", record.get("errors").deepCopy());
      }
    }
  }

  private @Nullable ObjectNode offer(String task, JsonNode known, JsonNode text) {
    if (!tasks.contains(task)) {
      return null;
    }
    ArrayNode there = answers.computeIfAbsent(task, id -> Json.mapper().createArrayNode());
    if (there.size() >= MOST_ANSWERS) {
      return null;
    }
    ObjectNode answer = there.addObject();
    answer.set("text", shortened(text));
    for (String field : List.of("id", "verdicts", "pass_rate", "score")) {
      if (known.hasNonNull(field)) {
        answer.set(field, known.get(field).deepCopy());
      }
    }
    return answer;
  }

  /** Returns the rows by kind, the answers by task and the instructions by id. */
  public ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.set("rows", rows);
    json.set("answers", Json.mapper().valueToTree(answers));
    json.set("instructions", Json.mapper().valueToTree(named));
    return json;
  }

  /** Returns a record as JSON, or as the text that it is. */
  public static JsonNode parsed(String record) {
    if (record.startsWith("{") || record.startsWith("[")) {
      try {
        return Json.read(record, JsonNode.class);
      } catch (IllegalArgumentException e) {
        // a text that only looks like it
      }
    }
    return Json.mapper().getNodeFactory().textNode(record);
  }

  private JsonNode shortened(JsonNode node) {
    if (isWhole) {
      return node;
    }
    if (node.isTextual() && node.textValue().length() > MOST_CHARACTERS) {
      String text = node.textValue();
      int end = text.offsetByCodePoints(0, text.codePointCount(0, MOST_CHARACTERS));
      return Json.mapper()
          .getNodeFactory()
          .textNode(text.substring(0, end) + " … (" + (text.length() - end) + " more characters)");
    }
    if (node instanceof ObjectNode object) {
      Map<String, JsonNode> fields = new HashMap<>();
      object.fields().forEachRemaining(field -> fields.put(field.getKey(), field.getValue()));
      fields.forEach((name, value) -> object.set(name, shortened(value)));
    } else if (node instanceof ArrayNode array) {
      int more = array.size() - MOST_ELEMENTS;
      while (array.size() > MOST_ELEMENTS) {
        array.remove(array.size() - 1);
      }
      for (int i = 0; i < array.size(); i++) {
        array.set(i, shortened(array.get(i)));
      }
      if (more > 0) {
        array.add("… and " + more + " more");
      }
    }
    return node;
  }
}
