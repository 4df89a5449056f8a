package org.autoif.transforms.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotBlank;
import org.autoif.io.dataset.WrittenFile;
import org.autoif.io.record.Resources;
import org.autoif.transforms.publish.export.LlamaFactoryInfo;
import org.autoif.transforms.publish.export.TableFiles;
import org.autoif.transforms.step.StepCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatasetCardTest {
  private static RunInfo run(String title, String license, List<String> languages) {
    return new RunInfo("{\"seed\":7}", List.of("CrossValidate"), title, license, languages);
  }

  private static final RunInfo RUN = run("A set", "cc0-1.0", List.of("en"));

  private static ObjectNode manifest(long sft, long dpo, long rlvr) {
    Map<String, Long> rows = Map.of("sft", sft, "dpo", dpo, "rlvr", rlvr);
    List<WrittenFile> files = new ArrayList<>();
    rows.forEach(
        (folder, count) -> {
          if (count > 0) {
            files.add(
                WrittenFile.builder()
                    .setPath(folder + "/train-00000-of-00001.jsonl")
                    .setRows(count)
                    .setBytes(1)
                    .setSha256("0")
                    .build());
          }
        });
    return Manifest.of(
        "v1",
        RUN,
        Map.of(
            "CrossValidate",
            new StepCounts(3, Map.of("function_accuracy", 2L), Map.of("chat_rate", 1L), Map.of())),
        files);
  }

  private static JsonNode frontMatter(RunInfo run, ObjectNode manifest) {
    String[] parts = DatasetCard.readme(run, manifest, null).split("(?m)^---$", 3);
    assertEquals("", parts[0]);
    try {
      return new YAMLMapper().readTree(parts[1]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void givenAllThreeKinds_thenEachIsAConfigAndTheFirstTheDefault() {
    JsonNode card = frontMatter(RUN, manifest(3, 2, 1));
    assertEquals(
        "[{\"config_name\":\"sft\",\"default\":true,"
            + "\"data_files\":[{\"split\":\"train\",\"path\":\"sft/train-*.jsonl\"}]},"
            + "{\"config_name\":\"dpo\","
            + "\"data_files\":[{\"split\":\"train\",\"path\":\"dpo/train-*.jsonl\"}]},"
            + "{\"config_name\":\"rlvr\","
            + "\"data_files\":[{\"split\":\"train\",\"path\":\"rlvr/train-*.jsonl\"}]}]",
        card.path("configs").toString());
    assertEquals("[\"en\"]", card.path("language").toString());
    assertEquals("cc0-1.0", card.path("license").asText());
    assertEquals("A set", card.path("pretty_name").asText());
  }

  // An empty glob fails to load.
  @Test
  void givenAKindWithoutRows_thenNeitherFileNamesIt() {
    ObjectNode manifest = manifest(0, 2, 0);
    JsonNode configs = frontMatter(RUN, manifest).path("configs");
    assertEquals(1, configs.size());
    assertEquals("dpo", configs.path(0).path("config_name").asText());
    assertEquals(
        "{\"autoif_dpo\":{\"file_name\":\"dpo\",\"formatting\":\"sharegpt\",\"ranking\":true,"
            + "\"columns\":{\"messages\":\"prompt\",\"chosen\":\"chosen_message\","
            + "\"rejected\":\"rejected_message\"},"
            + "\"tags\":{\"role_tag\":\"role\",\"content_tag\":\"content\",\"user_tag\":\"user\","
            + "\"assistant_tag\":\"assistant\",\"system_tag\":\"system\"}}}",
        LlamaFactoryInfo.of(TableFiles.of(manifest)).toString());
  }

  @Test
  void givenNoRowsAtAll_thenThereAreNoConfigs() {
    assertFalse(frontMatter(RUN, manifest(0, 0, 0)).has("configs"));
    assertEquals("{}", LlamaFactoryInfo.of(TableFiles.of(manifest(0, 0, 0))).toString());
  }

  @Test
  void givenNoLicense_thenNoneIsStated() {
    assertFalse(frontMatter(run("A set", "", List.of("en")), manifest(1, 0, 0)).has("license"));
  }

  @ParameterizedTest
  @CsvSource({
    "1,n<1K",
    "999,n<1K",
    "1000,1K<n<10K",
    "9999,1K<n<10K",
    "10000,10K<n<100K",
    "100000,100K<n<1M",
    "1000000,1M<n<10M",
    "10000000,10M<n<100M"
  })
  void givenANumberOfRows_thenTheSizeIsTheHubs(long rows, String size) {
    assertEquals(
        size, frontMatter(RUN, manifest(rows, 1, 0)).path("size_categories").path(0).asText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes", "2026", "1.50", "1_", "1:30", "0x1F", "a: b", "- a", "# a", "it's", "\"a\"", "{a}",
        "no", "null"
      })
  void givenATitleThatYamlWouldReadOtherwise_thenItIsReadBackAsText(String title) {
    JsonNode card = frontMatter(run(title, title, List.of(title)), manifest(1, 0, 0));
    for (JsonNode text :
        List.of(card.path("pretty_name"), card.path("license"), card.path("language").path(0))) {
      assertEquals(title, text.asText());
      assertTrue(text.isTextual(), title);
    }
  }

  @Property
  void givenAnyTitle_thenItIsReadBack(
      @ForAll @NotBlank @CharRange(from = ' ', to = '~') String title) {
    assertEquals(
        title,
        frontMatter(run(title, "", List.of()), manifest(1, 0, 0)).path("pretty_name").asText());
  }

  @Test
  void givenSteps_thenTheCardCountsThem() {
    String card = DatasetCard.readme(RUN, manifest(3, 2, 1), null);
    assertEquals(
        List.of("| CrossValidate | 3 | function_accuracy 2 | chat_rate 1 |"),
        card.lines().filter(line -> line.startsWith("| Cross")).toList());
    assertEquals(
        List.of("| `sft` | 3 | 0 | a conversation whose last turn passed the checks |"),
        card.lines().filter(line -> line.startsWith("| `sft` | 3")).toList());
  }

  @Test
  void givenSettings_thenTheCardTellsHowAndFromWhat() {
    RunInfo told =
        new RunInfo(
            "{\"autoif\":\"1.0\",\"models\":{\"judge\":\"m | n\"},"
                + "\"method\":{\"seed\":7,\"audit\":{\"rules\":[\"EMPTY\"]},\"score\":\"at-least:8\"},"
                + "\"prompts\":{\"respond\":\"abc\"},\"inputs\":[{\"option\":\"seeds\","
                + "\"file\":\"s.txt\",\"sha256\":\"def\",\"license\":\"mit\"}]}",
            List.of(),
            "A set",
            "cc0-1.0",
            List.of("en"));
    List<String> card =
        DatasetCard.readme(told, Manifest.of("v1", told, Map.of(), List.of()), null)
            .lines()
            .toList();
    for (String line :
        List.of(
            "| autoif | 1.0 |",
            "| judge | m \\| n |",
            "| seed | 7 |",
            "| audit.rules | [\"EMPTY\"] |",
            "| score | at-least:8 |",
            "| respond | abc |",
            "| seeds | s.txt | not stated | mit | `def` |",
            "`cc0-1.0`. The sources keep their own licences, and the terms of the models above may bind"
                + " what is done with their answers.")) {
      assertTrue(card.contains(line), () -> line + " is not in " + card);
    }
  }

  // A row of a table with other cells than its head is shown wrong, or not at all.
  @Test
  void givenACard_thenItsTablesAreWhole() {
    int cells = 0;
    for (String line : DatasetCard.readme(RUN, manifest(3, 2, 1), null).lines().toList()) {
      int now = line.startsWith("|") ? line.replace("\\|", "").split("\\|", -1).length : 0;
      assertTrue(cells == 0 || now == 0 || now == cells, line);
      cells = now;
    }
  }

  /** With all parts that a card may have, and with signs that a template could take for its own. */
  @Test
  void givenARound_thenItsCardIsTheGoldenOne() {
    RunInfo run =
        new RunInfo(
            "{\"dataset\":\"v0 | {{title}}\",\"policy_revision\":\"r1\",\"autoif\":\"1\","
                + "\"models\":{\"policy\":\"p $1\"},\"method\":{\"pairs\":{\"most\":3}},"
                + "\"prompts\":{\"respond.txt\":\"ab\"},"
                + "\"inputs\":[{\"option\":\"--input\",\"file\":\"a.jsonl\",\"sha256\":\"00\"}]}",
            List.of("SampleResponses", "VerifyResponses"),
            "Round one",
            "",
            List.of("en"));
    WrittenFile file =
        WrittenFile.builder()
            .setPath("rlvr/train-00000-of-00001.jsonl")
            .setRows(2)
            .setBytes(1)
            .setSha256("0")
            .build();
    ObjectNode manifest =
        Manifest.of(
            "v1",
            run,
            Map.of(
                "VerifyResponses",
                new StepCounts(3, Map.of("response_pass_rate", 2L), Map.of("io", 1L), Map.of())),
            List.of(file));
    TrickCounts.into(manifest, Map.of("empty\tfunctions", 3L, "empty\tfooled", 1L));
    ObjectNode diff =
        VersionDiff.json(
            "v0", Map.of("rlvr\tadded\t", 1L, "rlvr\tdropped\tresponse_pass_rate", 2L), List.of());
    assertEquals(
        Resources.text(getClass(), "card-round.md"), DatasetCard.readme(run, manifest, diff));
  }

  @Test
  void givenNothing_thenItsCardIsTheGoldenOne() {
    RunInfo run = new RunInfo("{}", List.of(), "Nothing", "cc0-1.0", List.of());
    assertEquals(
        Resources.text(getClass(), "card-nothing.md"),
        DatasetCard.readme(run, Manifest.of("v1", run, Map.of(), List.of()), null));
  }
}
