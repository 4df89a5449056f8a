package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.autoif.io.record.Json;
import org.autoif.pipeline.command.job.RunLock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions that follow one another in one output. */
@Tag("slow")
class ScheduleTest {
  private static final List<String> SEEDS =
      List.of(
          "Use exactly 40 words.",
          "Avoid commas altogether.",
          "Write everything in lowercase letters.");

  /** Version 1, and the paid completions of all tests. */
  private static Path first;

  @TempDir private Path folder = Path.of("replaced");

  @BeforeAll
  static void runOnce(@TempDir Path temporary) throws IOException {
    first = temporary;
    assertThat(run(first, "1", SEEDS).err(), is(""));
  }

  @BeforeEach
  void copyFirst() throws IOException {
    copy(first.resolve("out"), folder.resolve("out"));
  }

  @Test
  void givenOtherSeedsThanLastTime_thenTheDiffTellsWhatCameAndWentAndWhy() throws Exception {
    assertThat(Files.exists(folder.resolve("out/1/diff.json")), is(false));
    List<String> others = List.of(SEEDS.get(0), SEEDS.get(1), "Use exactly 30 words.");
    Run second = run("2", others);
    assertThat(second.err(), is(""));

    JsonNode diff = json("out/2/diff.json");
    assertThat(diff.path("base").asText(), is("1"));
    JsonNode instructions = diff.path("instructions");
    assertThat(instructions.path("same").asInt(), is(2));
    assertThat(instructions.path("added").asInt(), is(1));
    assertThat(instructions.path("dropped").asInt(), is(1));
    assertThat(
        instructions.path("why").toString(),
        is("{\"added\":{\"new\":1},\"dropped\":{\"not made\":1}}"));
    assertThat(
        diff.path("changed_instructions").findValuesAsText("instruction").stream()
            .sorted()
            .toList(),
        is(List.of("Use exactly 30 words.", SEEDS.get(2))));
    for (String rows : List.of("rlvr", "sft")) {
      JsonNode node = diff.path(rows);
      assertThat(
          node.path("why").path("dropped").path("instruction dropped").asInt(), greaterThan(0));
      assertThat(node.path("why").path("added").path("instruction added").asInt(), greaterThan(0));
      assertThat(
          node.path("same").asInt() + node.path("changed").asInt() + node.path("added").asInt(),
          is(json("out/2/manifest.json").path("rows").path(rows).asInt()));
      assertThat(
          node.path("same").asInt() + node.path("changed").asInt() + node.path("dropped").asInt(),
          is(json("out/1/manifest.json").path("rows").path(rows).asInt()));
    }
    assertThat(Files.readString(folder.resolve("out/2/README.md")), containsString("since 1"));
  }

  @Test
  void givenAStricterThreshold_thenTheDiffNamesTheStepThatRefuses() throws Exception {
    Run second = run("2", SEEDS, "--score=above:10", "--minSft=0");
    assertThat(second.err(), is(""));
    JsonNode why = json("out/2/diff.json").path("sft").path("why").path("dropped");
    TreeSet<String> reasons = new TreeSet<>();
    why.fieldNames().forEachRemaining(reasons::add);
    assertThat(reasons, is(new TreeSet<>(List.of("rejected:ScoreQuality:response_score"))));
  }

  @Test
  void givenAGreatestPassRate_thenTasksThatAreTooEasyGiveNoRewardRow() throws Exception {
    Run second = run("2", SEEDS, "--maxTaskPassRate=0.99");
    assertThat(second.err(), is(""));
    JsonNode diff = json("out/2/diff.json");
    int dropped = diff.path("rlvr").path("dropped").asInt();
    assertThat(dropped, greaterThan(0));
    assertThat(
        diff.path("rlvr").path("why").path("dropped").toString(),
        is("{\"rejected:BuildRewardTasks:task_pass_rate\":" + dropped + "}"));
    assertThat(diff.path("sft").path("dropped").asInt(), is(0));
  }

  /** Its cases were refused too, here or there, but that is not what it went for. */
  @Test
  void givenMoreFunctionsAskedFor_thenTheDiffTellsWhyInstructionsWent() throws Exception {
    Run second = run("2", SEEDS, "--minFunctions=50", "--minSft=0", "--minDpo=0");
    assertThat(second.err(), is(""));
    assertThat(
        json("out/2/diff.json").path("instructions").path("why").path("dropped").toString(),
        is("{\"rejected:CrossValidate:instruction_too_few_functions\":3}"));
  }

