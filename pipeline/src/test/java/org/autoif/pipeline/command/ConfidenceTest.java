package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.autoif.io.record.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ConfidenceTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  @Test
  void givenConfidence_thenItStandsInTheRowsAndBoundsThem() throws Exception {
    assertThat(synthesize("any", "--confidence=0").err(), is(""));
    List<JsonNode> sft = rows("any", "sft");
    assertThat(sft.size(), greaterThan(0));
    sft.forEach(row -> assertThat(row.path("confidence").asDouble(), closeTo(0.5, 0.5)));
    rows("any", "rlvr").forEach(row -> assertThat(row.has("reliability"), is(true)));
    for (JsonNode pair : rows("any", "dpo")) {
      assertThat(pair.has("rejected_confidence"), is(pair.path("level").asText().equals("query")));
    }

    double most =
        sft.stream().mapToDouble(row -> row.path("confidence").asDouble()).max().getAsDouble();
    double bound = (most + 1) / 2;
    assertThat(
        synthesize("sure", "--confidence=" + bound, "--minSft=0", "--minDpo=0").err(), is(""));
    assertThat(rows("sure", "sft").size(), is(0));
    for (JsonNode row : rows("sure", "rlvr")) {
      assertThat(row.path("reliability").asDouble() >= bound, is(true));
    }
  }

  private Run synthesize(String version, String... more) throws IOException {
    Path seeds = folder.resolve("seeds.txt");
    Files.writeString(
        seeds,
        """
        Use exactly 40 words.
        Answer in exactly four sentences.
        Mention the word "river" at least twice.
        """);
    List<String> all =
        new ArrayList<>(List.of("--version=" + version, "--responses=4", "--scoreQuality=false"));
    all.addAll(List.of(more));
    return Run.ofFewTasks("synthesize", seeds, folder.resolve("out"), all);
  }

  private List<JsonNode> rows(String version, String kind) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    Path path = folder.resolve("out").resolve(version).resolve(kind);
    if (Files.exists(path)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.jsonl")) {
        for (Path file : files) {
          Files.readAllLines(file).forEach(line -> rows.add(Json.read(line, JsonNode.class)));
        }
      }
    }
    return rows;
  }
}
