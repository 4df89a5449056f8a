package org.autoif.transforms.instruct.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.autoif.io.record.TestCase;
import org.autoif.transforms.step.LenientJson;
import org.jspecify.annotations.Nullable;

/**
 * What one sample of {@code GenerateVerifiers} brought.
 *
 * @param source the function's source, as written but for its dress: see {@link PythonSource}
 * @param cases the test cases that could be read
 * @param unreadableCases those that could not, as text
 */
public record VerifierAnswer(String source, List<TestCase> cases, List<String> unreadableCases) {
  private static final List<String> FUNCTION =
      List.of("func", "function", "code", "source", "verifier", "evaluate", "python", "checker");
  private static final List<String> CASES =
      List.of("cases", "test_cases", "testcases", "testCases", "tests", "examples");
  private static final List<String> INPUT = List.of("input", "response", "text", "answer");
  private static final List<String> OUTPUT =
      List.of("output", "expected", "expected_output", "result", "label");
  private static final int MAX_DEPTH = 3;

  /** The answer cannot be read; the message says why. */
  public static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(String message) {
      super(message);
    }
  }

  /**
   * Reads an answer. Where several objects have a function, the last counts: models draft first. A
   * function outside JSON is taken from a block of code. Cases are those beside the function, else
   * the last list of cases, else the objects that are a case each.
   */
  public static VerifierAnswer parse(String answer) throws UnreadableException {
    List<JsonNode> objects = LenientJson.objects(answer);
    String source = null;
    JsonNode cases = null;
    boolean isBeside = false;
    String other = null;
    for (JsonNode object : objects) {
      String function = function(object, 0);
      JsonNode list = cases(object, 0);
      if (function != null && PythonLexing.hasEvaluate(function)) {
        source = function;
        cases = list == null ? cases : list;
        isBeside = list != null;
      } else if (list != null && !isBeside) {
        cases = list;
      }
      other = function == null ? other : function;
    }
    if (source == null) {
      source = PythonSource.in(answer);
    }
    if (source == null) {
      throw new UnreadableException(
          other != null
              ? "the function is not called evaluate"
              : objects.isEmpty()
                  ? "no JSON object in the answer"
                  : "no JSON object has a text in the key func");
    }
    return of(source, cases == null ? loose(answer, objects) : list(cases));
  }

  /** Reads the three spellings of an expected verdict, or returns null. */
  public static @Nullable Boolean expected(JsonNode output) {
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

  private static List<JsonNode> list(JsonNode cases) {
    List<JsonNode> list = new ArrayList<>();
    cases.forEach(list::add);
    return list;
  }

  private static VerifierAnswer of(String source, List<JsonNode> cases) {
    List<TestCase> read = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (JsonNode node : cases) {
      JsonNode input = node.isArray() ? node.path(0) : first(node, INPUT);
      Boolean expected = expected(node.isArray() ? node.path(1) : first(node, OUTPUT));
      if (input.isTextual() && expected != null) {
        read.add(TestCase.builder().setInput(input.asText()).setExpected(expected).build());
      } else {
        unreadable.add(node.toString());
      }
    }
    return new VerifierAnswer(source, List.copyOf(read), List.copyOf(unreadable));
  }

  /** Returns the cases of an answer that has no list under a key of ours. */
  private static List<JsonNode> loose(String answer, List<JsonNode> objects) {
    return Stream.concat(
            objects.stream(), LenientJson.arrays(answer).stream().flatMap(a -> list(a).stream()))
        .filter(node -> !of("", List.of(node)).cases().isEmpty())
        .distinct()
        .toList();
  }

  private static JsonNode first(JsonNode object, List<String> keys) {
    String key = keys.stream().filter(object::has).findFirst().orElse(keys.get(0));
    return object.path(key);
  }

  private static @Nullable JsonNode cases(JsonNode object, int depth) {
    for (String key : CASES) {
      if (object.path(key).isArray()) {
        return object.path(key);
      }
      if (object.path(key).isObject()) {
        JsonNode pairs = pairs(object.path(key));
        if (pairs != null) {
          return pairs;
        }
      }
    }
    JsonNode found = null;
    for (JsonNode inner : object) {
      if (found == null && inner.isObject() && depth < MAX_DEPTH) {
        found = cases(inner, depth + 1);
      }
    }
    return found;
  }

  /** Returns the cases of an object from texts to verdicts; null if it is none. */
  private static @Nullable JsonNode pairs(JsonNode verdicts) {
    ArrayNode pairs = JsonNodeFactory.instance.arrayNode();
    for (Iterator<Map.Entry<String, JsonNode>> i = verdicts.fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> pair = i.next();
      if (expected(pair.getValue()) == null) {
        return null;
      }
      pairs.addArray().add(pair.getKey()).add(pair.getValue());
    }
    return pairs.isEmpty() ? null : pairs;
  }

  /**
   * Returns the text that has the function, or else that under a key of ours; null if there is
   * none.
   */
  private static @Nullable String function(JsonNode object, int depth) {
    String named = null;
    for (String key : FUNCTION) {
      String text = source(object.path(key));
      if (text != null && PythonLexing.hasEvaluate(text)) {
        return text;
      }
      named = named == null && (key.equals("func") || key.equals("function")) ? text : named;
    }
    for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
      JsonNode value = fields.next().getValue();
      String text =
          value.isObject() && depth < MAX_DEPTH ? function(value, depth + 1) : source(value);
      if (text != null && PythonLexing.hasEvaluate(text)) {
        return text;
      }
    }
    return named;
  }

  /** Returns the bare source in a text or a list of lines; null if it is neither. */
  private static @Nullable String source(JsonNode value) {
    if (value.isArray() && value.size() > 0) {
      List<String> lines = new ArrayList<>();
      for (JsonNode line : value) {
        if (!line.isTextual()) {
          return null;
        }
        lines.add(line.asText().replaceFirst("\\r?\\n\\z", ""));
      }
      return PythonSource.bare(String.join("\n", lines));
    }
    return value.isTextual() && !value.asText().isBlank()
        ? PythonSource.bare(value.asText())
        : null;
  }
}
