package org.autoif.io.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
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
    List<String> queries = new ArrayList<>();
    QueryFile.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "f", field, queries::add);
    return queries;
  }
}
