package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.autoif.io.record.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  /** With what a run measured, the same run is forecast as it was. */
  @Test
  void givenFinishedVersion_thenThePlanOfTheSameRunIsWhatItTook() throws Exception {
    assertThat(
        run("synthesize", "--version=v", "--queryRewrite=llm", "--entailment=mutual").err(),
        is(""));
    Run plan = run("plan", "--queryRewrite=llm", "--entailment=mutual", "--prices=1,2");
    assertThat(plan.err(), is(""));
    List<String> took = new ArrayList<>();
    JsonNode manifest =
        Json.read(Files.readString(folder.resolve("out/v/manifest.json")), JsonNode.class);
    for (JsonNode step : manifest.path("steps")) {
      step.path("calls")
          .fields()
          .forEachRemaining(
              role ->
                  took.add(
                      step.path("step").asText()
                          + " "
                          + role.getKey()
                          + " "
                          + role.getValue().path("records").asLong()
                          + " "
                          + role.getValue().path("completions").asLong()));
    }
    List<String> forecast =
        plan.out()
            .lines()
            .filter(line -> line.matches("[A-Z]\\w+ +(teacher|judge|policy) .* measured"))
            .map(line -> String.join(" ", List.of(line.split(" +")).subList(0, 4)))
            .toList();
    assertThat(forecast.size(), is(took.size()));
    assertThat(forecast, hasItems(took.toArray(String[]::new)));
    assertThat(plan.out(), containsString("Yields are those of version v."));
  }

  @Test
  void givenNothingMeasured_thenItIsAssumedAndNothingIsAskedOrWritten() throws Exception {
    Run plan =
        run(
            "plan",
            "--teacherBaseUrl=http://127.0.0.1:1/v1",
            "--choicesPerRequest=2",
            "--audit=none");
    assertThat(plan.err(), is(""));
    assertThat(
        plan.out().lines().filter(line -> line.startsWith("GenerateVerifiers")).findFirst().get(),
        matchesPattern("GenerateVerifiers +teacher +3 +15 +9 +\\d+ +\\d+ +assumed"));
    assertThat(plan.out(), containsString("Yields are assumed"));
    assertThat(Files.exists(folder.resolve("out")), is(false));
  }

  /** What was measured with one question a function says little of two. */
  @Test
  void givenNothingMeasured_thenMutualEntailmentTakesAsManyCallsMoreAsFunctionsAreEntailed()
      throws Exception {
    String[] forward = judged("--entailment=forward");
    String[] mutual = judged("--entailment=mutual");
    assertThat(
        List.of(forward).subList(0, 4), is(List.of("FilterByEntailment", "judge", "2", "9")));
    assertThat(
        List.of(mutual).subList(0, 4), is(List.of("FilterByEntailment", "judge", "7", "14")));
  }

  private String[] judged(String rule) throws IOException {
    Run plan = run("plan", "--teacherBaseUrl=http://127.0.0.1:1/v1", "--audit=none", rule);
    return plan.out()
        .lines()
        .filter(line -> line.startsWith("FilterByEntailment"))
        .findFirst()
        .get()
        .split(" +");
  }

  private Run run(String command, String... more) throws IOException {
    Path seeds = folder.resolve("seeds.txt");
    Files.writeString(
        seeds,
        """
        Use exactly 40 words.
        Answer in exactly four sentences.
        Mention the word "river" at least twice.
        """);
    return Run.ofFewTasks(
        command,
        seeds,
        folder.resolve("out"),
        Stream.concat(
                Stream.of("--verifierSamples=5", "--queriesPerInstruction=3", "--responses=4"),
                Stream.of(more))
            .toList());
  }
}
