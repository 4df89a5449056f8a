package org.autoif.pipeline.command.make;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.sandbox.EngineKind;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.autoif.pipeline.command.Run;
import org.autoif.pipeline.command.Untimed;
import org.autoif.pipeline.teacher.TeacherServer;
import org.autoif.pipeline.teacher.TeacherSettings;
import org.autoif.transforms.step.Bound;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole method against the built-in teacher: over HTTP, with real interpreters, to files. */
@Tag("slow")
class SynthesizeTest {
  private static final String STEPS =
      """
      SelfInstruct 11 {} {}
      GenerateVerifiers 11 {} {unreadable_answer=2}
      RepairVerifiers 11 {function_repaired=45} {unreadable_answer=1}
      CrossValidate 7 {case_accuracy=138, function_duplicate=3, function_errors=12, instruction_without_cases=4} {}
      AuditVerifiers 5 {function_probes=4, function_vacuous=1, function_words=2, instruction_without_functions=2} {}
      BackTranslate 5 {} {}
      FilterByEntailment 5 {function_contradiction=2} {}
      ProbeRewards 120 {} {}
      AttachQueries 15 {} {}
      RewriteQueries 15 {} {}
      SampleResponses 15 {} {}
      VerifyResponses 15 {response_pass_rate=17} {}
      BuildRewardTasks 15 {} {}
      ScoreQuality 15 {response_score=4, response_unjudged=2} {unreadable_answer=2}
      BuildSftExamples 37 {} {}
      PairPreferences 42 {query_without_negative=5} {}
      """;

  /** Open all the time, so that the runs below find the interpreters warm. */
  private static VerifierEngine engine;

  private static Path folder;
  private static Run first;

