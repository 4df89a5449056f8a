package org.autoif.transforms.publish.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.autoif.transforms.step.Records.constraint;
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
import org.autoif.io.llm.endpoint.OpenAiChatClient;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.record.Resources;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.EngineKind;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.autoif.transforms.respond.Guards;
import org.autoif.transforms.respond.PassRate;
import org.autoif.transforms.respond.VerifyResponses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package as a trainer runs it, against what {@link VerifyResponses} decides with. */
@Tag("slow")
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
          "I'm sorry?",
          "I cannot help with that?",
          "be BRIEF",
          "one that is far too long?",
          "\n\u2003why? \n");

  private static ArrayNode rows(List<Constraint> constraints) {
    return JsonlRows.constraints(
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
      Double rate = PassRate.of(matrices, i).value();
      boolean guarded = rate != null && Guards.against(constraints, TEXTS.get(i)) != null;
      rates.add(String.valueOf(guarded ? Double.valueOf(0) : rate));
    }
    return rates;
  }

  @Test
  void givenRows_thenItsRewardsAreThePipelinesPassRates() throws Exception {
    assumeTrue(hasPython(), "no python3 here");
    install(SANDBOX);
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

  @Test
  void givenThoughtsBeforeAnAnswer_thenTheyAreTakenOffAsThePipelineDoes() throws Exception {
    assumeTrue(hasPython(), "no python3 here");
    install(SANDBOX);
    Files.write(
        folder.resolve("reasoning.json"),
        Resources.bytes(OpenAiChatClient.class, "reasoning.json"));
    String wrong =
        python(
            """
            import autoif_reward, json
            cases = json.load(open("reasoning.json", encoding="utf-8"))
            print([case for case in cases if autoif_reward.without_reasoning(case[0]) != case[1]])
            """);
    assertEquals("[]", wrong.strip());
  }

  /** What a reward must not depend on: neighbours, their length, and hosts that were killed. */
  @Test
  void givenAnyBatch_thenEachTextHasTheRewardThatItHasAlone() throws Exception {
    assumeTrue(hasPython(), "no python3 here");
    install(SANDBOX.withHeapMegabytes(192).withCallTimeout(Duration.ofSeconds(1)));
    String said =
        python(
            """
            import autoif_reward as R, json, os, re, time
            LOOPS = "def evaluate(r):\\n  while r.startswith('loop'): pass\\n  return len(r) == 5"
            DIES = "import os\\ndef evaluate(r):\\n  if r == 'die': os._exit(1)\\n  return len(r) == 5"
            HOG = "def evaluate(r):\\n  x = []\\n  x.append(x)\\n  n = 1 << 26\\n"
            HOG += "  while n > 64:\\n    try: x.append('a' * n)\\n    except MemoryError: n //= 2\\n"
            HOG += "  return len(r) == 5"
            SHORT = "def evaluate(r):\\n  return len(r) == 5"
            said = {}
            one = lambda *sources: [{"functions": [source]} for source in sources]
            texts = ["loop1", "loop2", "hello", "loop3", "die", "worlds", "hello"]
            for name, source in ("loops", LOOPS), ("dies", DIES), ("hog", HOG):
                alone = [R.scores(one(source), [text])[0] for text in texts]
                said[name] = R.scores(one(source), texts) == alone and alone[2] == 1.0
                turned = R.trl_reward(texts[::-1], [one(source)] * len(texts))[::-1]
                said[name + " turned"] = turned == alone
            said["after"] = R.scores(one(SHORT), ["hello", "worlds"])
            said["long"] = set(R.scores(one(SHORT), ["\\U0001f600" * 10**6] * 20 + ["hello"]))== {0.0, 1.0}
            for host in R._hosts.alive:
                os.kill(host.process.pid, 9)
            said["killed"] = [R.scores(one(SHORT), ["hello", "worlds"]) for _ in range(3)]
            imports = ["import urllib", "import urllib.parse", "import urllib"]
            said["imports"] = [
                R.scores(one(line + "\\ndef evaluate(r): return urllib.parse.quote(r) == 'a'"), ["a"])[0]
                for line in imports]
            print(json.dumps(said))
            """);
    assertEquals(
        "{\"loops\":true,\"loops turned\":true,\"dies\":true,\"dies turned\":true,\"hog\":true,"
            + "\"hog turned\":true,\"after\":[1.0,0.0],\"long\":true,"
            + "\"killed\":[[1.0,0.0],[1.0,0.0],[1.0,0.0]],\"imports\":[null,1.0,null]}",
        Json.read(said, JsonNode.class).toString());
  }

  /** What trainers hand over, by whichever adapter. */
  @Test
  void givenOddTypes_thenADefinedValueOrAClearError() throws Exception {
    assumeTrue(hasPython(), "no python3 here");
    install(SANDBOX);
    String said =
        python(
            """
            import autoif_reward as R, json
            C = [{"functions": ["def evaluate(r):\\n  return len(r) == 5"]}]
            part = lambda text: {"type": "text", "text": text}
            answers = {
                "text": "hello",
                "nothing": None,
                "message": {"role": "assistant", "content": "hello"},
                "messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "hello"}],
                "no content": [{"role": "assistant", "content": None}],
                "call": [{"role": "assistant", "tool_calls": []}],
                "parts": [{"role": "assistant", "content": [part("hel"), {"type": "image"}, part("lo")]}],
                "bare parts": [part("hel"), part("lo")],
                "empty": [],
                "half": "hell\\ud83d",
                "long": "a" * 10**6,
                "number": 5,
                "nan": float("nan"),
                "bytes": b"hello",
            }

            def attempt(*arguments):
                try:
                    return arguments[0](*arguments[1:])
                except (TypeError, ValueError) as problem:
                    return f"{type(problem).__name__}: {problem}"

            said = {}
            for name, answer in answers.items():
                direct = attempt(R.scores, C, [answer])
                trl = attempt(R.trl_reward, [answer], [C])
                verl = attempt(R.compute_score, "x", answer, json.dumps(C))
                same = direct == trl and verl == (
                    {"score": direct[0], "unscored": 0.0} if isinstance(direct, list) else direct)
                said[name] = direct[0] if same and isinstance(direct, list) else direct if same else "differ"
            wanted = {
                "null": None, "no text": "", "json": json.dumps(C), "none": [], "struct": C[0],
                "columns": {"functions": [C[0]["functions"]]}, "no functions": [{"functions": None}],
                "other": [{"function": "x"}], "wrong": [{"functions": [1]}], "broken": "{",
            }
            for name, constraints in wanted.items():
                both = attempt(R.scores, constraints, ["hello"]), attempt(R.trl_reward, ["hello"], [constraints])
                said[name] = (both[0][0] if isinstance(both[0], list) else both[0]) if both[0] == both[1] else both
            said["mixed"] = R.trl_reward(["hello", "hello", "no"], [C, None, C])
            said["short"] = attempt(R.trl_reward, ["hello", "hello"], [C])
            said["verl"] = R.compute_score("x", "hello", None)
            print(json.dumps(said, indent=1))
            """);
    String type = "an answer must be a text, a message or a list of them, not ";
    String layout =
        "TypeError: constraints must be a list of {\"functions\": [source, ...]}, or None";
    JsonNode values = Json.read(said, JsonNode.class);
    for (String name :
        List.of(
            "text",
            "message",
            "messages",
            "parts",
            "bare parts",
            "half",
            "json",
            "struct",
            "columns")) {
      assertEquals("1.0", values.path(name).asText(), name);
    }
    for (String name : List.of("nothing", "no content", "call", "empty", "long")) {
      assertEquals("0.0", values.path(name).asText(), name);
    }
    for (String name : List.of("null", "none", "no text", "no functions")) {
      assertTrue(values.path(name).isNull(), name);
    }
    assertEquals("TypeError: " + type + "int", values.path("number").asText());
    assertEquals("TypeError: " + type + "float", values.path("nan").asText());
    assertEquals("TypeError: " + type + "bytes", values.path("bytes").asText());
    assertEquals(layout, values.path("other").asText());
    assertEquals(layout, values.path("wrong").asText());
    assertEquals(layout, values.path("broken").asText());
    assertEquals("[1.0,null,0.0]", values.path("mixed").toString());
    assertEquals("ValueError: 2 completions but constraints for 1", values.path("short").asText());
    assertEquals("{\"score\":0.0,\"unscored\":1.0}", values.path("verl").toString());
  }

  private void install(SandboxSettings sandbox) throws IOException {
    for (Map.Entry<String, byte[]> file : RewardPackage.files(sandbox).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
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
