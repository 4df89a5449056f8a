package org.autoif.io.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryFileTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"conversations\":[{\"from\":\"system\",\"value\":\"s\"},"
            + "{\"from\":\"human\",\"value\":\"one\"},{\"from\":\"gpt\",\"value\":\"x\"},"
            + "{\"from\":\"human\",\"value\":\"later\"}]}\n{\"query\":\"two\"}",
        "[{\"messages\":[{\"role\":\"user\",\"content\":\"one\"}]},\n {\"prompt\":\"two\"}]",
        "{\"question\":\"one\"}{\"text\":\"two\"}",
        "\uFEFF  [{\"query\":\"one\"},\n{\"query\":\"two\"}]",
        "one\r\n\r\n   two  \r\n",
        "\uFEFFone\ntwo",
        "[{\"query\":\"one\"}]\n[{\"query\":\"two\"}]\n",
        "[]{\"query\":\"one\"}[{\"query\":\"two\"}]"
      })
  void givenLayout_thenQueriesAreRead(String text) throws Exception {
    assertThat(read(text, null), contains("one", "two"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"conversation\":[{\"role\":\"user\",\"content\":\"one\"}]}",
        "{\"conversations\":[{\"role\":\"User\",\"content\":\"one\"}]}",
        "{\"messages\":[{\"from\":\"human\",\"value\":\"one\"}]}",
        "{\"messages\":[{\"role\":\"system\",\"content\":\"x\"},{\"role\":\"prompter\",\"text\":\"one\"}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"one\"},{\"type\":\"image\"}]}]}",
        "{\"prompt\":[{\"role\":\"user\",\"content\":\"one\"}],\"data_source\":\"d\"}",
        "{\"conversation\":[{\"input\":\"one\",\"output\":\"x\"}],\"source\":\"s\"}",
        "{\"conversations\":[{\"from\":\"gpt\",\"value\":\"Hello.\"},{\"from\":\"human\",\"value\":\"one\"}]}",
        "{\"turns\":[\"one\",\"x\"]}",
        "{\"turns\":[{\"content\":\"one\"}]}",
        "{\"data\":[\"one\",\"x\"]}",
        "{\"instruction\":\"one\",\"input\":\"\"}",
        "{\"Prompt\":\"one\",\"score\":NaN}",
        "{\"prompt\":\"one\",\"score\":-Infinity}",
        "\"one\"",
        "[\"one\"]",
        "{\"data\": [{\"question\": \"one\"}]}",
        "{\"chosen\":[{\"role\":\"user\",\"content\":\"one\"},{\"role\":\"assistant\",\"content\":\"x\"}],\"rejected\":[]}",
        "{\"question\":{\"text\":\"one\"}}",
        "{\"author\":\"x\",\"messages\":[{\"author\":{\"role\":\"user\"},\"content\":{\"parts\":[\"one\"]}}]}"
      })
  void givenAnotherSpelling_thenTheFirstThatAUserSaysIsRead(String row) throws Exception {
    assertThat(readAs("f.jsonl", row, null), contains("one"));
  }

  @Test
  void givenRowsWithoutAQuery_thenTheyAreLeftOutAndTold() throws Exception {
    List<String> told = new ArrayList<>();
    List<String> queries = new ArrayList<>();
    QueryFile.read(
        new ByteArrayInputStream(
            """
            {"query":"one"}
            {"conversations":[]}
            {"conversations":[{"from":"gpt","value":"x"}]}
            {"conversations":[{"from":"human","value":null},{"from":"human","value":"no"}]}
            {"query":""}
            {"query":
            {"other":"x"}
            {"query":"two"}
            """
                .getBytes(StandardCharsets.UTF_8)),
        "f.jsonl",
        null,
        false,
        queries::add,
        new QueryFile.LeftOut() {
          @Override
          public void empty(int line, String reason) {
            told.add("empty " + line);
          }

          @Override
          public void bad(int line, String reason) {
            told.add("bad " + line);
          }
        });
    assertThat(queries, contains("one", "two"));
    assertThat(told, contains("empty 2", "empty 3", "empty 4", "empty 5", "bad 6", "bad 7"));
  }

  @Test
  void givenATable_thenItsColumnIsRead() throws Exception {
    String table = "id,Prompt\n1,\"one, or\nmore \"\"now\"\"\"\n2,two\n";
    assertThat(readAs("f.csv", table, null), contains("one, or\nmore \"now\"", "two"));
    assertThat(
        readAs("f.tsv", table.replace(',', '\t'), "prompt"),
        contains("one\t or\nmore \"now\"", "two"));
    assertThat(readAs("f.csv", "\uFEFFid;query\r\n1;one\r\n", null), contains("one"));
    assertThat(readAs("f.csv", "sep=;\nid;query\n1;one\n", null), contains("one"));
    assertThat(
        assertThrows(InputException.class, () -> readAs("f.csv", "id,q\n1,one\n", null))
            .getMessage(),
        is(
            "line 2 of f.csv has no query: expected a text in conversations, messages, query, prompt,"
                + " question or text"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[Urgent] How?", "{name} asks: why?", "[1] See this.", "[see (1)]"})
  void givenTextThatBeginsWithABracket_thenItIsText(String text) throws Exception {
    assertThat(readAs("f.txt", text + "\ntwo", null), contains(text, "two"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"query\": \"one\"", "[{\"query\": \"one\"", "[\n{\"query\": 'one'}]"})
  void givenBrokenJsonInATextFile_thenItIsNotTakenForQueries(String text) {
    assertThat(
        assertThrows(InputException.class, () -> readAs("f.txt", text, null)).getMessage(),
        containsString(" is not JSON: "));
  }

  @Test
  void givenAFileThatIsNoJsonUnderAJsonName_thenItIsRefused() {
    assertThat(
        assertThrows(InputException.class, () -> readAs("f.jsonl", "one\ntwo", null)).getMessage(),
        is("line 1 of f.jsonl is not JSON, as the name says: it starts with 'one'"));
  }

  @Test
  void givenAnotherEncoding_thenTheLineIsTold() {
    byte[] latin = "one\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(
        assertThrows(
                InputException.class,
                () -> QueryFile.read(new ByteArrayInputStream(latin), "f", null, q -> {}))
            .getMessage(),
        is("line 2 of f is not UTF-8: iconv -f ENCODING -t UTF-8 makes the file readable"));
  }

  @Test
  void givenHalfACharacter_thenItIsReplaced() throws Exception {
    assertThat(readAs("f.jsonl", "{\"query\":\"a\\ud83db\"}", null), contains("a\uFFFDb"));
    assertThat(
        readAs("f.jsonl", "{\"query\":\"a\\ud83d\\ude00b\"}", null), contains("a\ud83d\ude00b"));
  }

  @Test
  void givenField_thenOnlyItCounts() throws Exception {
    assertThat(
        read("{\"q\":\"one\",\"query\":\"no\"}\n{\"q\":\"two\"}", "q"), contains("one", "two"));
  }

  @Test
  void givenBadRow_thenLineAndExpectationAreTold() {
    assertThat(
        reason("{\"query\":\"one\"}\n{\"query\":2}", null),
        is(
            "line 2 of f has no query: expected a text in conversations, messages, query, prompt,"
                + " question or text"));
    assertThat(
        reason("{\"query\":\"one\"}", "q"),
        is("line 1 of f has no query: expected a text in the field 'q'"));
    assertThat(
        reason("{\"conversations\":[{\"from\":\"gpt\",\"value\":\"x\"}]}", null)
            .startsWith("line 1 of f has no query"),
        is(true));
  }

  @Test
  void givenBrokenJson_thenLineIsTold() {
    assertThat(
        reason("{\"query\":\"one\"}\n{\"query\":", null).startsWith("line 2 of f is not JSON: "),
        is(true));
  }

  @Test
  void givenSomethingElseAfterAnArray_thenLineIsTold() {
    for (String rest : new String[] {"x", "]", ",{\"query\":\"two\"}"}) {
      assertThat(
          reason("[{\"query\":\"one\"}]\n" + rest, null).startsWith("line 2 of f is not JSON: "),
          is(true));
    }
  }

  @Test
  void givenFileThatIsNoText_thenLineAndWhatIsAllowedAreTold() {
    assertThat(
        reason("one\nt\0w\0o", null),
        is(
            "line 2 of f has a NUL, so it is no text: allowed is plain text, JSON or JSON Lines in"
                + " UTF-8, also packed by gzip, or Parquet in a file that ends in .parquet"));
  }

  @Test
  void givenFilesPackedOrParquet_thenTheLookBeforeAndTheJobReadTheSame(@TempDir Path folder)
      throws Exception {
    Files.write(
        folder.resolve("a.parquet"),
        ParquetRows.write("required binary query (STRING);", List.of("{\"query\":\"one\"}")));
    Files.write(folder.resolve("b.jsonl.gz"), InputFilesTest.gzip("{\"query\":\"two\"}\n"));
    Files.write(folder.resolve("c.txt"), InputFilesTest.gzip("three\n"));
    String pattern = folder + "/*";
    List<String> before = new ArrayList<>();
    for (MatchResult.Metadata file : InputFiles.match(pattern)) {
      try (InputStream in = InputFiles.open(file)) {
        QueryFile.read(in, file.resourceId().toString(), null, before::add);
      }
    }
    assertThat(before, contains("one", "two", "three"));
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PAssert.that(pipeline.apply(ReadRows.queries(pattern, null))).containsInAnyOrder(before);
    pipeline.run();
  }

  @Test
  void givenFieldButPlainText_thenThatIsTold() {
    assertThat(
        reason("one\n", "q"), is("f is plain text, but the field 'q' is only found in JSON rows"));
  }

  private static String reason(String text, @Nullable String field) {
    return String.valueOf(assertThrows(InputException.class, () -> read(text, field)).getMessage());
  }

  private static List<String> read(String text, @Nullable String field) throws IOException {
    return readAs("f", text, field);
  }

  private static List<String> readAs(String name, String text, @Nullable String field)
      throws IOException {
    List<String> queries = new ArrayList<>();
    QueryFile.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), name, field, queries::add);
    return queries;
  }
}
