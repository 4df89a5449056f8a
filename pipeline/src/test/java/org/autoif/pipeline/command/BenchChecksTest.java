package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.autoif.io.record.Json;
import org.autoif.pipeline.teacher.TeacherServer;
import org.autoif.pipeline.teacher.TeacherSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What checks are worth, by data so small that only counts are looked at. */
@Tag("slow")
class BenchChecksTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  @Test
  void givenChecks_thenEachThatIsLeftOutLetsSomethingThrough() throws Exception {
    Path file = folder.resolve("result.json");
    Path seeds =
        Files.writeString(
            folder.resolve("seeds.txt"),
            "Use exactly 40 words.\nBe funny in every paragraph without being rude.\n");
    Run run =
        bench(
            "--inFlight=16",
            Run.ENGINE,
            "--seeds=" + seeds,
            "--instructions=0",
            "--verifierSamples=6",
            "--queriesPerInstruction=8",
            "--responses=4",
            "--leaveOut=everything,back-translation, nothing,verdicts,cross-validation+audit",
            "--output=" + file);
    assertThat(run.err(), is(""));
    JsonNode rows = Json.read(Files.readString(file), JsonNode.class).path("rows");
    JsonNode nothing = rows.get(0);
    assertThat(nothing.path("instructions").asInt(), is(1));
    assertThat(nothing.path("uncheckable").asInt(), is(0));
    double functionsRight = nothing.path("functions_right").asDouble();
    assertThat(functionsRight, greaterThan(0.5));
    assertThat(nothing.path("sft").asInt(), greaterThan(4));
    assertThat(nothing.path("sft_right").asDouble(), is(1.0));
    assertThat(nothing.path("dpo_right").asDouble(), is(1.0));
    assertThat(
        rows.findValuesAsText("row"),
        is(
            List.of(
                "nothing",
                "cross-validation+audit",
                "back-translation",
                "verdicts",
                "everything")));
    JsonNode unverified = rows.get(3);
    assertThat(unverified.path("sft_right").asDouble(), lessThan(1.0));
    assertThat(unverified.path("sft").asInt(), greaterThan(nothing.path("sft").asInt()));
    JsonNode unchecked = rows.get(4);
    assertThat(unchecked.path("uncheckable").asInt(), is(1));
    assertThat(unchecked.path("functions_right").asDouble(), lessThan(functionsRight));
    assertThat(rows.get(2).path("requests").asLong(), is(1L)); // the check of its start
  }

  @Test
  void givenTeacherOfTheUsers_thenItIsAskedAboutTheRuleBook() throws Exception {
    Path file = folder.resolve("result.json");
    try (TeacherServer teacher =
        TeacherServer.start(TeacherSettings.defaults().withApiKey("secret"))) {
      Path key = Files.writeString(folder.resolve("key"), "secret");
      Run run =
          bench(
              "--inFlight=16",
              Run.ENGINE,
              "--teacherBaseUrl=" + teacher.baseUrl(),
              "--teacherModel=autoif-teacher",
              "--teacherApiKeyFile=" + key,
              "--rules=3",
              "--verifierSamples=3",
              "--queriesPerInstruction=2",
              "--responses=2",
              "--leaveOut=everything,near-misses",
              "--output=" + file);
      assertThat(run.err(), is(""));
      JsonNode rows = Json.read(Files.readString(file), JsonNode.class).path("rows");
      assertThat(
          rows.findValuesAsText("row"), is(List.of("everything", "nothing, with near-misses")));
      JsonNode unchecked = rows.get(0);
      assertThat(unchecked.path("requests").asLong(), greaterThan(20L));
      assertThat(rows.get(1).path("requests").asLong(), greaterThan(0L));
      assertThat(unchecked.path("instructions").asInt(), is(3));
      assertThat(unchecked.path("uncheckable").asInt(), is(0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing,", "both", "nothing audit"})
  void givenNoRowOfChecks_thenTheLineNamesThem(String rows) {
    Run run = bench("--leaveOut=" + rows);
    assertThat(run.status(), is(2));
    assertThat(
        run.err(),
        matchesPattern(
            "autoif: --leaveOut '[^']*': must be some of nothing, cross-validation, audit,"
                + " [^\\n]*, everything, near-misses\\R"));
  }

  private static Run bench(String... more) {
    return Run.of(
        Stream.concat(Stream.of("bench", "checks", "--latencyMillis=20"), Stream.of(more))
            .toArray(String[]::new));
  }
}
