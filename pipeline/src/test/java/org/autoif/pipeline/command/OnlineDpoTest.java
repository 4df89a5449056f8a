package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.autoif.io.record.Json;
import org.autoif.pipeline.teacher.TeacherServer;
import org.autoif.pipeline.teacher.TeacherSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds of online DPO over a finished version. */
@Tag("slow")
class OnlineDpoTest {
  private static final String TRAIN = "train-00000-of-00001.jsonl";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  /** A rule that the built-in teacher knows, and keeps in some of its answers. */
  @BeforeEach
  void writeDataset() throws IOException {
    Path rows = SmallVersion.write(folder.resolve("out")).resolve("rlvr/" + TRAIN);
    Files.writeString(
        rows,
        Files.readString(rows)
            .replace("Use at most 98 characters.", "Write everything in lowercase letters.")
            .replace("len(response) < 99", "response == response.lower()"));
  }

  @Test
  void givenRounds_thenTheirPairsAreWhatThePolicyAnsweredThen() throws Exception {
    try (TeacherServer policy = TeacherServer.start(TeacherSettings.defaults())) {
      Run first = round(policy, "--version=a", "--policyRevision=step-0");
      assertThat(first.err(), is(""));
      assertThat(first.out(), containsString("96 requests paid, 0 completions reused"));
      List<JsonNode> pairs = rows("a/dpo");
      assertThat(pairs, is(not(empty())));
      for (JsonNode pair : pairs) {
        assertThat(pair.path("level").asText(), is("query"));
        assertThat(isLowerCase(pair, "chosen_message"), is(true));
        assertThat(isLowerCase(pair, "rejected_message"), is(false));
        assertThat(pair.path("instruction_ids").path(0).asText(), is(in(List.of("i1", "i2"))));
      }
      List<String> tasks = rows("a/rlvr").stream().map(row -> row.path("id").asText()).toList();
      assertThat(tasks.size(), is(24));
      assertThat(tasks, everyItem(is(in(ids(folder.resolve("out/v/rlvr"))))));
      assertThat(rows("a/instructions").size(), is(2));
      assertThat(Files.exists(folder.resolve("rounds/a/sft")), is(false));
      Run synthesis = Run.of("synthesize", "--demo", "--output=" + folder.resolve("rounds"));
      assertThat(synthesis.err(), containsString("is where rounds of online-dpo are published"));
      assertThat(synthesis.status(), is(2));
      JsonNode settings =
          Json.read(Files.readString(folder.resolve("rounds/a/manifest.json")), JsonNode.class)
              .path("settings");
      assertThat(settings.path("dataset").asText(), is("v"));
      assertThat(settings.path("policy_revision").asText(), is("step-0"));
      assertThat(
          Files.readString(folder.resolve("rounds/a/README.md")),
          containsString("A round of online DPO"));
      assertThat(
          Files.readString(folder.resolve("rounds/a/report.html")),
          containsString("\"preferred in a pair\":["));

      // The same weights have answered already.
      Run again = round(policy, "--version=b", "--policyRevision=step-0");
      assertThat(again.out(), containsString("0 requests paid, 96 completions reused"));
      assertThat(rows("b/dpo"), is(pairs));
      assertThat(rows("b/rlvr"), is(rows("a/rlvr")));

      // By default a version is of weights of its own.
      Run next = round(policy, "--version=c");
      assertThat(next.out(), containsString("96 requests paid, 0 completions reused"));
      assertThat(rows("c/dpo"), is(not(pairs)));
      assertThat(Files.readString(folder.resolve("rounds/LATEST")), is("c\n"));
    }
  }