  @Test
  void givenTooFewRows_thenTheVersionIsFinishedButLatestStays() throws Exception {
    Run second = run("2", SEEDS, "--minSft=100000", "--keepVersions=1");
    assertThat(second.status(), is(3));
    int rows = json("out/2/manifest.json").path("rows").path("sft").asInt();
    assertThat(
        second.err(),
        is(
            "autoif: version 2 is not published: sft has "
                + rows
                + " rows, must have 100000; LATEST stays at 1\n"));
    assertThat(Files.readString(folder.resolve("out/LATEST")), is("1\n"));
    assertThat(versions(), is(List.of("1", "2")));
  }

  @Test
  void givenRunThatEndedBetweenManifestAndLatest_thenTheSameCommandPublishesIt() throws Exception {
    copy(folder.resolve("out/1"), folder.resolve("out/2"));
    assertThat(run("2", SEEDS).status(), is(2)); // finished, and nobody said that it is due
    Files.writeString(folder.resolve("out/.autoif.due"), "2\n");
    Run second = run("2", SEEDS, "--keepVersions=1");
    assertThat(second.err(), is(""));
    assertThat(second.out(), is("version 2 was finished already; LATEST names it now\n"));
    assertThat(Files.readString(folder.resolve("out/LATEST")), is("2\n"));
    assertThat(versions(), is(List.of("2")));
    assertThat(run("2", SEEDS).status(), is(2));
  }

  @Test
  void givenSchedulers_thenNeitherBadOptionsNorAStopOnPurposeAreTriedAgain() throws Exception {
    Path files = Path.of("../deploy/schedule");
    assertThat(
        Files.readString(files.resolve("autoif.service")),
        containsString("\nRestartPreventExitStatus=2 3\n"));
    assertThat(
        Files.readString(files.resolve("cronjob.yaml")), containsString(" values: [2, 3]\n"));
  }

  @Test
  void givenVersionsToKeep_thenTheOldestGo() throws Exception {
    Files.createDirectories(folder.resolve("out/mine"));
    Files.writeString(folder.resolve("out/mine/manifest.json"), "{\"not\":\"ours\"}");
    copy(folder.resolve("out/1"), folder.resolve("out/0"));
    Files.setLastModifiedTime(folder.resolve("out/0/manifest.json"), FileTime.fromMillis(0));
    assertThat(run("2", SEEDS, "--keepVersions=2").err(), is(""));
    assertThat(versions(), is(List.of("1", "2", "mine")));
    assertThat(Files.readString(folder.resolve("out/LATEST")), is("2\n"));
  }

  @Test
  @SuppressWarnings("try") // the lock is held, not used
  void givenARunUnderWay_thenASecondOneDoesNotStart() throws Exception {
    Path out = folder.resolve("out");
    try (RunLock lock = RunLock.on(out.toString(), null)) {
      Run second = run("2", SEEDS);
      assertThat(second.status(), is(2));
      assertThat(
          second.err(),
          is(
              "autoif: --output='"
                  + out
                  + "': another run is writing there; this one has not started\n"));
    }
    assertThat(versions(), is(List.of("1")));
    RunLock.on(out.toString(), null).close();
  }

  private Run run(String version, List<String> seeds, String... more) throws IOException {
    return run(folder, version, seeds, more);
  }

  private static Run run(Path folder, String version, List<String> seeds, String... more)
      throws IOException {
    Path file = folder.resolve("seeds-" + version + ".txt");
    Files.write(file, seeds);
    return Run.ofFewTasks(
        "synthesize",
        file,
        folder.resolve("out"),
        Stream.concat(
                Stream.of(
                    "--version=" + version,
                    "--completionStore=jdbc:sqlite:" + first.resolve("completions.sqlite")),
                Stream.of(more))
            .toList());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> found = Files.walk(from)) {
      for (Path path : found.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private JsonNode json(String file) throws IOException {
    return Json.read(Files.readString(folder.resolve(file)), JsonNode.class);
  }

  private List<String> versions() throws IOException {
    try (Stream<Path> found = Files.list(folder.resolve("out"))) {
      return found
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
