package org.autoif.pipeline.teacher;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.autoif.io.record.Json;
import org.autoif.pipeline.teacher.rules.Dice;

/** Lays a function and its cases out as JSON, more or less, in the spellings that models use. */
final class VerifierLayout {
  /** A text and whether it is said to follow the instruction. */
  record Case(String input, boolean output) {}

  private static final Pattern NEWLINE = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\n");

  private VerifierLayout() {}

  static String lay(String function, List<Case> cases, Dice dice) {
    int spelling = dice.between(0, 19);
    boolean python = spelling == 0;
    String trailing = spelling == 1 ? "," : "";
    String quote = spelling < 7 ? "\"" : "";
    boolean capital = python || spelling == 2 || spelling == 3;
    String listed =
        cases.stream()
            .map(
                c ->
                    "    {\"input\": "
                        + Json.write(c.input())
                        + ", \"output\": "
                        + (python ? "" : quote)
                        + spelled(c.output(), capital)
                        + (python ? "" : quote)
                        + trailing
                        + "}")
            .collect(Collectors.joining(",\n"));
    String json =
        "{\n  \"func\": "
            + Json.write(function)
            + ",\n  \"cases\": [\n"
            + listed
            + trailing
            + "\n  ]"
            + trailing
            + "\n}";
    if (spelling == 19) {
      json = NEWLINE.matcher(json).replaceAll("$1\n");
    }
    return wrapped(json, dice);
  }

  private static String wrapped(String json, Dice dice) {
    return switch (dice.between(0, 7)) {
      case 0, 1, 2 -> "```json\n" + json + "\n```";
      case 3 -> "```\n" + json + "\n```";
      case 4 ->
          "Here is the checker with its test cases:\n\n```json\n"
              + json
              + "\n```\n\nThe function returns True if the rule holds.";
      case 5 -> "Here you go:\n" + json;
      default -> json;
    };
  }

  /** Returns an answer that holds no function that could be read. */
  static String garbage(String instruction, Dice dice) {
    return dice.pick(
        "I'm sorry, but I cannot write a checker for this rule.",
        "{\"func\": \"def evaluate(response):\\n    return len(response",
        "To check the rule \"" + instruction + "\" one would have to read the answer closely.",
        "```json\n{\"function\": null, \"tests\": []}\n```",
        "{\"func\": def evaluate(response): return True, cases: none}");
  }

  private static String spelled(boolean value, boolean capital) {
    return value ? (capital ? "True" : "true") : capital ? "False" : "false";
  }
}
