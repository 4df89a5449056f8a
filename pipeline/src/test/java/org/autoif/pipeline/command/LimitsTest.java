package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.autoif.io.llm.store.StoreMaintenance;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.llm.store.StoreStats;
import org.autoif.io.record.Json;
import org.autoif.pipeline.teacher.TeacherServer;
import org.autoif.pipeline.teacher.TeacherSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that may not spend as much as they need. */
@Tag("slow")
class LimitsTest {
  private static final Pattern PAID = Pattern.compile(" (\\d+) requests paid, ");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  @Test
  void givenLimits_thenTheRunEndsThereAndGoesOnWithHigherOnes() throws Exception {
    // Slow, so that many calls are in flight when the limit is reached.
    try (TeacherServer teacher =
        TeacherServer.start(TeacherSettings.defaults().withLatency(Duration.ofMillis(30)))) {
      Run whole = synthesize(teacher, "whole", "--prices=1,2,0.5");
      assertThat(whole.err(), is(""));
      final long needed = paid(whole);
      assertThat(needed > 40, is(true));

      Run calls = synthesize(teacher, "resumed", "--maxCalls=31");
      assertThat(calls.err(), matchesPattern("autoif: --maxCalls=31 is reached; [^\\n]*\\R"));
      assertThat(calls.err(), containsString("the same command with a higher limit goes on"));
      assertThat(calls.status(), is(3));
      assertThat(stored("resumed").rows(), is(31L)); // the check of the start among them
      assertThat(Files.exists(folder.resolve("resumed/LATEST")), is(false));

      StoreStats.Group before = stored("resumed");
      Run cost = synthesize(teacher, "resumed", "--prices=1,2", "--maxCost=0.002");
      assertThat(cost.err(), matchesPattern("autoif: --maxCost=0.0020? is reached; [^\\n]*\\R"));
      assertThat(cost.status(), is(3));
      StoreStats.Group after = stored("resumed");
      double spent =
          (after.promptTokens()
                  - before.promptTokens()
                  + 2.0 * (after.completionTokens() - before.completionTokens()))
              / 1e6;
      assertThat(spent > 0.0005, is(true));
      assertThat(spent, lessThan(0.003));

      Run rest = synthesize(teacher, "resumed", "--prices=1,2,0.5", "--maxCalls=1000");
      assertThat(rest.err(), is(""));
      assertThat(paid(rest), is(needed - (after.rows() - 2))); // less the checks of two starts
      JsonNode manifest = manifest("resumed");
      assertThat(manifest.path("rows"), is(manifest("whole").path("rows")));
      assertThat(manifest.path("calls").path("teacher").path("cost").isNumber(), is(true));
      assertThat(manifest.path("cost"), is(manifest("whole").path("cost")));
      assertThat(manifest.path("cost").decimalValue(), is(costOfSteps("resumed")));
      assertThat(Files.exists(folder.resolve("resumed/LATEST")), is(true));
    }
  }

  /** What the steps cost; the check of the start is paid for, and no part of the dataset. */
  private BigDecimal costOfSteps(String output) throws Exception {
    long tokens =
        StoreMaintenance.of(StoreSettings.sqlite(folder.resolve(output + "/completions.sqlite")))
            .stats()
            .groups()
            .stream()
            .filter(group -> !group.step().equals("StartUpCheck"))
            .mapToLong(group -> group.promptTokens() + 2 * group.completionTokens())
            .sum();
    return BigDecimal.valueOf(tokens, 6).stripTrailingZeros();
  }

  private static long paid(Run run) {
    Matcher paid = PAID.matcher(run.out());
    assertThat(run.out(), paid.find(), is(true));
    return Long.parseLong(paid.group(1));
  }

  private StoreStats.Group stored(String output) throws Exception {
    return StoreMaintenance.of(StoreSettings.sqlite(folder.resolve(output + "/completions.sqlite")))
        .stats()
        .total();
  }

  private JsonNode manifest(String output) throws IOException {
    return Json.read(Files.readString(folder.resolve(output + "/v/manifest.json")), JsonNode.class);
  }

  private Run synthesize(TeacherServer teacher, String output, String... more) throws IOException {
    Path seeds = folder.resolve("seeds.txt");
    Files.writeString(seeds, "Use exactly 40 words.\nAnswer in exactly four sentences.\n");
    return Run.ofFewTasks(
        "synthesize",
        seeds,
        folder.resolve(output),
        Stream.concat(
                Stream.of(
                    "--version=v",
                    "--teacherBaseUrl=" + teacher.baseUrl(),
                    "--verifierSamples=8",
                    "--queriesPerInstruction=4",
                    "--responses=4"),
                Stream.of(more))
            .toList());
  }
}
