package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.autoif.io.record.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small commands on files, as a user runs them. */
@Tag("slow")
class CommandsTest {
  private static final String LOWER = "def evaluate(response):\n    return response.islower()\n";
  private static final String UPPER = "def evaluate(response):\n    return response.isupper()\n";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  @Test
  void givenSessions_thenVerifyWritesTheirVerdicts() throws Exception {
    Path input = folder.resolve("sessions.jsonl");
    Files.writeString(
        input,
        row(
                "b",
                List.of(LOWER, "def evaluate(response):\n    return len(missing)\n"),
                List.of("low", "UP"))
            + "\n"
            + row("a", List.of("def evaluate(response)"), List.of("x")));
    Run run = Run.of("verify", "--input=" + input, "--output=" + folder.resolve("o"));
    assertThat(run.err(), is(""));
    assertThat(run.status(), is(0));
    assertThat(
        Files.readAllLines(folder.resolve("o/verdicts-00000-of-00001.jsonl")),
        contains(
            "{\"id\":\"b\",\"verdicts\":[[\"true\",\"false\"],"
                + "[\"error:exception\",\"error:exception\"]]}",
            "{\"id\":\"a\",\"verdicts\":[[\"error:compile\"]]}"));
    assertThat(run.out(), is("verdicts of graalpy 25.2.4 in " + folder.resolve("o") + "\n"));
  }

  @Test
  void givenRowsOnOneLineAndEqualIds_thenVerifyKeepsEachRow() throws Exception {
    Path input = folder.resolve("sessions.json");
    String[] rows = {
      row("same", List.of(LOWER), List.of("low")),
      row("same", List.of(LOWER), List.of("UP")),
      row("same", List.of(LOWER), List.of("low")).replace("\"id\":\"same\",", "")
    };
    Files.writeString(input, "[" + String.join(", ", rows) + "]");
    assertThat(
        verdicts(input.toString()),
        contains(
            "{\"id\":\"same\",\"verdicts\":[[\"true\"]]}",
            "{\"id\":\"same\",\"verdicts\":[[\"false\"]]}",
            "{\"id\":\"00000001-00000003\",\"verdicts\":[[\"true\"]]}"));
  }

  @Test
  void givenSeveralFiles_thenVerifyKeepsEachRow() throws Exception {
    String row = row("a", List.of(LOWER), List.of("low")).replace("\"id\":\"a\",", "");
    Files.createDirectories(folder.resolve("in/b"));
    Files.writeString(folder.resolve("in/rows.jsonl"), row + "\n" + row);
    Files.writeString(folder.resolve("in/b/rows.jsonl"), row);
    assertThat(
        verdicts(folder.resolve("in") + "/**rows.jsonl"),
        contains(
            "{\"id\":\"b/rows.jsonl:00000001\",\"verdicts\":[[\"true\"]]}",
            "{\"id\":\"rows.jsonl:00000001\",\"verdicts\":[[\"true\"]]}",
            "{\"id\":\"rows.jsonl:00000002\",\"verdicts\":[[\"true\"]]}"));
  }

  private List<String> verdicts(String input) throws Exception {
    Run run = Run.of("verify", Run.ENGINE, "--input=" + input, "--output=" + folder.resolve("o"));
    assertThat(run.err(), is(""));
    return Files.readAllLines(folder.resolve("o/verdicts-00000-of-00001.jsonl"));
  }

  @Test
  void givenTheEngineOnCPython_thenVerifyRunsOnIt() throws Exception {
    Path input = folder.resolve("sessions.jsonl");
    Files.writeString(
        input,
        row(
            "a",
            List.of(LOWER, "def evaluate(r): return bool(open('/etc/passwd'))"),
            List.of("x")));
    Run run =
        Run.of(
            "verify",
            "--verifierEngine=cpython",
            "--input=" + input,
            "--output=" + folder.resolve("o"));
    assumeFalse(run.err().contains("needs CPython 3.9 or newer"), run.err());
    assertThat(run.err(), is(""));
    assertThat(
        Files.readAllLines(folder.resolve("o/verdicts-00000-of-00001.jsonl")),
        contains("{\"id\":\"a\",\"verdicts\":[[\"true\"],[\"error:violation\"]]}"));
    assertThat(run.out(), containsString("verdicts of cpython 3."));
  }

  @Test
  void givenTheEngineOnJython_thenVerifyRunsOnItAndSaysWhatItCannot() throws Exception {
    Path input = folder.resolve("sessions.jsonl");
    String walrus = "def evaluate(r): return (n := len(r)) > 0 and n < 9";
    Files.writeString(input, row("a", List.of(LOWER, walrus), List.of("x", "Y")));
    Run run =
        Run.of(
            "verify",
            "--verifierEngine=jython",
            "--input=" + input,
            "--output=" + folder.resolve("o"));
    assertThat(run.err(), is(""));
    assertThat(
        Files.readAllLines(folder.resolve("o/verdicts-00000-of-00001.jsonl")),
        contains(
            "{\"id\":\"a\",\"verdicts\":[[\"true\",\"false\"],"
                + "[\"error:unsupported\",\"error:unsupported\"]]}"));
    assertThat(run.out(), is("verdicts of jython 2.7.4 in " + folder.resolve("o") + "\n"));
  }

