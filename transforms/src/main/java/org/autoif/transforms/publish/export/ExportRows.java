package org.autoif.transforms.publish.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.autoif.io.dataset.Row;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.SftExample;

/** The lines of {@link Export}: each layout as its trainer's own documentation has it. */
final class ExportRows {
  /** What verl and open-instruct choose a reward by. */
  private static final String SOURCE = "autoif";

  private ExportRows() {}

  static Row alpaca(SftExample example) {
    List<Message> turns = example.getMessages();
    ObjectNode row = alpaca(example.getId(), turns.subList(0, turns.size() - 1));
    return row(row.put("output", turns.get(turns.size() - 1).getContent()));
  }

  static Row alpaca(PreferencePair pair) {
    return row(
        alpaca(pair.getId(), pair.getPrompt())
            .put("chosen", pair.getChosen().get(0).getContent())
            .put("rejected", pair.getRejected().get(0).getContent()));
  }

  /** The last turn is the instruction, those before it are pairs in {@code history}. */
  private static ObjectNode alpaca(String id, List<Message> prompt) {
    int last = prompt.size() - 1;
    int first = prompt.get(0).getRole().equals("system") ? 1 : 0;
    if ((last - first) % 2 != 0) {
      throw new IllegalArgumentException(
          "row " + id + ": the alpaca layout needs turns of user and assistant in turn");
    }
    ObjectNode row = Json.mapper().createObjectNode().put("id", id);
    row.put("instruction", prompt.get(last).getContent()).put("input", "");
    row.put("system", first == 0 ? "" : prompt.get(0).getContent());
    ArrayNode history = row.putArray("history");
    for (int i = first; i < last; i += 2) {
      history.addArray().add(prompt.get(i).getContent()).add(prompt.get(i + 1).getContent());
    }
    return row;
  }

  /** Both answers of a pair on their own; an answer that is in several pairs is one row. */
  static List<Row> kto(PreferencePair pair) {
    return List.of(kto(pair, pair.getChosen(), true), kto(pair, pair.getRejected(), false));
  }

  private static Row kto(PreferencePair pair, List<Message> answer, boolean label) {
    ArrayNode turns = turns(pair.getPrompt(), answer);
    ObjectNode row = Json.mapper().createObjectNode();
    row.put("id", Ids.of("kto", turns.toString(), String.valueOf(label)));
    row.set("messages", turns);
    row.put("label", label);
    row.set("instruction_ids", Json.mapper().valueToTree(pair.getInstructionIds()));
    return row(row);
  }

  static Row verl(RewardTask task, String side) {
    ObjectNode row = Json.mapper().createObjectNode().put("data_source", SOURCE);
    row.set("prompt", Json.mapper().valueToTree(task.getPrompt()));
    row.put("ability", "if");
    row.putObject("reward_model").put("style", "rule").put("ground_truth", groundTruth(task));
    row.putObject("extra_info")
        .put("split", side)
        .put("index", Ids.number("index", task.getId()))
        .put("id", task.getId());
    return Row.of(task.getId(), row.toString());
  }

  static Row openInstruct(PreferencePair pair) {
    ObjectNode row = Json.mapper().createObjectNode().put("id", pair.getId());
    row.set("chosen", turns(pair.getPrompt(), pair.getChosen()));
    row.set("rejected", turns(pair.getPrompt(), pair.getRejected()));
    return row(row);
  }

  static Row openInstruct(RewardTask task) {
    ObjectNode row = Json.mapper().createObjectNode().put("id", task.getId());
    row.set("messages", Json.mapper().valueToTree(task.getPrompt()));
    return row(row.put("ground_truth", groundTruth(task)).put("dataset", SOURCE));
  }

  /** The constraints as in the main rows, as a text: what the reward adapter reads. */
  private static String groundTruth(RewardTask task) {
    return JsonlRows.constraints(task).toString();
  }

  private static ArrayNode turns(List<Message> prompt, List<Message> answer) {
    return Json.mapper().valueToTree(Stream.concat(prompt.stream(), answer.stream()).toList());
  }

  private static Row row(ObjectNode row) {
    return Row.of(row.path("id").textValue(), row.toString());
  }
}
