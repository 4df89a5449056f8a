package org.autoif.pipeline.command.look;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Prints rows so that a person can read them: texts wrapped, sources as they are. */
final class RowText {
  private static final int WIDTH = 100;
  private static final int SHORT = 60;
  private static final String STEP = "  ";
  private static final Set<String> SOURCES = Set.of("source", "function");
  private static final List<String> KNOWN =
      List.of("id", "task_id", "level", "origin", "step", "reason", "kind", "pass_rate", "score");

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

  private final JsonNode sample;
  private final PrintStream out;

  /**
   * Makes a printer.
   *
   * @param sample as {@code RowSample} gives it
   */
  RowText(JsonNode sample, PrintStream out) {
    this.sample = sample;
    this.out = out;
  }

  void print() {
    sample
        .path("rows")
        .fields()
        .forEachRemaining(kind -> kind.getValue().forEach(row -> print(kind.getKey(), row)));
  }

  private void print(String kind, JsonNode row) {
    StringBuilder head = new StringBuilder("== ").append(kind);
    for (String field : KNOWN) {
      if (row.hasNonNull(field)) {
        head.append(field.equals("id") ? " " : ", " + field.replace('_', ' ') + " ")
            .append(row.path(field).asText());
      }
    }
    out.println(head);
    switch (kind) {
      case "sft" -> {
        value("prompt and answer", row.path("messages"), "");
        functions(row.path("instruction_ids"), row.path("verdicts"));
        answers(row.path("task_id").asText(), row.path("id").asText());
      }
      case "dpo" -> {
        value("prompt", row.path("prompt"), "");
        value("chosen, pass rate " + row.path("chosen_pass_rate"), row.path("chosen"), "");
        value("rejected, pass rate " + row.path("rejected_pass_rate"), row.path("rejected"), "");
        functions(row.path("instruction_ids"), row.path("verdicts"));
      }
      case "rlvr" -> {
        value("prompt", row.path("prompt"), "");
        functions(row.path("instruction_ids"), row.path("verdicts"));
        answers(row.path("id").asText(), "");
      }
      case "probe" -> {
        out.println("trick: " + row.path("trick").asText() + ", " + row.path("times") + " times");
        value("prompt", row.path("prompt"), "");
        value("response", row.path("response"), "");
        out.println(
            "fools: "
                + row.path("fooled")
                + " of "
                + row.path("functions")
                + " functions, reward "
                + row.path("reward"));
      }
      case "instructions" -> {
        value("instruction", row.path("instruction"), "");
        value("functions", row.path("functions"), "");
        value("cases", row.path("cases"), "");
      }
      default -> {
        value("why", row.has("detail") ? row.path("detail") : row.path("message"), "");
        value("record", row.path("record"), "");
      }
    }
    out.println();
  }

  /** The functions of instructions, each with what it said. */
  private void functions(JsonNode ids, JsonNode verdicts) {
    int at = 0;
    for (JsonNode id : ids) {
      JsonNode known = sample.path("instructions").path(id.asText());
      if (known.isMissingNode()) {
        out.println("functions: see instruction " + id.asText());
        continue;
      }
      out.println("functions of: " + plain(known.path("instruction").asText()));
      for (JsonNode function : known.path("functions")) {
        String said = verdicts.path(at).isMissingNode() ? "" : mark(verdicts.path(at).asText());
        at++;
        out.println(
            STEP
                + String.join(
                    ", ",
                    List.of(
                        said.isEmpty() ? "function" : said,
                        "accuracy " + function.path("accuracy").asText("-"))));
        source(function.path("source").asText(), STEP + STEP);
      }
    }
  }

  private static String mark(String verdict) {
    return switch (verdict) {
      case "true" -> "accepts";
      case "false" -> "refuses";
      default -> verdict;
    };
  }

  private void answers(String task, String besides) {
    for (JsonNode answer : sample.path("answers").path(task)) {
      if (answer.path("id").asText().equals(besides)) {
        continue;
      }
      out.println(
          answer.has("reason")
              ? "another answer, "
                  + answer.path("reason").asText()
                  + ": "
                  + plain(answer.path("detail").asText())
              : "another answer, accepted");
      wrapped(answer.path("text").asText(), STEP);
      if (answer.has("verdicts")) {
        out.println(STEP + "verdicts " + String.join(", ", texts(answer.path("verdicts"))));
      }
      value("errors", answer.path("errors"), STEP);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  /** Any JSON under a name. */
  private void value(String name, JsonNode value, String indent) {
    if (value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty())) {
      return;
    }
    if (value.isObject()) {
      out.println(indent + name);
      fields(value, indent + STEP);
    } else if (value.isArray()) {
      array(name, value, indent);
    } else if (SOURCES.contains(name)) {
      out.println(indent + name);
      source(value.asText(), indent + STEP);
    } else if (value.asText().length() <= SHORT && value.asText().lines().count() < 2) {
      out.println(indent + name + ": " + plain(value.asText()));
    } else {
      out.println(indent + name);
      wrapped(value.asText(), indent + STEP);
    }
  }

  private void fields(JsonNode object, String indent) {
    for (Map.Entry<String, JsonNode> field :
        (Iterable<Map.Entry<String, JsonNode>>) object::fields) {
      value(field.getKey().replace('_', ' '), field.getValue(), indent);
    }
  }

  private void array(String name, JsonNode array, String indent) {
    if (array.path(0).has("role")) {
      for (JsonNode message : array) {
        value(message.path("role").asText(), message.path("content"), indent);
      }
    } else if (array.path(0).isObject()) {
      int number = 0;
      for (JsonNode element : array) {
        out.println(indent + name + ", " + ++number + " of " + array.size());
        fields(element, indent + STEP);
      }
    } else {
      out.println(indent + name);
      texts(array).forEach(text -> wrapped(text, indent + STEP));
    }
  }

  private void source(String source, String indent) {
    plain(source).stripTrailing().lines().forEach(line -> out.println(indent + line));
  }

  /** A model's text must not steer the terminal. */
  private static String plain(String text) {
    return CONTROLS.matcher(text).replaceAll("\uFFFD");
  }

  private void wrapped(String text, String indent) {
    for (String paragraph : plain(text).split("\n", -1)) {
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.split(" ", -1)) {
        if (!line.isEmpty() && indent.length() + line.length() + 1 + word.length() > WIDTH) {
          out.println(indent + line);
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      out.println(indent + line);
    }
  }
}
