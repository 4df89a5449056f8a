package org.autoif.transforms.publish;

import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.autoif.io.dataset.InputFiles;
import org.autoif.io.dataset.RowFiles;
import org.autoif.io.dataset.VersionFolder;
import org.autoif.io.llm.Usage;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Failure;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.RewardProbe;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.SftExample;
import org.autoif.transforms.instruct.CrossValidate;
import org.autoif.transforms.publish.export.Export;
import org.autoif.transforms.publish.export.JsonlRows;
import org.autoif.transforms.publish.export.Tables;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.Steps;
import org.autoif.transforms.train.Pairing;
import org.autoif.transforms.train.Split;
import org.autoif.transforms.train.SplitTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublishTest {
  @TempDir private Path output = Path.of("replaced");

  private static final RunInfo RUN =
      new RunInfo(
          "{\"seed\":7}",
          List.of("CrossValidate", "PairPreferences"),
          "A set",
          "cc0-1.0",
          List.of("en"));

  private static SftExample sft(String id) {
    return SftExample.builder()
        .setId(id)
        .setMessages(List.of(Message.user("Why?"), Message.assistant(id)))
        .setTaskId("t")
        .setInstructionIds(List.of("c"))
        .setPassRate(1)
        .build();
  }

  private static final Constraint BRIEF = constraint("Be brief", "f");

  private static final Rejection LOW = Step.rejection(CrossValidate.class, "low", "c", "0.1", "{}");

  private static final Failure BROKEN =
      Step.failure(CrossValidate.class, "broken", "c", "why", "raw");

  private static final PreferencePair PAIR =
      Pairing.pair(
              "query",
              user("Why?"),
              List.of("c"),
              List.of(new Pairing.Answer("good", 1)),
              List.of(new Pairing.Answer("bad", 0)),
              Pairing.Choice.DEFAULT)
          .get(0);

  private static Usage usage(int requests) {
    return Usage.builder()
        .setStep("CrossValidate")
        .setRole("judge")
        .setCalls(1)
        .setCompletions(requests)
        .setRequests(2)
        .setRetries(1)
        .setPromptTokens(10)
        .setCachedTokens(3)
        .setCompletionTokens(5)
        .build();
  }

  private static RewardProbe probe(String id, int fooled, @Nullable String guard) {
    return RewardProbe.builder()
        .setId(id)
        .setTrick("empty")
        .setInstructionId(BRIEF.getId())
        .setPrompt(user("Why? Be brief."))
        .setResponse("")
        .setTimes(1)
        .setFunctions(4)
        .setFooled(fooled)
        .setGuard(guard)
        .setReward(guard == null ? 0.25 : 0)
        .build();
  }

  private static RewardTask task(boolean heldOut) {
    return RewardTask.builder()
        .setId("t" + heldOut)
        .setPrompt(user("Why?"))
        .setConstraints(List.of(constraint(SplitTest.id(heldOut), "f", "g")))
        .setPassRate(0.5)
        .setResponses(2)
        .build();
  }

  private PCollection<String> publish(TestPipeline pipeline, List<SftExample> sft, int perFile) {
    return publish(
        pipeline,
        sft,
        List.of(PAIR),
        List.of(),
        Publication.of(new VersionFolder(output.toString(), "v1")).toBuilder()
            .setRowsPerFile(perFile)
            .build());
  }

  private static PCollection<String> publish(
      TestPipeline pipeline,
      List<SftExample> sft,
      List<PreferencePair> pairs,
      List<RewardTask> tasks,
      Publication to) {
    return PCollectionTuple.of(
            Publish.SFT,
            pipeline.apply("Sft", Create.of(sft).withType(TypeDescriptor.of(SftExample.class))))
        .and(
            Publish.DPO,
            pipeline.apply(
                "Dpo", Create.of(pairs).withType(TypeDescriptor.of(PreferencePair.class))))
        .and(
            Publish.RLVR,
            pipeline.apply("Rlvr", Create.of(tasks).withType(TypeDescriptor.of(RewardTask.class))))
        .and(Publish.INSTRUCTIONS, Steps.given("Instructions", pipeline, BRIEF))
        .and(
            Publish.PROBES,
            Steps.given("Probes", pipeline, probe("q", 3, "empty"), probe("p", 1, null)))
        .and(Publish.REJECTED, Steps.given("Rejected", pipeline, LOW))
        .and(Publish.FAILED, Steps.given("Failed", pipeline, BROKEN))
        .and(
            Publish.KEPT,
            Steps.given("Kept", pipeline, KV.of("CrossValidate", 2L), KV.of("CrossValidate", 1L)))
        .and(Publish.USAGE, Steps.given("Usage", pipeline, usage(2), usage(3)))
        .apply(Publish.to(to, RUN));
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(output)) {
      all.filter(Files::isRegularFile)
          .forEach(
              file -> {
                try {
                  files.put(
                      output.relativize(file).toString().replace('\\', '/'),
                      Files.readString(file));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return files;
  }

  @Test
  void givenRows_thenTheVersionIsWholeAndLatestPointsToIt() throws IOException {
    TestPipeline pipeline = Steps.pipeline();
    PCollection<String> published = publish(pipeline, List.of(sft("b"), sft("a")), 10);
    PAssert.thatSingleton(published)
        .satisfies(
            manifest -> {
              assertEquals(
                  "[{\"step\":\"CrossValidate\",\"kept\":3,\"rejected\":{\"low\":1},"
                      + "\"failed\":{\"broken\":1},\"calls\":{\"judge\":{\"records\":2,"
                      + "\"completions\":5,\"requests\":4,\"prompt_tokens\":20,\"cached_tokens\":6,"
                      + "\"completion_tokens\":10,\"retries\":2}}},"
                      + "{\"step\":\"PairPreferences\",\"kept\":0,\"rejected\":{},\"failed\":{}}]",
                  Json.read(manifest, JsonNode.class).path("steps").toString());
              return null;
            });
    pipeline.run().waitUntilFinish();

    Map<String, String> files = files();
    assertEquals(
        List.of(
            "LATEST",
            "v1/README.md",
            "v1/dataset_info.json",
            "v1/dpo/train-00000-of-00001.jsonl",
            "v1/failures/part-00000-of-00001.jsonl",
            "v1/instructions/part-00000-of-00001.jsonl",
            "v1/manifest.json",
            "v1/probe.jsonl",
            "v1/rejected/CrossValidate/part-00000-of-00001.jsonl",
            "v1/report.html",
            "v1/sft/train-00000-of-00001.jsonl"),
        List.copyOf(files.keySet()));
    assertEquals("v1\n", files.get("LATEST"));
    assertEquals(
        JsonlRows.probe(probe("p", 1, null)).getJson()
            + "\n"
            + JsonlRows.probe(probe("q", 3, "empty")).getJson()
            + "\n",
        files.get("v1/probe.jsonl"));
    JsonNode manifest =
        Json.read(Objects.requireNonNull(files.get("v1/manifest.json")), JsonNode.class);
    assertEquals(
        "{\"trick\":\"empty\",\"functions\":8,\"fooled\":4,\"rewarded\":1}",
        manifest.path("tricks").path(0).toString());
    assertEquals(2, manifest.path("rows").path("probe").asInt());
    String card = Objects.requireNonNull(files.get("v1/README.md"));
    assertTrue(card.contains("| `empty` | 8 | 50.0 % | 12.5 % |"), card);
    for (JsonNode file :
        Json.read(Objects.requireNonNull(files.get("v1/manifest.json")), JsonNode.class)
            .path("files")) {
      String content = Objects.requireNonNull(files.get("v1/" + file.path("path").asText()));
      assertEquals(
          Ids.sha256(content.getBytes(StandardCharsets.UTF_8)), file.path("sha256").asText());
    }
    assertEquals(
        JsonlRows.sft(sft("a")).getJson() + "\n" + JsonlRows.sft(sft("b")).getJson() + "\n",
        files.get("v1/sft/train-00000-of-00001.jsonl"));
    assertEquals(
        JsonlRows.dpo(PAIR).getJson() + "\n", files.get("v1/dpo/train-00000-of-00001.jsonl"));
    assertEquals(
        JsonlRows.instruction(BRIEF).getJson() + "\n",
        files.get("v1/instructions/part-00000-of-00001.jsonl"));
    assertEquals(
        JsonlRows.rejection(LOW).getJson() + "\n",
        files.get("v1/rejected/CrossValidate/part-00000-of-00001.jsonl"));
    assertEquals(
        JsonlRows.failure(BROKEN).getJson() + "\n",
        files.get("v1/failures/part-00000-of-00001.jsonl"));
  }

  @Test
  void givenTheSameRowsAgainInAnotherOrder_thenTheBytesAreTheSame() throws IOException {
    List<SftExample> rows = Stream.of("a", "b", "c", "d", "e").map(PublishTest::sft).toList();
    TestPipeline once = Steps.pipeline();
    publish(once, rows, 2);
    once.run().waitUntilFinish();
    Map<String, String> first = files();

    TestPipeline again = Steps.pipeline();
    publish(again, List.of(sft("e"), sft("c"), sft("a"), sft("d"), sft("b")), 2);
    again.run().waitUntilFinish();
    assertEquals(first, files());
    assertEquals(
        5,
        first.entrySet().stream()
            .filter(file -> file.getKey().startsWith("v1/sft/"))
            .mapToLong(file -> file.getValue().lines().count())
            .sum());
  }

  /** The same rows in both formats, in every layout, on both sides of the split. */
  @Test
  void givenParquet_thenItHasTheRowsOfJsonLinesInEveryLayout() throws IOException {
    for (boolean parquet : new boolean[] {false, true}) {
      List<SftExample> sft =
          Stream.of(true, false)
              .map(
                  heldOut ->
                      sft("s" + heldOut).toBuilder()
                          .setInstructionIds(List.of(SplitTest.id(heldOut)))
                          .setScore(heldOut ? 9.5 : null)
                          .build())
              .toList();
      TestPipeline one = Steps.pipeline();
      publish(
          one,
          sft,
          Stream.of(true, false)
              .map(
                  heldOut ->
                      PAIR.toBuilder()
                          .setId("p" + heldOut)
                          .setInstructionIds(List.of(SplitTest.id(heldOut)))
                          .build())
              .toList(),
          List.of(task(true), task(false)),
          Publication.of(new VersionFolder(output.toString(), parquet ? "p" : "j")).toBuilder()
              .setParquet(parquet)
              .setSplit(new Split(0.5))
              .setExports(List.of(Export.values()))
              .build());
      one.run().waitUntilFinish();
    }
    Map<String, List<String>> json = rows("j");
    assertEquals(
        Tables.names().stream()
            .flatMap(
                table -> Stream.of(table + "/train", table + RowFiles.VALIDATION + "/validation"))
            .sorted()
            .toList(),
        json.keySet().stream().sorted().toList());
    assertEquals(json, rows("p"));
    assertEquals(
        "[autoif_sft, autoif_sft_validation, autoif_dpo, autoif_dpo_validation, autoif_alpaca_sft,"
            + " autoif_alpaca_sft_validation, autoif_alpaca_dpo, autoif_alpaca_dpo_validation,"
            + " autoif_kto, autoif_kto_validation]",
        names(output.resolve("j/dataset_info.json")));
    assertEquals(
        Files.readString(output.resolve("j/dataset_info.json")),
        Files.readString(output.resolve("p/dataset_info.json")));
    String card = Files.readString(output.resolve("p/README.md"));
    assertTrue(card.contains("path: sft-validation/validation-*.parquet"), card);
  }

  private static String names(Path json) throws IOException {
    List<String> names = new ArrayList<>();
    Json.read(Files.readString(json), JsonNode.class).fieldNames().forEachRemaining(names::add);
    return names.toString();
  }

  /** JsonlRows by folder and side, of the folders that are trained on. */
  private Map<String, List<String>> rows(String version) throws IOException {
    Map<String, List<String>> rows = new TreeMap<>();
    for (JsonNode file :
        Json.read(Files.readString(output.resolve(version + "/manifest.json")), JsonNode.class)
            .path("files")) {
      String path = file.path("path").asText();
      if (path.matches("[a-z-]+/(train|validation)-.*")) {
        List<String> texts = new ArrayList<>();
        try (InputStream in = Files.newInputStream(output.resolve(version + "/" + path))) {
          InputFiles.values(in, path, (number, row) -> texts.add(row.toString()));
        }
        assertEquals(file.path("rows").asInt(), texts.size());
        rows.put(path.substring(0, path.indexOf("-0")), texts);
      }
    }
    return rows;
  }
}
