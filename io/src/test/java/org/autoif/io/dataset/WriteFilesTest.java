package org.autoif.io.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.autoif.io.record.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteFilesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path output;

  @Test
  void givenRows_thenFilesAreOrderedByIdAndTold() throws Exception {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    byte[] sft = "{\"n\":1}\n{\"n\":2}\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    PAssert.that(
            pipeline
                .apply(
                    Create.of(
                        List.of(
                            KV.of("sft/train", Row.of("b", "{\"n\":2}")),
                            KV.of("sft/train", Row.of("a", "{\"n\":1}")),
                            KV.of("sft/train", Row.of("a", "{\"n\":1}")))))
                .apply(WriteFiles.into(new Folder(output.toString()))))
        .containsInAnyOrder(
            WrittenFile.builder()
                .setPath("sft/train-00000-of-00001.jsonl")
                .setRows(2)
                .setBytes(sft.length)
                .setSha256(Ids.sha256(sft))
                .build());
    pipeline.run();
    assertThat(
        read(output),
        is(
            Map.of(
                "sft/train-00000-of-00001.jsonl",
                new String(sft, java.nio.charset.StandardCharsets.UTF_8))));
  }

  @Test
  void givenOtherOrder_thenBytesAreTheSame() throws Exception {
    List<KV<String, Row>> rows =
        new ArrayList<>(
            IntStream.range(0, 200)
                .mapToObj(i -> KV.of("x", Row.of(Ids.of("row", "" + i), "{\"i\":" + i + "}")))
                .toList());
    write(rows, output.resolve("one"));
    Collections.shuffle(rows, new Random(1));
    write(rows, output.resolve("two"));
    Map<String, String> one = read(output.resolve("one"));
    assertThat(read(output.resolve("two")), is(one));
    assertThat(one.size(), is(4));
    assertThat(one.values().stream().mapToLong(f -> f.lines().count()).sum(), is(200L));
  }

  @Test
  void givenColumnsOfAFolder_thenItsFilesAloneAreParquet() throws Exception {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    pipeline
        .apply(
            Create.of(
                List.of(
                    KV.of("a/train", Row.of("2", "{\"n\":\"é\"}")),
                    KV.of("a/train", Row.of("1", "{\"n\":\"b\"}")),
                    KV.of("b/train", Row.of("1", "{\"n\":\"c\"}")))))
        .apply(
            WriteFiles.into(new Folder(output.toString()))
                .withColumns(Map.of("a", "required binary n (STRING);")));
    pipeline.run();
    List<String> rows = new ArrayList<>();
    InputFiles.values(
        Files.newInputStream(output.resolve("a/train-00000-of-00001.parquet")),
        "a.parquet",
        (number, row) -> rows.add(row.toString()));
    assertThat(rows, is(List.of("{\"n\":\"b\"}", "{\"n\":\"é\"}")));
    assertThat(Files.exists(output.resolve("b/train-00000-of-00001.jsonl")), is(true));
  }

  @Test
  void givenNoRowsAFile_thenItIsRefused() {
    WriteFiles files = WriteFiles.into(new Folder("x"));
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> files.withRowsPerFile(0)).getMessage(),
        is("rowsPerFile 0: must be at least 1"));
  }

  private static void write(List<KV<String, Row>> rows, Path to) {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    pipeline
        .apply(Create.of(rows))
        .apply(WriteFiles.into(new Folder(to.toString())).withRowsPerFile(60));
    pipeline.run();
  }

  private static Map<String, String> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found = files.filter(Files::isRegularFile).toList();
      return found.stream()
          .collect(
              Collectors.toMap(
                  f -> folder.relativize(f).toString(),
                  WriteFilesTest::text,
                  (a, b) -> a,
                  TreeMap::new));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
