package org.autoif.io.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a user says in a row, in the spellings that chat logs and benchmarks have. */
final class UserTurns {
  private static final List<String> CONVERSATIONS =
      List.of(
          "conversations",
          "conversation",
          "messages",
          "prompt",
          "turns",
          "dialog",
          "dialogue",
          "chat",
          "data",
          "conversation_input",
          "chosen");

  /** Under what a file that is one object has its rows. */
  private static final List<String> ROWS =
      List.of("data", "rows", "examples", "instances", "train");

  static final List<String> FIELDS = List.of("query", "prompt", "question", "text");

  private static final List<String> MORE_FIELDS =
      List.of(
          "instruction",
          "problem",
          "input",
          "user",
          "content",
          "goal",
          "initial_instruction",
          "ctx");

  private static final List<String> WHO = List.of("from", "role", "speaker", "author", "sender");
  private static final List<String> WHAT =
      List.of("value", "content", "text", "message", "utterance", "parts");
  private static final Set<String> USER =
      Set.of("human", "user", "prompter", "customer", "person", "questioner", "用户", "人类");

  private UserTurns() {}

  /** Returns the rows in an object that is no row but all that a file has; null if it is a row. */
  static @Nullable JsonNode rowsIn(JsonNode object) {
    for (String key : ROWS) {
      JsonNode first = object.path(key).path(0);
      if (first.isObject() && WHO.stream().noneMatch(first::has) && !first.has("output")) {
        return object.path(key);
      }
    }
    return null;
  }

  /**
   * Returns what a user says in a row, in order; null if the row has no place of ours for it.
   *
   * @param field where to look; null for all the places that are known
   */
  static @Nullable List<String> of(JsonNode row, @Nullable String field) {
    if (field != null) {
      JsonNode at = row.path(DelimitedRows.column(row, field));
      for (String part : at.isMissingNode() ? field.split("\\.", -1) : new String[0]) {
        at = at.isMissingNode() ? row.path(part) : at.path(part);
      }
      return place(at);
    }
    if (row.isTextual() || row.isArray()) {
      return place(row);
    }
    for (String key : CONVERSATIONS) {
      JsonNode turns = row.path(DelimitedRows.column(row, key));
      if (turns.isArray() || (turns.isNull() && !key.equals("prompt"))) {
        return place(turns);
      }
    }
    for (List<String> keys : List.of(FIELDS, MORE_FIELDS)) {
      for (String key : keys) {
        List<String> texts = place(row.path(DelimitedRows.column(row, key)));
        if (texts != null && key.equals("instruction")) {
          return withInput(texts, row.path("input"));
        }
        if (texts != null) {
          return texts;
        }
      }
    }
    return null;
  }

  /** Alpaca's rows have what an instruction is about in a field of its own. */
  private static List<String> withInput(List<String> instruction, JsonNode input) {
    return instruction.size() == 1 && input.isTextual() && !input.asText().isBlank()
        ? List.of(instruction.get(0) + "\n\n" + input.asText())
        : instruction;
  }

  private static @Nullable List<String> place(JsonNode node) {
    if (node.isTextual()) {
      return said(node.asText());
    }
    if (node.isNull()) {
      return List.of();
    }
    if (node.isObject()) {
      String text = text(node);
      return text == null ? null : said(text);
    }
    return node.isArray() ? turns(node) : null;
  }

  private static List<String> said(String text) {
    return text.isBlank() ? List.of() : List.of(text);
  }

  private static List<String> turns(JsonNode turns) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      JsonNode turn = turns.path(i);
      String text = null;
      boolean isUser = false;
      if (turn.isTextual()) {
        text = turn.asText(); // user and model take turns
        isUser = i % 2 == 0;
      } else if (turn.path("input").isTextual() && WHO.stream().noneMatch(turn::has)) {
        text = turn.path("input").asText();
        isUser = true;
      } else if (turn.isArray() && turn.size() == 2) {
        text = turn.path(0).asText("");
        isUser = true;
      } else {
        isUser = isUser(turn);
        text = isUser ? text(turn) : null;
      }
      if (isUser && text == null && texts.isEmpty()) {
        return List.of(); // what follows speaks of what is not there
      }
      if (isUser && text != null) {
        if (text.isBlank() && texts.isEmpty()) {
          return List.of();
        }
        texts.add(text);
      }
    }
    return texts;
  }

  private static boolean isUser(JsonNode turn) {
    for (String key : WHO) {
      JsonNode who = turn.path(key).isObject() ? turn.path(key).path("role") : turn.path(key);
      if (who.isTextual()) {
        return USER.contains(who.asText().strip().toLowerCase(Locale.ROOT));
      }
    }
    // A turn that says nothing of its speaker is a benchmark's.
    return WHO.stream().noneMatch(turn::has);
  }

  private static @Nullable String text(JsonNode turn) {
    for (String key : WHAT) {
      JsonNode said = turn.path(key);
      if (said.isTextual()) {
        return said.asText();
      }
      if (said.isObject()) {
        return text(said);
      }
      if (said.isArray()) {
        List<String> parts = new ArrayList<>();
        for (JsonNode part : said) {
          JsonNode text = part.isTextual() ? part : part.path("text");
          if (text.isTextual()) {
            parts.add(text.asText());
          }
        }
        return parts.isEmpty() ? null : String.join("\n", parts);
      }
    }
    return null;
  }
}
