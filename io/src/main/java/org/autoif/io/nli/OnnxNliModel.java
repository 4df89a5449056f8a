package org.autoif.io.nli;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.util.PairList;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.autoif.io.record.Json;
import org.jspecify.annotations.Nullable;

/**
 * A classifier of pairs of texts in a folder, as exporters for the Hugging Face hub write it:
 * {@code model.onnx} (or {@code onnx/model.onnx}), {@code tokenizer.json} and {@code config.json}.
 *
 * <p>The order of the labels is the configuration's, {@code id2label}: it differs between models. A
 * pair that is longer than the model's positions is cut at the end of its longer text.
 *
 * <p>Safe for use by many threads.
 */
final class OnnxNliModel implements AutoCloseable {
  /** Positions of a model whose configuration does not tell them. */
  private static final int DEFAULT_POSITIONS = 512;

  static {
    // DJL tells its makers of its use on cloud machines unless it is told not to.
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  private final OrtSession session;
  private final HuggingFaceTokenizer tokenizer;
  private final List<String> labels;
  private final String output;

  private OnnxNliModel(
      OrtSession session, HuggingFaceTokenizer tokenizer, List<String> labels, String output) {
    this.session = session;
    this.tokenizer = tokenizer;
    this.labels = labels;
    this.output = output;
  }

  /**
   * Opens the model in a folder.
   *
   * @throws IOException if something is missing or is none; the message says which file
   */
  static OnnxNliModel open(Path folder) throws IOException {
    Path model = file(folder, "model.onnx", "onnx/model.onnx");
    JsonNode config = config(file(folder, "config.json"));
    Path tokens = file(folder, "tokenizer.json");
    List<String> labels = labels(config, folder);
    OrtSession session = null;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      session = OrtEnvironment.getEnvironment().createSession(model.toString(), options);
      String output = output(session, labels.size(), model);
      return new OnnxNliModel(session, tokenizer(tokens, positions(config)), labels, output);
    } catch (OrtException | RuntimeException | IOException e) {
      close(session);
      throw new IOException(
          "the model in " + folder + " cannot be used: " + String.valueOf(e.getMessage()).strip(),
          e);
    }
  }

  private static Path file(Path folder, String... names) throws IOException {
    for (String name : names) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    throw new IOException(
        "there is no "
            + names[0]
            + " in "
            + folder
            + ": expected a folder with model.onnx, tokenizer.json and config.json");
  }

  private static JsonNode config(Path file) throws IOException {
    try {
      return Json.read(Files.readString(file).replace("\uFEFF", ""), ObjectNode.class);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is no JSON object", e);
    }
  }

  /** Returns the label of each of the model's outputs. */
  private static List<String> labels(JsonNode config, Path folder) throws IOException {
    JsonNode names = config.path("id2label");
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      labels.add(String.valueOf(NliLabels.read(names.path(Integer.toString(i)).asText())));
    }
    if (labels.size() != NliClient.LABELS.size() || !labels.containsAll(NliClient.LABELS)) {
      throw new IOException(
          "config.json in "
              + folder
              + " has the labels "
              + names
              + ": id2label must name "
              + String.join(", ", NliClient.LABELS));
    }
    return List.copyOf(labels);
  }

  /** Models in the manner of RoBERTa count positions from behind the padding's. */
  private static int positions(JsonNode config) {
    int positions = config.path("max_position_embeddings").asInt(DEFAULT_POSITIONS);
    boolean shifted = config.path("model_type").asText().contains("roberta");
    return Math.max(1, shifted ? positions - config.path("pad_token_id").asInt(1) - 1 : positions);
  }

  private static HuggingFaceTokenizer tokenizer(Path file, int positions) throws IOException {
    return HuggingFaceTokenizer.builder()
        .optTokenizerPath(file)
        .optAddSpecialTokens(true)
        .optTruncation(true)
        .optMaxLength(positions)
        .optPadding(true)
        .build();
  }

  /** Returns the name of the output with a number for each label. */
  private static String output(OrtSession session, int labels, Path model)
      throws OrtException, IOException {
    for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
      if (output.getValue().getInfo() instanceof TensorInfo tensor
          && tensor.getShape().length == 2
          && (tensor.getShape()[1] == labels || tensor.getShape()[1] < 0)) {
        return output.getKey();
      }
    }
    throw new IOException(
        model + " has no output with " + labels + " numbers a pair: it is no classifier");
  }

  /** Returns the likeliest label of each hypothesis; all of them are one batch. */
  List<String> classify(String premise, List<String> hypotheses) throws IOException {
    PairList<String, String> pairs = new PairList<>();
    hypotheses.forEach(hypothesis -> pairs.add(premise, hypothesis));
    Encoding[] encoded = tokenizer.batchEncode(pairs);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      put(inputs, "input_ids", encoded, Encoding::getIds);
      put(inputs, "attention_mask", encoded, Encoding::getAttentionMask);
      put(inputs, "token_type_ids", encoded, Encoding::getTypeIds);
      try (OrtSession.Result result = session.run(inputs)) {
        float[][] scores = (float[][]) result.get(output).orElseThrow().getValue();
        List<String> best = new ArrayList<>();
        for (float[] of : scores) {
          best.add(labels.get(highest(of)));
        }
        return best;
      }
    } catch (OrtException e) {
      throw new IOException(
          "the model failed on " + hypotheses.size() + " pairs: " + e.getMessage(), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private void put(
      Map<String, OnnxTensor> inputs,
      String name,
      Encoding[] encoded,
      Function<Encoding, long[]> numbers)
      throws OrtException {
    if (session.getInputNames().contains(name)) {
      long[][] rows = new long[encoded.length][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = numbers.apply(encoded[i]);
      }
      inputs.put(name, OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), rows));
    }
  }

  private static int highest(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  @Override
  public void close() {
    tokenizer.close();
    close(session);
  }

  private static void close(@Nullable OrtSession session) {
    try {
      if (session != null) {
        session.close();
      }
    } catch (OrtException e) {
      // It is closed then.
    }
  }
}
