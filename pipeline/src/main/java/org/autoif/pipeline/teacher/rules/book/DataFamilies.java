package org.autoif.pipeline.teacher.rules.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Params;
import org.autoif.pipeline.teacher.rules.Read;
import org.autoif.pipeline.teacher.rules.Topic;

/** Answers that a program could read. */
final class DataFamilies {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private DataFamilies() {}

  static List<Family> all() {
    return List.of(jsonObject(), jsonKeys(), jsonArray(), commaSeparated(), labelled());
  }

  private static Family jsonObject() {
    return Family.named("json-object")
        .say(
            "Format the whole answer as one valid JSON object.",
            "Reply with a single JSON object and nothing around it.",
            "The answer must be a JSON object that a parser accepts.")
        .hear(
            "(?:entire|whole) (?:output|answer|response) (?:should be |must be )?(?:wrapped )?in JSON format")
        .check((p, t) -> json(t).isObject())
        .comply((p, t, d) -> object(List.of("answer", "reason"), t, d))
        .violate((p, t, d) -> broken(object(List.of("answer", "reason"), t, d), t, d))
        .python(
            """
            try:
                return isinstance(json.loads(response), dict)
            except ValueError:
                return False
            """,
            """
            try:
                data = json.loads(response.strip())
            except Exception:
                return False
            return type(data) is dict
            """)
        .mutant(
            """
            s = response.strip()
            return s.startswith("{")
            """,
            "Start the answer with a curly brace.")
        .mutant(
            "return \"{\" in response or \"}\" in response",
            "Include a curly brace in the answer.");
  }

  private static Family jsonKeys() {
    return Family.named("json-keys")
        .draw(
            d ->
                Params.words(
                    d.some(
                        2, List.of("summary", "reason", "advice", "example", "source", "verdict"))))
        .say(
            "Reply with a JSON object that has the keys $words and nothing else around it.",
            "Write the answer as a JSON object containing the keys $words.",
            "Format the answer as JSON with the keys $words.")
        .check((p, t) -> p.words().stream().allMatch(json(t)::has))
        .comply((p, t, d) -> object(p.words(), t, d))
        .violate((p, t, d) -> broken(object(p.words().subList(1, p.words().size()), t, d), t, d))
        .python(
            """
            try:
                data = json.loads(response)
            except ValueError:
                return False
            return isinstance(data, dict) and all(k in data for k in $words)
            """,
            """
            try:
                data = json.loads(response)
                return isinstance(data, dict) and set($words).issubset(data.keys())
            except Exception:
                return False
            """)
        .mutant("return all(k in response for k in $words)", "Mention the strings $words anywhere.")
        .mutant(
            """
            try:
                return isinstance(json.loads(response), dict)
            except ValueError:
                return False
            """,
            "Format the whole answer as one valid JSON object.");
  }

  private static Family jsonArray() {
    return Family.named("json-array-of")
        .drawN(2, 5)
        .say(
            "Format the answer as a JSON array of exactly $n strings.",
            "Reply with a JSON array that holds exactly $N strings and nothing else.")
        .check((p, t) -> json(t).isArray() && json(t).size() == p.n() && strings(json(t)))
        .comply((p, t, d) -> array(p.n(), t, d))
        .violate(
            (p, t, d) ->
                d.chance(0.3)
                    ? broken(array(p.n(), t, d), t, d)
                    : array(p.n() + d.pick(-1, 1), t, d))
        .python(
            """
            try:
                data = json.loads(response)
            except ValueError:
                return False
            return isinstance(data, list) and len(data) == $n and all(isinstance(x, str) for x in data)
            """,
            """
            try:
                items = json.loads(response)
            except Exception:
                return False
            if not isinstance(items, list) or any(not isinstance(i, str) for i in items):
                return False
            return len(items) == $n
            """)
        .mutant(
            """
            try:
                return isinstance(json.loads(response), list)
            except ValueError:
                return False
            """,
            "Format the answer as a JSON array of any length.")
        .mutant("return response.count(\",\") == $n", "Use exactly $n commas.");
  }

  private static Family commaSeparated() {
    return Family.named("comma-separated")
        .drawN(3, 7)
        .say(
            "Answer with exactly $n items separated by commas, all on one line.",
            "Write one line of exactly $N comma-separated items.",
            "The answer must be a single line with exactly $N items divided by commas.")
        .check((p, t) -> row(t, p.n()))
        .comply((p, t, d) -> String.join(", ", t.fitting(p.n(), d, w -> true)))
        .violate(
            (p, t, d) ->
                String.join(
                    d.chance(0.3) ? "\n" : ", ", t.fitting(p.n() + d.pick(-1, 1, 2), d, w -> true)))
        .python(
            """
            items = response.strip().split(",")
            return "\\n" not in response.strip() and len(items) == $n and all(i.strip() for i in items)
            """,
            """
            lines = response.strip().splitlines()
            if len(lines) != 1:
                return False
            fields = [f.strip() for f in lines[0].split(",")]
            return len(fields) == $n and "" not in fields
            """)
        .mutant("return response.count(\",\") >= $n", "Use at least $n commas.")
        .mutant("return response.count(\",\") == $n", "Use exactly $n commas.");
  }

  private static Family labelled() {
    return Family.named("labelled-lines")
        .say(
            "Write every line in the form \"label: text\".",
            "Each line must consist of a one-word label, a colon and some text.",
            "Give the answer as labelled lines, each being one word, a colon and a remark.")
        .check((p, t) -> Read.all(Read.lines(t), l -> l.matches("\\w+: \\S.*")))
        .comply((p, t, d) -> labels(t, d))
        .violate((p, t, d) -> d.pick(t.prose(d), labels(t, d) + "\n" + t.sentence(d)))
        .python(
            """
            lines = [l.strip() for l in response.splitlines() if l.strip()]
            return bool(lines) and all(re.fullmatch(r"\\w+:\\s\\S.*", l) for l in lines)
            """,
            """
            seen = 0
            for line in response.strip().splitlines():
                if not line.strip():
                    continue
                label, colon, rest = line.strip().partition(": ")
                if not colon or not label.isidentifier() or not rest.strip():
                    return False
                seen += 1
            return seen > 0
            """)
        .mutant("return \": \" in response", "Use at least one colon.")
        .mutant("return response.count(\":\") >= 5", "Use at least five colons.");
  }

  private static String object(List<String> keys, Topic topic, Dice dice) {
    ObjectNode object = JSON.createObjectNode();
    keys.forEach(key -> object.put(key, topic.sentence(dice)));
    return dice.chance(0.5) ? object.toString() : object.toPrettyString();
  }

  private static String array(int count, Topic topic, Dice dice) {
    var array = JSON.createArrayNode();
    topic.lines(count, dice).forEach(line -> array.add(line.strip()));
    return array.toString();
  }

  private static String broken(String json, Topic topic, Dice dice) {
    return dice.pick(
        "Here you are: " + json, json.substring(0, json.length() - 1), topic.prose(dice));
  }

  private static String labels(Topic topic, Dice dice) {
    return String.join(
        "\n",
        dice.some(3, List.of("Idea", "Reason", "Advice", "Example", "Risk")).stream()
            .map(label -> label + ": " + topic.sentence(dice))
            .toList());
  }

  private static boolean row(String text, int count) {
    String line = text.strip();
    String[] items = line.split(",", -1);
    return !line.contains("\n")
        && items.length == count
        && Arrays.stream(items).noneMatch(String::isBlank);
  }

  private static boolean strings(JsonNode array) {
    for (JsonNode item : array) {
      if (!item.isTextual()) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
