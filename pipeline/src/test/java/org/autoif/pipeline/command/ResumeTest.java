package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.autoif.io.record.Ids;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that share a store: what is paid, and that the dataset does not show it. */
@Tag("slow")
class ResumeTest {
  private static final String NOTHING_PAID = "        0 requests paid, ";

  private static Path folder;
  private static Run first;

  @BeforeAll
  static void runOnce(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Files.writeString(
        folder.resolve("seeds.txt"),
        """
        Use exactly 40 words.
        Answer in exactly four sentences.
        Write the whole answer in lower case.
        """);
    first = synthesize("first");
  }

  @Test
  void givenTheSameStore_thenNothingIsPaidAndEveryByteIsTheSame() throws Exception {
    assertThat(first.err(), is(""));
    assertThat(first.out(), containsString(" requests paid, "));
    assertThat(first.out(), not(containsString(NOTHING_PAID)));
    Run second = synthesize("second");
    assertThat(second.err(), is(""));
    assertThat(second.out(), containsString(NOTHING_PAID));
    assertThat(files("second"), is(files("first")));
  }

  @Test
  void givenNoStore_thenEveryByteButTheTimesIsTheSame() throws Exception {
    Run run = synthesize("storeless", "--completionStore=none");
    assertThat(run.err(), is(""));
    assertThat(run.out(), not(containsString(NOTHING_PAID)));
    assertThat(files("storeless", Untimed::file), is(files("first", Untimed::file)));
  }

  @Test
  void givenOtherThresholds_thenNothingIsPaid() {
    Run run = synthesize("thresholds", "--score=at-least:9", "--responsePassRate=above:0.9");
    assertThat(run.err(), is(""));
    assertThat(run.out(), containsString(NOTHING_PAID));
  }

  @Test
  void givenInterruptedVersion_thenTheSameCommandFinishesIt() throws Exception {
    Path left = folder.resolve("out/interrupted/sft/train-00000-of-00007.jsonl");
    Files.createDirectories(left.resolveSibling("."));
    Files.writeString(left, "{\"half a row");
    Run run = synthesize("interrupted");
    assertThat(run.err(), is(""));
    assertThat(run.out(), containsString(NOTHING_PAID));
    assertThat(files("interrupted"), is(files("first")));
  }

  private static Run synthesize(String version, String... more) {
    return Run.ofFewTasks(
        "synthesize",
        folder.resolve("seeds.txt"),
        folder.resolve("out"),
        Stream.concat(Stream.of("--version=" + version, "--baseVersion=none"), Stream.of(more))
            .toList());
  }

  /** Returns the hashes of all files, with the version's name taken out of the manifest. */
  private static Map<String, String> files(String version) throws IOException {
    return files(version, text -> text);
  }

  private static Map<String, String> files(String version, UnaryOperator<String> of)
      throws IOException {
    Path root = folder.resolve("out").resolve(version);
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      found
          .filter(Files::isRegularFile)
          .forEach(file -> files.put(root.relativize(file).toString(), hash(file, version, of)));
    }
    return files;
  }

  private static String hash(Path file, String version, UnaryOperator<String> of) {
    try {
      String text = of.apply(Files.readString(file));
      return Ids.sha256(
          text.replace("\"version\" : \"" + version, "\"version\" : \"")
              .getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