  @BeforeAll
  static void runOnce(@TempDir Path temporary) throws IOException {
    engine = Sandboxes.open(SandboxSettings.of());
    folder = temporary;
    Files.writeString(
        folder.resolve("seeds.txt"),
        """
        Use exactly 40 words.
        Answer in exactly four sentences.
        Write the whole answer in lower case.
        End your answer with a question mark.
        Mention the word "river" at least twice.
        """);
    first = synthesize("one");
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void givenSeed_thenEveryStepsCountsAreExact() throws Exception {
    assertThat(first.err(), is(""));
    assertThat(first.status(), is(0));
    JsonNode manifest = manifest("one");
    StringBuilder steps = new StringBuilder();
    for (JsonNode step : manifest.path("steps")) {
      steps.append(
          String.format(
              "%s %d %s %s%n",
              step.path("step").asText(),
              step.path("kept").asLong(),
              counts(step.path("rejected")),
              counts(step.path("failed"))));
    }
    assertThat(steps.toString(), is(STEPS));
  }

  @Test
  void givenManifest_thenItsFilesAreThoseOfTheFolder() throws Exception {
    Map<String, String> files = files("one/v");
    JsonNode manifest = manifest("one");
    for (JsonNode file : manifest.path("files")) {
      String text = files.remove(file.path("path").asText());
      assertThat(file + " is there", text != null, is(true));
      byte[] bytes = Files.readAllBytes(folder.resolve("one/v/" + file.path("path").asText()));
      assertThat(Ids.sha256(bytes), is(file.path("sha256").asText()));
      if (file.path("path").asText().endsWith(".jsonl")) {
        assertThat(String.valueOf(text).lines().count(), is(file.path("rows").asLong()));
      }
    }
    files.remove("manifest.json");
    files.remove("report.html");
    assertThat(files.keySet().toString(), files.isEmpty(), is(true));
    assertThat(Files.readString(folder.resolve("one/LATEST")), is("v\n"));
  }

  @Test
  void givenReportMadeAgain_thenEveryByteIsTheSame() throws Exception {
    Path page = folder.resolve("one/v/report.html");
    String before = Files.readString(page);
    Run run = Run.of("report", "--input=" + folder.resolve("one"));
    assertThat(run.err(), is(""));
    assertThat(Files.readString(page).equals(before), is(true));
  }

  @Test
  void givenTheSameAgain_thenEveryByteIsTheSame() throws Exception {
    Run second = synthesize("two");
    assertThat(second.err(), is(""));
    assertThat(files("two/v"), is(files("one/v")));
    assertThat(
        Untimed.printed(second.out().replace("/two/", "/one/")), is(Untimed.printed(first.out())));
  }

  @Test
  void givenEndpointThatMisbehaves_thenTheDatasetIsTheSame() throws Exception {
    try (TeacherServer teacher =
        TeacherServer.start(
            TeacherSettings.defaults()
                .withErrorRate(0.1)
                .withRateLimitRate(0.05)
                .withMalformedRate(0.05))) {
      Run run =
          synthesize(
              "faults", "--teacherBaseUrl=" + teacher.baseUrl(), "--teacherModel=autoif-teacher");
      assertThat(run.err(), is(""));
      Map<String, String> faulty = files("faults/v");
      Map<String, String> sound = files("one/v");
      assertThat(faulty, is(sound));
    }
  }

  /** By another interpreter than the one that chose them, where this machine has a Python. */
  @Test
  void givenSftRows_thenTheirAnswersPassTheirFunctions() throws Exception {
    try (VerifierEngine other = independent()) {
      checkSft(other);
    }
  }

  private static VerifierEngine independent() throws IOException {
    try {
      return Sandboxes.open(SandboxSettings.of().withEngine(EngineKind.CPYTHON));
    } catch (IOException noPython) {
      return Sandboxes.open(SandboxSettings.of());
    }
  }

  private static void checkSft(VerifierEngine interpreter) throws Exception {
    Map<String, JsonNode> tasks = new HashMap<>();
    rows("rlvr").forEach(row -> tasks.put(row.path("id").asText(), row));
    List<JsonNode> rows = rows("sft");
    assertThat(rows.size(), greaterThan(20));
    Bound bound = Bound.above(0.5);
    for (JsonNode row : rows) {
      JsonNode messages = row.path("messages");
      String answer = messages.get(messages.size() - 1).path("content").asText();
      JsonNode task =
          Objects.requireNonNull(tasks.get(row.path("task_id").asText()), "no task of the row");
      List<String> functions = new ArrayList<>();
      for (JsonNode constraint : task.path("constraints")) {
        constraint.path("functions").forEach(source -> functions.add(source.asText()));
      }
      VerdictMatrix verdicts = interpreter.run(new VerificationSession(functions, List.of(answer)));
      long yes = 0;
      long valid = 0;
      for (int f = 0; f < functions.size(); f++) {
        Verdict verdict = verdicts.get(f, 0);
        yes += verdict.equals(Verdict.TRUE) ? 1 : 0;
        valid += verdict.equals(Verdict.TRUE) || verdict.equals(Verdict.FALSE) ? 1 : 0;
      }
      assertThat(row.toString(), bound.admits((double) yes / valid), is(true));
    }
  }

  @Test
  void givenChecksSwitchedOff_thenTheirStepsAreNotThere() throws Exception {
    Run run =
        synthesize(
            "ablation",
            "--nearMisses=0",
            "--repairRounds=0",
            "--crossValidate=false",
            "--audit=none",
            "--backTranslate=false",
            "--scoreQuality=false",
            "--instructions=0");
    assertThat(run.err(), is(""));
    List<String> steps = new ArrayList<>();
    manifest("ablation").path("steps").forEach(s -> steps.add(s.path("step").asText()));
    assertThat(
        steps,
        is(
            List.of(
                "GenerateVerifiers",
                "ProbeRewards",
                "AttachQueries",
                "RewriteQueries",
                "SampleResponses",
                "VerifyResponses",
                "BuildRewardTasks",
                "BuildSftExamples",
                "PairPreferences")));
  }

  @Test
  void givenRewriteByModelAndBenchmarks_thenBothShowInTheRows() throws Exception {
    Path benchmark = folder.resolve("benchmark.txt");
    JsonNode prompt = rows("sft").get(0).path("messages").get(0).path("content");
    Files.writeString(benchmark, prompt.asText().replace('\n', ' '));
    Run run =
        synthesize(
            "rewritten",
            "--queryRewrite=llm",
            "--preset=reference",
            "--decontaminate=" + benchmark,
            "--decontaminateWords=8");
    assertThat(run.err(), is(""));
    JsonNode manifest = manifest("rewritten");
    assertThat(manifest.toString(), containsString("\"preset\":\"reference\""));
    List<String> steps = new ArrayList<>();
    manifest.path("steps").forEach(s -> steps.add(s.path("step").asText()));
    assertThat(steps.contains("Decontaminate"), is(true));
  }

  @Test
  void givenKeyThatExpires_thenOneLineAndNothingPublished() throws Exception {
    AtomicBoolean asked = new AtomicBoolean();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/models", exchange -> answer(exchange, 200, "{\"data\":[]}"));
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          if (asked.getAndSet(true)) {
            answer(exchange, 401, "{\"error\":{\"message\":\"expired\"}}");
          } else { // at the start it was good
            answer(exchange, 200, "{\"choices\":[{\"message\":{\"content\":\"OK\"}}]}");
          }
        });
    server.start();
    try {
      Run run =
          synthesize(
              "broken",
              "--teacherBaseUrl=http://127.0.0.1:" + server.getAddress().getPort() + "/v1",
              "--teacherModel=m");
      assertThat(run.err(), matchesPattern("autoif: [^\\n]*answered 401: expired[^\\n]*\\R"));
      assertThat(run.status(), is(1));
      assertThat(Files.exists(folder.resolve("broken/LATEST")), is(false));
      assertThat(Files.exists(folder.resolve("broken/v/manifest.json")), is(false));
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, body.length());
    exchange.getResponseBody().write(body.getBytes(UTF_8));
    exchange.close();
  }

  private static Run synthesize(String output, String... more) {
    return Run.ofFewTasks(
        "synthesize",
        folder.resolve("seeds.txt"),
        folder.resolve(output),
        Stream.concat(
                Stream.of(
                    "--version=v",
                    "--verifierEngine=graalpy",
                    "--instructions=6",
                    "--instructionRequests=2",
                    "--verifierSamples=6",
                    "--queriesPerInstruction=3",
                    "--responses=4"),
                Stream.of(more))
            .toList());
  }

  private static Map<String, Long> counts(JsonNode node) {
    return Json.mapper().convertValue(node, new TypeReference<TreeMap<String, Long>>() {});
  }

  private static JsonNode manifest(String output) throws IOException {
    return Json.read(Files.readString(folder.resolve(output + "/v/manifest.json")), JsonNode.class);
  }

  private static List<JsonNode> rows(String kind) throws IOException {
    return Files.readAllLines(folder.resolve("one/v/" + kind + "/train-00000-of-00001.jsonl"))
        .stream()
        .map(line -> Json.read(line, JsonNode.class))
        .toList();
  }

  private static Map<String, String> files(String under) throws IOException {
    Path root = folder.resolve(under);
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      found
          .filter(Files::isRegularFile)
          .forEach(file -> files.put(root.relativize(file).toString(), Untimed.file(text(file))));
    }
    return files;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
