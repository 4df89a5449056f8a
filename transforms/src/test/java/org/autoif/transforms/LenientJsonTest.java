package org.autoif.transforms;

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

  @Test
  void givenThousandsOfOpenBrackets_thenItStillEndsSoon() {
    Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () -> assertEquals(List.of(), LenientJson.arrays("[".repeat(8_000))));
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
