package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.autoif.io.record.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benches so small that their counts are right and their times mean nothing. */
@Tag("slow")
class BenchCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  @Test
  void givenCalls_thenEachIsAskedOnceAndTheRowsAreWritten() throws Exception {
    Path file = folder.resolve("result.json");
    Run run = slowBench("calls", "--inFlight=8,32", "--calls=300", "--output=" + file);
    assertThat(run.err(), is(""));
    assertThat(run.status(), is(0));
    JsonNode rows = Json.read(Files.readString(file), JsonNode.class).path("rows");
    assertThat(rows.size(), is(2));
    for (JsonNode row : rows) {
      assertThat(row.path("requests").asLong(), is(300L));
      assertThat(row.path("repeated").asLong(), is(0L));
      assertThat(row.path("lost").asLong(), is(0L));
      assertThat(row.path("steady_share").asDouble(), greaterThan(0.0));
      assertThat(row.path("cpu_ms_call").asDouble(), greaterThan(0.0));
      assertThat(row.path("peak_mb").asDouble(), greaterThan(0.0));
    }
    assertThat(rows.get(0).path("most").asInt(), is(8));
    assertThat(rows.get(1).path("most").asInt(), is(32));
    assertThat(rows.get(1).path("bound").asDouble(), is(32 / 0.1));
    assertThat(run.out(), containsString("calls C=32"));

    Run again =
        slowBench("calls", "--inFlight=32", "--calls=300", "--longTail", "--baseline=" + file);
    assertThat(again.err(), is(""));
    assertThat(again.out(), containsString("calls C=32 long tail"));
    Run same =
        slowBench(
            "calls",
            "--inFlight=32",
            "--calls=300",
            "--completionStore=none",
            "--baseline=" + file);
    assertThat(same.out(), containsString("calls C=32 as multiples of the baseline:\n"));
    assertThat(same.out(), containsString("requests         1.000\n"));
  }

  @Test
  void givenHeap_thenTenTimesTheCallsAreMadeToo() throws Exception {
    Path file = folder.resolve("result.json");
    Run run = bench("heap", "--inFlight=64", "--calls=100", "--output=" + file);
    assertThat(run.err(), is(""));
    JsonNode rows = Json.read(Files.readString(file), JsonNode.class).path("rows");
    assertThat(rows.findValuesAsText("requests"), is(List.of("100", "1000")));
    assertThat(rows.get(1).path("live_mb").asDouble(), greaterThan(0.0));
  }

  @Test
  void givenDag_thenTheBoundIsMadeOfItsCalls() throws Exception {
    Path file = folder.resolve("result.json");
    Path seeds = Files.writeString(folder.resolve("seeds.txt"), "Use exactly 40 words.\n");
    Run run =
        bench(
            "dag",
            "--inFlight=4",
            Run.ENGINE,
            "--seeds=" + seeds,
            "--instructions=0",
            "--verifierSamples=3",
            "--queriesPerInstruction=2",
            "--responses=2",
            "--output=" + file);
    assertThat(run.err(), is(""));
    JsonNode row = Json.read(Files.readString(file), JsonNode.class).path("rows").get(0);
    assertThat(row.path("steps").asInt(), is(6));
    assertThat(row.path("requests").asLong(), greaterThan(10L));
    assertThat(row.path("bound_seconds").asDouble(), greaterThan(6 * 0.019));
    assertThat(row.path("repeated").asLong(), is(0L));
  }

  @Test
  void givenLessRoomForAWhile_thenNothingIsLostOrPaidTwice() throws Exception {
    Path file = folder.resolve("result.json");
    Run run = bench("faults", "--inFlight=16", "--calls=1000", "--output=" + file);
    assertThat(run.err(), is(""));
    JsonNode row = Json.read(Files.readString(file), JsonNode.class).path("rows").get(0);
    assertThat(row.path("lost").asLong(), is(0L));
    assertThat(row.path("repeated").asLong(), is(0L));
    assertThat(row.path("requests").asLong(), greaterThan(1000L));
    assertThat(row.path("wasted_all").asDouble(), greaterThan(0.0));
    assertThat(row.path("remaining_share").asDouble(), greaterThan(0.0));
  }

  @Test
  void givenKill_thenTheDatasetIsTheSameAndNoCompletedCallIsRepeated() throws Exception {
    Path file = folder.resolve("result.json");
    Path seeds = Files.writeString(folder.resolve("seeds.txt"), "Use exactly 40 words.\n");
    Run run =
        bench(
            "kills",
            "--kills=2",
            "--audit=none",
            "--inFlight=4",
            Run.ENGINE,
            "--seeds=" + seeds,
            "--instructions=0",
            "--verifierSamples=3",
            "--queriesPerInstruction=2",
            "--responses=2",
            "--output=" + file);
    assertThat(run.err(), is(""));
    assertThat(run.status(), is(0));
    JsonNode row = Json.read(Files.readString(file), JsonNode.class).path("rows").get(0);
    assertThat(row.path("kills").asInt(), is(2));
    assertThat(row.path("repeated").asLong(), is(0L));
    assertThat(row.path("unknown").asLong(), is(0L));
    assertThat(row.path("identical").asInt(), is(row.path("versions").asInt()));
    long once = row.path("completions").asLong() * row.path("versions").asLong();
    assertThat(row.path("requests").asLong(), is(once + row.path("in_flight").asLong()));
  }

  private static Run bench(String action, String... more) {
    return bench(20, action, more);
  }

  /** With calls so long that all are in flight at once even where the machine has other work. */
  private static Run slowBench(String action, String... more) {
    return bench(100, action, more);
  }

  private static Run bench(int latencyMillis, String action, String... more) {
    return Run.of(
        Stream.concat(
                Stream.of("bench", action, "--latencyMillis=" + latencyMillis), Stream.of(more))
            .toArray(String[]::new));
  }
}