  @Test
  void givenHeldOutTasks_thenThePolicyIsNotAskedAboutThem() throws Exception {
    Path version = folder.resolve("out/v");
    Path train = version.resolve("rlvr/" + TRAIN);
    List<String> rows = Files.readAllLines(train);
    Files.createDirectories(version.resolve("rlvr-validation"));
    Files.write(
        version.resolve("rlvr-validation/validation-00000-of-00001.jsonl"), rows.subList(0, 20));
    Files.write(train, rows.subList(20, 24));
    try (TeacherServer policy = TeacherServer.start(TeacherSettings.defaults())) {
      Run run = round(policy, "--version=a");
      assertThat(run.err(), is(""));
      assertThat(run.out(), containsString("16 requests paid"));
    }
    assertThat(
        rows("a/rlvr").stream().map(row -> row.path("id").asText()).sorted().toList(),
        is(List.of("t20", "t21", "t22", "t23")));
  }

  @Test
  void givenWhatIsNoDataset_thenOneLineTellsItAndNobodyIsAsked() throws Exception {
    Path bad = folder.resolve("bad");
    SmallVersion.write(bad);
    Files.writeString(bad.resolve("v/rlvr/" + TRAIN), "{\"id\":\"a\"}\n");
    Path worse = folder.resolve("worse");
    SmallVersion.write(worse);
    Files.writeString(worse.resolve("v/instructions/part-00000-of-00001.jsonl"), "{\"id\":1}\n");
    Path none = folder.resolve("none");
    SmallVersion.write(none);
    Files.delete(none.resolve("v/rlvr/" + TRAIN));
    refused("--input is needed", "--output=" + folder + "/o");
    refused(
        "is no finished version (it has no manifest.json)",
        "--input=" + folder,
        "--output=" + folder + "/o");
    refused("has no turns in the field prompt", "--input=" + bad, "--output=" + folder + "/o");
    refused("is no row of instructions: ", "--input=" + worse, "--output=" + folder + "/o");
    refused("rlvr/*", "--input=" + none, "--output=" + folder + "/o");
    refused("is where datasets of synthesize are published", "--input=" + bad, "--output=" + bad);
    refused("--minSft 1: online-dpo makes no sft rows", "--minSft=1", "--output=" + folder + "/o");
    refused("--policyBaseUrl is needed", "--input=" + folder + "/out", "--output=" + folder + "/o");
    refused(
        "--policyMaxTokens -1: must be 0 or more",
        "--input=" + folder + "/out",
        "--output=" + folder + "/o",
        "--policyMaxTokens=-1",
        "--policyBaseUrl=http://127.0.0.1:1/v1");
    refused("--responses 0", "--responses=0");
    assertThat(Files.exists(folder.resolve("o")), is(false));
  }

  private static void refused(String expected, String... arguments) {
    Run run =
        Run.of(
            Stream.concat(
                    Stream.of("online-dpo", "--policyModel=m", Run.ENGINE), Stream.of(arguments))
                .toArray(String[]::new));
    assertThat(run.err(), containsString(expected));
    assertThat(run.err().lines().count(), is(1L));
    assertThat(run.status(), is(2));
  }

  private Run round(TeacherServer policy, String... more) {
    return Run.of(
        Stream.concat(
                Stream.of(
                    "online-dpo",
                    Run.ENGINE,
                    "--progress=none",
                    "--input=" + folder.resolve("out"),
                    "--output=" + folder.resolve("rounds"),
                    "--responses=4",
                    "--policyBaseUrl=" + policy.baseUrl(),
                    "--policyModel=student"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static boolean isLowerCase(JsonNode pair, String side) {
    String text = pair.path(side).path("content").asText();
    return text.equals(text.toLowerCase(Locale.ROOT));
  }

  private static List<String> ids(Path rows) throws IOException {
    return rowsIn(rows).stream().map(row -> row.path("id").asText()).toList();
  }

  private List<JsonNode> rows(String of) throws IOException {
    return rowsIn(folder.resolve("rounds").resolve(of));
  }

  private static List<JsonNode> rowsIn(Path of) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(of)) {
      for (Path file : files) {
        for (String line : Files.readAllLines(file)) {
          rows.add(Json.read(line, JsonNode.class));
        }
      }
    }
    return rows;
  }
}
