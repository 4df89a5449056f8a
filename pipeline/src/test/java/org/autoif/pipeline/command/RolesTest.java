package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.autoif.io.llm.store.StoreMaintenance;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.record.Json;
import org.autoif.pipeline.teacher.TeacherServer;
import org.autoif.pipeline.teacher.TeacherSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is asked for what. Each server takes one key only, so that no key can go to another. */
@Tag("slow")
class RolesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  @Test
  void givenThreeEndpoints_thenEachStepAsksItsOwn() throws Exception {
    try (TeacherServer teacher = server("teacher-key");
        TeacherServer judge = server("judge-key");
        TeacherServer policy = server("policy-key")) {
      Run run =
          synthesize(
              "--queryRewrite=llm",
              "--nearMisses=1",
              "--teacherBaseUrl=" + teacher.baseUrl(),
              "--teacherModel=big",
              "--teacherApiKeyFile=" + key("teacher-key"),
              "--judgeBaseUrl=" + judge.baseUrl(),
              "--judgeModel=critic",
              "--judgeApiKeyFile=" + key("judge-key"),
              "--judgeExtraBody={\"top_k\":1}",
              "--policyBaseUrl=" + policy.baseUrl(),
              "--policyModel=student",
              "--policyApiKeyFile=" + key("policy-key"));
      assertThat(run.err(), is(""));
      assertThat(
          asked(),
          is(
              List.of(
                  "big BackTranslate teacher",
                  "big GenerateNearMisses teacher",
                  "big GenerateVerifiers teacher",
                  "big RepairVerifiers teacher",
                  "big RewriteQueries teacher",
                  "critic FilterByEntailment judge",
                  "critic JudgeCases judge",
                  "critic RewriteQueries judge",
                  "critic ScoreQuality judge",
                  "student SampleResponses policy")));
      JsonNode manifest =
          Json.read(Files.readString(folder.resolve("out/v/manifest.json")), JsonNode.class);
      assertThat(
          manifest.path("settings").path("models").toString(),
          is("{\"teacher\":\"big\",\"judge\":\"critic\",\"policy\":\"student\"}"));
    }
  }

  @Test
  void givenAnotherModelAlone_thenItIsAskedForAtTheTeachersAddressWithItsKey() throws Exception {
    try (TeacherServer teacher = server("teacher-key")) {
      Run run =
          synthesize(
              "--scoreQuality=false",
              "--teacherBaseUrl=" + teacher.baseUrl(),
              "--teacherModel=big",
              "--teacherApiKeyFile=" + key("teacher-key"),
              "--policyModel=student");
      assertThat(run.err(), is(""));
      assertThat(
          asked(),
          is(
              List.of(
                  "big BackTranslate teacher",
                  "big FilterByEntailment judge",
                  "big GenerateVerifiers teacher",
                  "big RepairVerifiers teacher",
                  "student SampleResponses policy")));
    }
  }

  private static TeacherServer server(String key) throws IOException {
    return TeacherServer.start(TeacherSettings.defaults().withApiKey(key));
  }

  private Path key(String key) throws IOException {
    return Files.writeString(folder.resolve(key), key);
  }

  private List<String> asked() throws Exception {
    return StoreMaintenance.of(StoreSettings.sqlite(folder.resolve("out/completions.sqlite")))
        .stats()
        .groups()
        .stream()
        .filter(group -> !group.step().equals("StartUpCheck"))
        .map(group -> group.model() + " " + group.step() + " " + group.role())
        .toList();
  }

  private Run synthesize(String... more) throws IOException {
    Files.writeString(
        folder.resolve("seeds.txt"),
        """
        Use exactly 40 words.
        Answer in exactly four sentences.
        Mention the word "river" at least twice.
        """);
    return Run.ofFewTasks(
        "synthesize",
        folder.resolve("seeds.txt"),
        folder.resolve("out"),
        Stream.concat(Stream.of("--version=v", "--verifierSamples=4"), Stream.of(more)).toList());
  }
}
