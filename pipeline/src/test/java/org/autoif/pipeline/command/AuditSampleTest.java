package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.autoif.io.record.Json;
import org.autoif.pipeline.teacher.TeacherServer;
import org.autoif.pipeline.teacher.TeacherSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSampleTest {
  private static final String CARD = "# A card\n";
  private static final String JUDGE_MODEL = "--judgeModel=autoif-teacher";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path output;

  @SuppressWarnings("NullAway.Init") // write() sets it.
  private Path version;

  @BeforeEach
  void write() throws IOException {
    version = SmallVersion.write(output);
    Files.writeString(version.resolve("README.md"), CARD);
  }

  private Run sample(String name, String... more) {
    return Run.of(
        Stream.concat(
                Stream.of("audit-sample", "--input=" + output, "--output=" + output.resolve(name)),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Run labels(String name) {
    return Run.of("audit-sample", "--input=" + output, "--labels=" + output.resolve(name));
  }

  private List<JsonNode> rows(String name) throws IOException {
    return Files.readAllLines(output.resolve(name)).stream()
        .map(line -> Json.read(line, JsonNode.class))
        .toList();
  }

  @Test
  void givenLabelsOfAJudgeToo_thenTheirAgreementIsTold() throws IOException {
    sample("s.jsonl", "--size=4", "--kind=sft");
    label("s.jsonl", List.of("follows", "follows", "breaks", "breaks"));
    List<JsonNode> rows = rows("s.jsonl");
    List<String> judge = List.of("follows", "breaks", "breaks", "breaks");
    for (int i = 0; i < judge.size(); i++) {
      ((ObjectNode) rows.get(i)).put("judge_label", judge.get(i));
    }
    Files.writeString(
        output.resolve("s.jsonl"),
        rows.stream().map(row -> row + "\n").collect(Collectors.joining()));
    assertThat(
        labels("s.jsonl").out(),
        containsString("label and judge_label agree on 0.75 of 4 answers, kappa 0.5"));
  }

  @Test
  void givenJudge_thenItLabelsFirstAndSeesNeitherVerdictsNorLabels() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (TeacherServer judge =
        TeacherServer.start(
            TeacherSettings.defaults(),
            new TeacherServer.Listener() {
              @Override
              public void arrived(String body) {
                asked.add(body);
              }

              @Override
              public void answered(String body, long arrived) {}
            })) {
      Run run = sample("j.jsonl", "--size=6", "--judgeBaseUrl=" + judge.baseUrl(), JUDGE_MODEL);
      assertThat(run.err(), is(""));
      assertThat(run.out(), startsWith("the judge labelled 6 of 6 answers in judge_label"));
    }
    sample("s.jsonl", "--size=6");
    List<JsonNode> rows = rows("j.jsonl");
    for (JsonNode row : rows) {
      assertThat(List.of("follows", "breaks", "unsure"), hasItem(row.path("judge_label").asText()));
      ((ObjectNode) row).put("judge_label", "");
    }
    assertThat(rows, is(rows("s.jsonl")));
    assertThat(asked.size(), is(7)); // the check of the start among them
    for (String body : asked) {
      assertThat(body, not(containsString("error:timeout")));
      assertThat(body, not(containsString("pass_rate")));
    }
  }

  @Test
  void givenJudgeThatIsAwayOrTooLate_thenOneLineSaysSoAndNoSampleIsWritten() throws IOException {
    Run away = sample("j.jsonl", "--judgeBaseUrl=http://127.0.0.1:9/v1", JUDGE_MODEL);
    assertThat(away.err(), matchesPattern("autoif: --judgeBaseUrl: [^\\n]*\\R"));
    assertThat(Files.exists(output.resolve("j.jsonl")), is(false));
    assertThat(
        sample("j.jsonl", "--judgeBaseUrl=http://127.0.0.1:9/v1").err(),
        containsString("--judgeModel is needed"));
    assertThat(
        Run.of("audit-sample", "--input=" + output, "--labels=l.jsonl", JUDGE_MODEL).err(),
        containsString("the judge labels first, with --output"));
  }

  /** Labels the first rows and leaves the others. */
  private void label(String name, List<String> labels) throws IOException {
    List<JsonNode> rows = rows(name);
    for (int i = 0; i < labels.size(); i++) {
      ((ObjectNode) rows.get(i)).put("label", labels.get(i));
    }
    Files.writeString(
        output.resolve(name), rows.stream().map(row -> row + "\n").collect(Collectors.joining()));
  }

  @Test
  void givenVersion_thenTheSampleIsReproducibleAndSeedsDiffer() throws IOException {
    Run run = sample("a.jsonl", "--size=6");
    assertThat(run.err(), is(""));
    assertThat(run.out(), startsWith("6 answers to label in "));
    assertThat(
        rows("a.jsonl").stream().map(row -> row.path("kind").asText()).toList(),
        is(List.of("sft", "sft", "dpo_chosen", "dpo_chosen", "dpo_rejected", "dpo_rejected")));
    JsonNode first = rows("a.jsonl").get(0);
    assertThat(first.path("rules").asText().isEmpty(), is(false));
    assertThat(first.path("label").asText("none"), is(""));
    sample("b.jsonl", "--size=6");
    assertThat(rows("b.jsonl"), is(rows("a.jsonl")));
    sample("c.jsonl", "--size=6", "--seed=7");
    assertThat(rows("c.jsonl"), not(rows("a.jsonl")));
    assertThat(sample("a.jsonl").err(), containsString("is there already"));
  }

  @Test
  void givenSomeLabels_thenPrecisionIsInTheAuditTheCardAndTheReport() throws IOException {
    String manifest = Files.readString(version.resolve("manifest.json"));
    sample("s.jsonl", "--size=9");
    label(
        "s.jsonl",
        List.of("follows", "breaks", "unsure", "follows", "follows", "", "breaks", "follows"));
    Run run = labels("s.jsonl");
    assertThat(run.err(), is(""));
    assertThat(run.out(), containsString("2 answers have no label yet"));
    assertThat(
        Json.read(Files.readString(version.resolve("audit.json")), JsonNode.class).toString(),
        is(
            "{\"precision\":[{\"kind\":\"sft\",\"right\":1,\"wrong\":1,\"unsure\":1,"
                + "\"precision\":0.5,\"low\":0.0945,\"high\":0.9055},"
                + "{\"kind\":\"dpo_chosen\",\"right\":2,\"wrong\":0,\"unsure\":0,"
                + "\"precision\":1.0,\"low\":0.3424,\"high\":1.0},"
                + "{\"kind\":\"dpo_rejected\",\"right\":1,\"wrong\":1,\"unsure\":0,"
                + "\"precision\":0.5,\"low\":0.0945,\"high\":0.9055}]}"));
    String card = Files.readString(version.resolve("README.md"));
    assertThat(card, startsWith(CARD + "\n<!-- audit -->\n"));
    assertThat(card, containsString("| `sft` | 1 | 1 | 1 | 50.0 % |"));
    assertThat(
        Files.readString(version.resolve("report.html")), containsString("\"low\" : 0.0945"));
    assertThat(Files.readString(version.resolve("manifest.json")), is(manifest));
    labels("s.jsonl");
    assertThat(Files.readString(version.resolve("README.md")), is(card));
  }

  @Test
  void givenCsv_thenLabelsComeBackFromIt() throws IOException {
    sample("s.csv", "--size=2", "--kind=sft");
    Path csv = output.resolve("s.csv");
    Files.writeString(csv, Files.readString(csv).replace(",\"\"\r\n", ",\"Follows\"\r\n"));
    Run run = labels("s.csv");
    assertThat(run.err(), is(""));
    assertThat(run.out(), containsString("2 right"));
  }

  @Test
  void givenWhatIsNoLabel_thenOneLineSaysWhereAndWhatIsAllowed() throws IOException {
    sample("s.jsonl", "--size=3");
    assertThat(labels("s.jsonl").err(), containsString("has no label yet"));
    label("s.jsonl", List.of("follows", "maybe"));
    assertThat(
        labels("s.jsonl").err(),
        containsString("s.jsonl: label 'maybe': expected one of [follows, breaks, unsure]"));
    assertThat(labels("s.jsonl").err(), containsString("line 2 of "));
    assertThat(
        sample("t.jsonl", "--kind=rlvr").err(), containsString("--kind='rlvr': expected some of"));
    assertThat(sample("t.txt").err(), containsString("expected a file .jsonl or .csv"));
    assertThat(
        Run.of("audit-sample", "--input=" + output).err(), containsString("--output and --labels"));
  }
}
