package org.autoif.transforms.publish.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.autoif.io.record.Json;

/**
 * LLaMA-Factory's dataset_info.json: an entry for each folder that it can read, named {@code
 * autoif_sft} after {@code sft}. Conversations are in OpenAI's words, which its sharegpt converter
 * reads. Only what has rows is named, since an empty folder fails to load.
 */
public final class LlamaFactoryInfo {
  private static final String SHAREGPT = "sharegpt";
  private static final String ALPACA = "alpaca";

  /**
   * How a table is read.
   *
   * @param formatting name of the converter
   * @param ranking whether a row has a better and a worse answer
   * @param columns pairs of LLaMA-Factory's name of a column and ours
   */
  private record Reading(String formatting, boolean ranking, List<String> columns) {}

  private static final Map<String, Reading> READINGS =
      Map.of(
          "sft",
          new Reading(SHAREGPT, false, List.of("messages", "messages")),
          "dpo",
          new Reading(
              SHAREGPT,
              true,
              List.of(
                  "messages",
                  "prompt",
                  "chosen",
                  "chosen_message",
                  "rejected",
                  "rejected_message")),
          "kto",
          new Reading(SHAREGPT, false, List.of("messages", "messages", "kto_tag", "label")),
          "alpaca-sft",
          new Reading(ALPACA, false, List.of("response", "output")),
          "alpaca-dpo",
          new Reading(ALPACA, true, List.of("chosen", "chosen", "rejected", "rejected")));

  private LlamaFactoryInfo() {}

  public static ObjectNode of(List<TableFiles> tables) {
    ObjectNode info = Json.mapper().createObjectNode();
    for (TableFiles table : tables) {
      Reading reading = READINGS.get(table.folder());
      if (reading != null) {
        for (String side : table.sides()) {
          String folder = table.folder(side);
          fill(info.putObject("autoif_" + folder.replace('-', '_')), folder, reading);
        }
      }
    }
    return info;
  }

  private static void fill(ObjectNode entry, String folder, Reading reading) {
    entry.put("file_name", folder).put("formatting", reading.formatting());
    if (reading.ranking()) {
      entry.put("ranking", true);
    }
    ObjectNode columns = entry.putObject("columns");
    if (reading.formatting().equals(ALPACA)) {
      columns.put("prompt", "instruction").put("query", "input");
      columns.put("system", "system").put("history", "history");
    }
    for (int i = 0; i < reading.columns().size(); i += 2) {
      columns.put(reading.columns().get(i), reading.columns().get(i + 1));
    }
    if (reading.formatting().equals(SHAREGPT)) {
      entry
          .putObject("tags")
          .put("role_tag", "role")
          .put("content_tag", "content")
          .put("user_tag", "user")
          .put("assistant_tag", "assistant")
          .put("system_tag", "system");
    }
  }
}
