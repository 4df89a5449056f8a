package org.autoif.transforms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.autoif.io.record.TestCase;
import org.jspecify.annotations.Nullable;

/**
 * What one sample of {@code GenerateVerifiers} brought.
 *
 * @param source the function's source, exactly as written
 * @param cases the test cases that could be read
 * @param unreadableCases those that could not, as text
 */
record VerifierAnswer(String source, List<TestCase> cases, List<String> unreadableCases) {
  private static final Pattern PYTHON_BLOCK =
      Pattern.compile("```(?:python|py)\\s*\\n(.*?)```", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern EVALUATE =
      Pattern.compile("(?m)^\\s*(?:async\\s+)?def\\s+evaluate\\s*\\(");

  /** The answer cannot be read; the message says why. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(String message) {
      super(message);
    }
  }

  /**
   * Reads an answer. Where several objects have a function, the last counts: models draft first. A
   * function outside JSON is taken from a Python block.
   */
  static VerifierAnswer parse(String answer) throws UnreadableException {
    List<JsonNode> objects = LenientJson.objects(answer);
    JsonNode withFunction = null;
    JsonNode withCases = null;
    for (JsonNode object : objects) {
      if (function(object) != null) {
        withFunction = object;
      }
      if (object.path("cases").isArray()) {
        withCases = object;
      }
    }
    String source = withFunction == null ? pythonBlock(answer) : function(withFunction);
    if (source == null) {
      throw new UnreadableException(
          objects.isEmpty()
              ? "no JSON object in the answer"
              : "no JSON object has a text in the key func");
    }
    if (!EVALUATE.matcher(source).find()) {
      throw new UnreadableException("the function is not called evaluate");
    }
    JsonNode cases =
        withFunction != null && withFunction.path("cases").isArray() ? withFunction : withCases;
    return new VerifierAnswer(source, List.of(), List.of()).withCases(cases);
  }

  /** Reads the three spellings of an expected verdict, or returns null. */
  static @Nullable Boolean expected(JsonNode output) {
    if (output.isBoolean()) {
      return output.asBoolean();
    }
    if (output.isTextual()) {
      return switch (output.asText().strip().toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> null;
      };
    }
    return null;
  }

  private VerifierAnswer withCases(@Nullable JsonNode object) {
    List<TestCase> read = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    if (object != null) {
      for (JsonNode node : object.path("cases")) {
        Boolean expected = expected(node.path("output"));
        if (node.path("input").isTextual() && expected != null) {
          read.add(
              TestCase.builder()
                  .setInput(node.path("input").asText())
                  .setExpected(expected)
                  .build());
        } else {
          unreadable.add(node.toString());
        }
      }
    }
    return new VerifierAnswer(source, List.copyOf(read), List.copyOf(unreadable));
  }

  private static @Nullable String function(JsonNode object) {
    JsonNode func = object.path("func");
    // A backspace is a regular expression's \b that was not escaped; source code has no other.
    return func.isTextual() && !func.asText().isBlank() ? func.asText().replace("\b", "\\b") : null;
  }

  private static @Nullable String pythonBlock(String answer) {
    Matcher block = PYTHON_BLOCK.matcher(answer);
    String last = null;
    while (block.find()) {
      if (EVALUATE.matcher(block.group(1)).find()) {
        last = block.group(1).stripTrailing();
      }
    }
    return last;
  }
}