  @Test
  void givenVerifiersOnOneLineOfSeveralFiles_thenCrossValidateKeepsEach() throws Exception {
    String row = verifiers("Use lower case only.", List.of(LOWER, LOWER + "\n"));
    Files.writeString(folder.resolve("rows-1.json"), "[" + row + "," + row + "]");
    Files.writeString(folder.resolve("rows-2.json"), "[" + row + "]");
    Run run =
        Run.of(
            "cross-validate",
            Run.ENGINE,
            "--input=" + folder.resolve("rows-*.json"),
            "--output=" + folder.resolve("o"),
            "--caseAccuracy=at-least:0.5");
    assertThat(run.err(), is(""));
    assertThat(
        Files.readAllLines(folder.resolve("o/verified-00000-of-00001.jsonl")).stream()
            .map(line -> Json.read(line, JsonNode.class).path("id").asText())
            .toList(),
        contains("rows-1.json:00000001", "rows-1.json:00000001-00000002", "rows-2.json:00000001"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"graalpy", "jython"})
  void givenVerifiers_thenCrossValidateKeepsWhatAgrees(String engine) throws Exception {
    Path input = folder.resolve("verifiers.jsonl");
    Files.writeString(
        input,
        verifiers("Use lower case only.", List.of(LOWER, LOWER + "\n", UPPER))
            + "\n"
            + verifiers("Use capitals.", List.of("no python")));
    Run run =
        Run.of(
            "cross-validate",
            "--input=" + input,
            "--output=" + folder.resolve("o"),
            "--verifierEngine=" + engine,
            "--caseAccuracy=at-least:0.5");
    assertThat(run.err(), is(""));
    assertThat(run.status(), is(0));
    List<String> verified = Files.readAllLines(folder.resolve("o/verified-00000-of-00001.jsonl"));
    assertThat(verified.size(), is(1));
    JsonNode row = Json.read(verified.get(0), JsonNode.class);
    assertThat(row.path("instruction").asText(), is("Use lower case only."));
    assertThat(row.path("functions").size(), is(1));
    assertThat(row.path("functions").get(0).path("source").asText(), is(LOWER));
    assertThat(row.path("functions").get(0).path("accuracy").asDouble(), is(1.0));
    assertThat(run.out(), containsString("CrossValidate    kept 1, rejected "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"synthesize", "verify", "cross-validate", "store", "bench", "teacher"})
  void givenHelp_thenEveryOptionIsToldWithItsMeaning(String command) {
    Run run = Run.of(command, "--help");
    assertThat(run.status(), is(0));
    assertThat(run.out(), containsString("usage: autoif " + command));
    List<String> options = run.out().lines().filter(line -> line.startsWith("      --")).toList();
    assertThat(options.isEmpty(), is(false));
    for (String option : options) {
      assertThat(
          option, matchesPattern(" +--\\w+(=<[a-z ]+>|\\[=<true or false>])( +\\p{Upper}.*)?"));
    }
  }

  @Test
  void givenValuesInWordsOfTheirOwn_thenTheyAreTheOptions() {
    Run apart = Run.of("plan", "--demo", "--responses", "3", "--scoreQuality", "false");
    assertThat(apart.status(), is(0));
    assertThat(
        apart.out(), is(Run.of("plan", "--demo", "--responses=3", "--scoreQuality=false").out()));
    assertThat(apart.out(), not(is(Run.of("plan", "--demo").out())));
  }

  @Test
  void givenInstructions_thenTheirProbesAreShown() throws Exception {
    Path seeds = Files.writeString(folder.resolve("seeds.txt"), "Avoid commas.\nRhyme.\n");
    Run run = Run.of("probes", "--input=" + seeds);
    assertThat(run.status(), is(0));
    List<JsonNode> shown = run.out().lines().map(l -> Json.read(l, JsonNode.class)).toList();
    assertThat(shown.isEmpty(), is(false));
    for (JsonNode probe : shown) {
      assertThat(probe.path("instruction").asText(), is("Avoid commas."));
      assertThat(
          probe.toString(),
          probe.path("text").asText().contains(","),
          is(!probe.path("expected").asBoolean()));
    }
  }

  @Test
  void givenNoCommand_thenAllAreListed() {
    assertThat(Run.of().out(), is(Run.of("--help").out()));
    assertThat(Run.of().out(), containsString("  cross-validate  "));
  }

  private static String row(String id, List<String> functions, List<String> inputs) {
    return Json.write(new Session(id, functions, inputs));
  }

  private static String verifiers(String instruction, List<String> functions) {
    return Json.write(
        new Recorded(
            instruction,
            functions.stream()
                .map(
                    source ->
                        Json.write(
                            new Answer(
                                source,
                                List.of(
                                    new Case("all low", "True"),
                                    new Case("Not low", false),
                                    new Case("LOUD", "false")))))
                .toList()));
  }

  private record Session(String id, List<String> functions, List<String> inputs) {}

  private record Case(String input, Object output) {}

  private record Answer(String func, List<Case> cases) {}

  private record Recorded(String instruction, @JsonProperty("gpt-answer") List<String> answers) {}
}
