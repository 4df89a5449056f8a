package org.autoif.transforms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.autoif.transforms.Records.constraint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.EngineKind;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.Sandboxes;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package as a trainer runs it, against what {@link VerifyResponses} decides with. */
final class RewardPackageTest {
  @TempDir private Path folder = Path.of("replaced");

  private static final SandboxSettings SANDBOX =
      SandboxSettings.of().withEngine(EngineKind.CPYTHON).withCallTimeout(Duration.ofMillis(300));

  private static final List<Constraint> BOTH =
      List.of(
          constraint(
              "Ask something",
              "def evaluate(response):\n    return response.endswith('?')",
              "import re\ndef evaluate(response):\n    return re.search(r'\\?', response) is not None",
              "def evaluate(response):\n    return len(response) / (len(response) - 3) > 0",
              "def evaluate(response):\n    return 1"),
          constraint(
              "Be brief",
              "def evaluate(response):\n    return len(response) < 12",
              "def evaluate(response):\n    while 'loop' in response: pass\n    return True",
              "def evaluate(response):\n    open('/etc/passwd')\n    return True"));

  private static final List<Constraint> HOPELESS =
      List.of(
          BOTH.get(0),
          constraint(
              "Kill",
              "import os\ndef evaluate(response):\n    os.kill(os.getppid(), 9)\n    return True",
              "def evaluate(response:\n"));

  private static final List<String> TEXTS =
      List.of(
          "why?",
          "no",
          "who",
          "a loop?",
          "é🙂?",
          "",
          "one that is far too long?",
          "\n\u2003why? \n");

  private static ArrayNode rows(List<Constraint> constraints) {
    return Rows.constraints(
        RewardTask.builder()
            .setId("t")
            .setPrompt(List.of())
            .setConstraints(constraints)
            .setPassRate(0)
            .setResponses(0)
            .build());
  }

  private static List<String> decided(VerifierEngine engine, List<Constraint> constraints)
      throws IOException, InterruptedException {
    List<VerdictMatrix> matrices = new ArrayList<>();
    for (Constraint constraint : constraints) {
      matrices.add(
          engine.run(
              new VerificationSession(
                  constraint.getFunctions().stream().map(VerifierFunction::getSource).toList(),
                  TEXTS.stream().map(String::strip).toList())));
    }
    List<String> rates = new ArrayList<>();
    for (int i = 0; i < TEXTS.size(); i++) {
      rates.add(String.valueOf(PassRate.of(matrices, i).value()));
    }
    return rates;
  }

  @Test
  void givenRows_thenItsRewardsAreThePipelinesPassRates() throws Exception {
    assumeTrue(hasPython(), "no python3 here");
    for (Map.Entry<String, byte[]> file : RewardPackage.files(SANDBOX).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    ObjectNode asked = Json.mapper().createObjectNode();
    asked.putArray("constraints").add(rows(BOTH)).add(rows(HOPELESS));
    TEXTS.forEach(asked.putArray("texts")::add);
    Files.writeString(folder.resolve("asked.json"), asked.toString());
    JsonNode said =
        Json.read(
            python(
                """
                import autoif_reward, json, os, resource
                resource.setrlimit(resource.RLIMIT_NOFILE, (2048, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
                sockets = [open(os.devnull) for _ in range(1100)]  # of a trainer
                asked = json.load(open("asked.json"))
                texts, both = asked["texts"], asked["constraints"]
                rewards = [autoif_reward.scores(one, texts) for one in both]
                turns = [[{"role": "assistant", "content": text}] for text in texts]
                columns = [both[i % 2] for i in range(len(texts))]
                print(json.dumps({
                    "scores": rewards,
                    "thought": autoif_reward.scores(both[0], ["<think>a loop</think> why?"]),
                    "trl": autoif_reward.trl_reward(turns, constraints=columns, prompts=texts)
                        == [rewards[i % 2][i] for i in range(len(texts))],
                    "verl": [autoif_reward.compute_score("autoif", texts[0], json.dumps(one))
                        for one in both],
                }))
                """),
            JsonNode.class);
    try (VerifierEngine engine = Sandboxes.open(SANDBOX)) {
      assertEquals(decided(engine, BOTH), texts(said.path("scores").path(0)));
      assertEquals(decided(engine, HOPELESS), texts(said.path("scores").path(1)));
    }
    assertEquals(List.of("null"), texts(said.path("scores").path(1)).stream().distinct().toList());
    assertEquals(said.path("scores").path(0).path(0), said.path("thought").path(0));
    assertTrue(said.path("trl").asBoolean(), said.toString());
    assertEquals(
        "[{\"score\":1.0,\"unscored\":0.0},{\"score\":0.0,\"unscored\":1.0}]",
        said.path("verl").toString());
  }

  private static List<String> texts(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return texts;
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))")
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String python(String program) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("python3", "-c", program);
    builder.environment().put("PYTHONPATH", folder.resolve("reward").toString());
    Process python =
        builder
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    String said = new String(python.getInputStream().readAllBytes(), UTF_8);
    assertTrue(python.waitFor(60, TimeUnit.SECONDS));
    assertEquals("", Files.readString(folder.resolve("errors.txt")));
    return said;
  }
}
