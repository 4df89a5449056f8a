package org.autoif.io.nli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxNliTest {
  private static final String ORDER =
      "{\"0\":\"entailment\",\"1\":\"neutral\",\"2\":\"contradiction\"}";
  private static final List<String> TEXTS =
      List.of(
          "Answer in one word.",
          "The answer has exactly one word.",
          "Use no commas.",
          "Write at least two hundred words, in three paragraphs, each of which begins with its"
              + " number and a colon.",
          "短く答えてください。",
          "End with a question mark",
          "");

  @TempDir static @Nullable Path temporary;

  private final Path folder = Objects.requireNonNull(temporary);

  @BeforeAll
  static void write() throws IOException {
    SmallModel.write(Objects.requireNonNull(temporary).resolve("model"), ORDER);
  }

  private static List<String> all(OnnxNliModel model) throws IOException {
    List<String> labels = new ArrayList<>();
    for (String premise : TEXTS) {
      labels.addAll(model.classify(premise, TEXTS));
    }
    return labels;
  }

  /** The order of a model's outputs is that of its configuration, whatever it is. */
  @Test
  void labelsAreNamedByTheConfiguration() throws IOException {
    Path other = folder.resolve("other");
    SmallModel.write(other, "{\"0\":\"CONTRADICTION\",\"1\":\"Entailment\",\"2\":\"neutral\"}");
    try (OnnxNliModel one = OnnxNliModel.open(folder.resolve("model"));
        OnnxNliModel two = OnnxNliModel.open(other)) {
      List<String> labels = all(one);
      Map<String, Integer> counts = new TreeMap<>();
      labels.forEach(label -> counts.merge(label, 1, Integer::sum));
      assertThat("the texts must tell labels apart: " + counts, counts.size(), greaterThan(1));
      Map<String, String> renamed =
          Map.of(
              "entailment", "contradiction",
              "neutral", "entailment",
              "contradiction", "neutral");
      assertThat(all(two), is(labels.stream().map(renamed::get).toList()));
    }
  }

  /** What is beyond the model's positions is cut, not an error; order matters, repetition not. */
  @Test
  void longTextsAreCut() throws IOException {
    try (OnnxNliModel model = OnnxNliModel.open(folder.resolve("model"))) {
      String longer = "one two three ".repeat(2000);
      List<String> first = model.classify(longer, List.of(longer, "Use no commas."));
      assertThat(first.size(), is(2));
      assertThat(model.classify(longer, List.of(longer, "Use no commas.")), is(first));
    }
  }

  @Test
  void judgesInAPipeline() throws IOException {
    NliQuestion question =
        NliQuestion.builder()
            .setId("i")
            .setPremise(TEXTS.get(0))
            .setHypotheses(TEXTS)
            .setContext("{}")
            .build();
    List<String> labels;
    try (OnnxNliModel model = OnnxNliModel.open(folder.resolve("model"))) {
      labels = model.classify(TEXTS.get(0), TEXTS);
    }
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple out =
        pipeline
            .apply(Create.of(question))
            .apply(OnnxNliClient.of(folder.resolve("model")).classify());
    PAssert.that(out.get(NliClient.RESULTS))
        .containsInAnyOrder(NliResult.builder().setQuestion(question).setLabels(labels).build());
    PAssert.that(out.get(NliClient.FAILURES)).empty();
    PAssert.that(out.get(NliClient.USAGE)).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void saysWhatIsWrongWithAFolder() throws IOException {
    Path missing = folder.resolve("missing");
    assertThat(refusal(missing), allOf(containsString("model.onnx"), containsString("missing")));
    Path unnamed = folder.resolve("unnamed");
    SmallModel.write(unnamed, "{\"0\":\"LABEL_0\",\"1\":\"LABEL_1\",\"2\":\"LABEL_2\"}");
    assertThat(refusal(unnamed), allOf(containsString("LABEL_0"), containsString("contradiction")));
    Path broken = folder.resolve("broken");
    SmallModel.write(broken, ORDER);
    Files.writeString(broken.resolve("model.onnx"), "no model");
    assertThat(refusal(broken), containsString("cannot be used"));
    SmallModel.write(broken, ORDER);
    Files.writeString(broken.resolve("tokenizer.json"), "{}");
    assertThat(refusal(broken), containsString("cannot be used"));
    Files.writeString(broken.resolve("config.json"), "[]");
    assertThat(refusal(broken), containsString("config.json"));
  }

  private static String refusal(Path of) {
    IOException refused = assertThrows(IOException.class, () -> OnnxNliClient.of(of).check());
    String message = String.valueOf(refused.getMessage());
    assertThat(message.lines().count(), is(1L));
    return message;
  }
}
