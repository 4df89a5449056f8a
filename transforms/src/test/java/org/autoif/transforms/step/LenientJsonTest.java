package org.autoif.transforms.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.autoif.io.record.Json;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LenientJsonTest {
  private static String objects(String text) {
    return LenientJson.objects(text).toString();
  }

  @Test
  void givenFencedOrBareJson_thenTheSameIsRead() {
    String json = "{\"a\": 1}";
    assertEquals("[{\"a\":1}]", objects(json));
    assertEquals("[{\"a\":1}]", objects("Here you are:\n```json\n" + json + "\n```\nDone."));
  }

  @Test
  void givenSeveralBlocks_thenAllAreReadInOrder() {
    assertEquals("[{\"a\":1}, {\"b\":{\"c\":2}}]", objects("{\"a\":1} then {\"b\":{\"c\":2}} end"));
  }

  @Test
  void givenABrokenBlock_thenTheNextIsReadAllTheSame() {
    assertEquals("[{\"a\":1}]", objects("{ not json } and {\"a\":1}"));
    assertEquals("[{\"a\":1}]", objects("a set {x | x > 0}, {\"a\":1}"));
  }

  @Test
  void givenAnObjectThatDoesNotEnd_thenWhatIsInsideIsRead() {
    assertEquals("[{\"input\":\"x\"}]", objects("{\"func\": 1, \"cases\": [{\"input\": \"x\"},"));
  }

  /** As Qwen2.5-0.5B ends every eighth of its answers. */
  @Test
  void givenNoMoreThanTheLastBracketMissing_thenTheObjectIsRead() {
    String open = "{\"func\": \"f\", \"cases\": [{\"output\": True}]";
    String read = "[{\"func\":\"f\",\"cases\":[{\"output\":true}]}]";
    assertEquals(read, objects(open));
    assertEquals(read, objects(open + "\n"));
    assertEquals(read, objects("```json\n" + open + "\n```\n"));
    assertEquals("[{\"label\":\"entailment\"}]", objects("{\"label\": \"entailment\""));
    // What may go on, or is not all there, is no value.
    assertEquals("[]", objects("{\"score\": 1"));
    assertEquals("[]", objects("{\"label\": \"entail"));
    assertEquals("[]", objects("{\"a\": \"b\" and more"));
    assertEquals("[{\"c\":\"d\"}]", objects("{\"a\": [{\"c\": \"d\"}, {\"c\": \"e\""));
  }

  @Test
  void givenTrailingCommas_thenTheyAreIgnored() {
    assertEquals("[{\"a\":[1,2]}]", objects("{\"a\": [1, 2,],}"));
  }

  @Test
  void givenLineBreaksAndTabsInStrings_thenTheyAreKept() {
    JsonNode read = LenientJson.objects("{\"a\": \"one\ntwo\r\n\tthree\"}").get(0);
    assertEquals("one\ntwo\r\n\tthree", read.path("a").asText());
  }

  @Test
  void givenPythonsConstants_thenTheyAreJsons() {
    assertEquals(
        "[{\"a\":true,\"b\":false,\"c\":null}]", objects("{'a': True, 'b': False, 'c': None}"));
  }

  @Test
  void givenPythonsConstantsInStrings_thenTheyStayText() {
    assertEquals("[{\"a\":\"True and None\"}]", objects("{\"a\": \"True and None\"}"));
  }

  @Test
  void givenTripleQuotes_thenTheTextIsWhole() {
    String text = "{\"func\": \"\"\"def evaluate(r):\n  return \"a\" in r\n\"\"\", \"x\": 1}";
    JsonNode read = LenientJson.objects(text).get(0);
    assertEquals("def evaluate(r):\n  return \"a\" in r\n", read.path("func").asText());
    assertEquals(1, read.path("x").asInt());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {"\\d+,\\d+", "\\\\d+,\\d+", "it\\'s,it's", "\\u0041,A", "\\use,\\use", "\\\"a,\"a"})
  void givenBackslashes_thenWhatTheModelMeantIsRead(String written, String meant) {
    JsonNode read = LenientJson.objects("{\"a\": \"" + written + "\"}").get(0);
    assertEquals(meant, read.path("a").asText());
  }

  @Test
  void givenBracesInStrings_thenTheyDoNotCount() {
    assertEquals("[{\"a\":\"} {\"}]", objects("{\"a\": \"} {\"}"));
  }

  @Test
  void givenArrays_thenOnlyTheOutermostAreRead() {
    assertEquals("[[[1],2], [3]]", LenientJson.arrays("x [[1], 2] y [3] z").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "{", "{\"a\"", "{\"a\": }", "{'", "{\"\"\"", "{\\", "}{"})
  void givenNoJson_thenNothingIsMadeUp(String text) {
    assertEquals(List.of(), LenientJson.objects(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "{",
        "\"",
        "'",
        "\"\"\"",
        "{\"",
        "{\"a\":",
        "[\"",
        "{'",
        "{\"\"\"",
        "[{\"a\": [",
        "{a: ",
        "[a",
        "[a(",
        "{\"a\": x",
        "{\"a\": \"b\" c",
        "{/*",
        "[#",
        "[//",
        "{\\\"",
        "[\\\"",
        "(",
        "[(",
        "{\"a\": \"b\", ",
        "[\"a\" + ",
        "[\"a\" * 99999, ",
        "[\"a\" * 9 * 9 * 9 ",
        "{\"a\": \"b",
        "“",
        "[1, ",
        "{\"a\": \"\"\"b",
        "[don't ",
        "[a]",
        "[a{\"b\": 1}",
        "\"}",
        "{\"a\":\"}",
        "[x[x]"
      })
  void givenWhatAModelRepeatsForEver_thenItEndsSoon(String loop) {
    String text = "{\"a\": 1}\n" + loop.repeat(300_000 / loop.length());
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertEquals("{\"a\":1}", LenientJson.objects(text).get(0).toString()));
  }

  @Test
  void givenManyOpenBrackets_thenWhatFollowsIsRead() {
    assertEquals("[{\"a\":1}]", objects("[".repeat(32_000) + "\n{\"a\": 1}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'a': 1, // don't\\n'b': 2}|{\"a\":1,\"b\":2}",
        "{'a': 1, # it's } here\\n'b': 2 /* or \" ' { */}|{\"a\":1,\"b\":2}",
        "{# first\\n'a': 'x' // last\\n}|{\"a\":\"x\"}",
        "{'a': 'no # comment', 'b': 'http://x'}|{\"a\":\"no # comment\",\"b\":\"http://x\"}",
        "{'a': 'w ' * 3, 'b': True}|{\"a\":\"w w w \",\"b\":true}",
        "{'a': 2 * 'w ', 'b': True}|{\"a\":\"w w \",\"b\":true}",
        "{'a': 'x' + 'y' * 3 + 'z'}|{\"a\":\"xyyyz\"}",
        "{'a': ('x '\\n 'y') * 2}|{\"a\":\"x yx y\"}",
        "{'a': ' '.join(['w'] * 3)}|{\"a\":\"w w w\"}",
        "{'a': 'one '\\n  'two', 'b': 1}|{\"a\":\"one two\",\"b\":1}",
        "{'a': 'one'\\n  'b': 'two'\\n}|{\"a\":\"one\",\"b\":\"two\"}",
        "{'a': ' '.join(w for w in x), 'b': 1}|{\"a\":\"' '.join(w for w in x)\",\"b\":1}",
        "{'a': len('b, c'), 'b': [1, f(2), 3]}|{\"a\":\"len('b, c')\",\"b\":[1,\"f(2)\",3]}",
        "{'a': 'w' * 10000000, 'b': 1}|{\"a\":\"'w' * 10000000\",\"b\":1}",
        "{\"a\": \"He said \"no\" to me.\", \"b\": 1}|{\"a\":\"He said \\\"no\\\" to me.\",\"b\":1}",
        "{\"a\": \"He said \"no\", and left\", \"b\": 1}|{\"a\":\"He said \\\"no\\\", and left\",\"b\":1}",
        "{\"a\": \"x in [\"b\", \"c\"]\"}|{\"a\":\"x in [\\\"b\\\", \\\"c\\\"]\"}",
        "{\"a\": \"r[\"b\"] + {\"c\": 1}\"}|{\"a\":\"r[\\\"b\\\"] + {\\\"c\\\": 1}\"}",
        "{'a': 'it's', 'b': 1}|{\"a\":\"it's\",\"b\":1}",
        "{a: 1, b_2: \"x\"}|{\"a\":1,\"b_2\":\"x\"}",
        "{'a': ('x', True), 'b': ()}|{\"a\":[\"x\",true],\"b\":[]}",
        "{“a”: “x”}|{\"a\":\"x\"}",
        "{'a': r'\\d', 'b': -1.5e3}|{\"a\":\"\\\\d\",\"b\":-1.5E+3}"
      })
  void givenWhatModelsDoToJson_thenItIsReadAsMeant(String written, String read) {
    assertEquals("[" + read + "]", objects("Here: " + written.replace("\\n", "\n") + " Done."));
  }

  @Test
  void givenAnExpressionThatCannotBeRead_thenItIsNoText() {
    JsonNode read = LenientJson.objects("{'a': build(3), 'b': 'x'}").get(0);
    assertEquals(List.of(true, false), List.of(read.path("a").isPojo(), read.path("b").isPojo()));
  }

  @Test
  void givenObjectsInBracketsOfProse_thenTheyAreFound() {
    assertEquals("[{\"a\":1}]", objects("[Note: {\"a\":1}]"));
    assertEquals("[{\"a\":1}]", objects("[see below\n\n{\"a\":1}"));
  }

  @Property
  void givenAnyText_thenItIsReadWithoutAnError(@ForAll String before, @ForAll String after) {
    LenientJson.objects(before + "{\"" + after);
    LenientJson.arrays(before + "[" + after);
  }

  @Property
  void givenWrittenJson_thenItIsReadBack(@ForAll @Size(max = 5) Map<String, String> values) {
    String json = Json.write(values);
    assertEquals(
        List.of(Json.read(json, JsonNode.class)), LenientJson.objects("Sure:\n" + json + "\n."));
  }
}
