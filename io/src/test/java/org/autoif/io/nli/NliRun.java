package org.autoif.io.nli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * Measures what a pair costs with {@code --nli=onnx}. Arguments: pairs a question, questions, and
 * the model's folder; without one, a small encoder stands for it.
 */
public final class NliRun {
  private NliRun() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    int pairs = Integer.parseInt(args[0]);
    int questions = Integer.parseInt(args[1]);
    Path folder = args.length > 2 ? Path.of(args[2]) : Files.createTempDirectory("nli");
    if (args.length <= 2) {
      SmallModel.write(folder, "{\"0\":\"entailment\",\"1\":\"neutral\",\"2\":\"contradiction\"}");
    }
    List<String> hypotheses =
        Collections.nCopies(pairs, "The answer must be written in exactly three paragraphs.");
    long start = System.nanoTime();
    try (OnnxNliModel model = OnnxNliModel.open(folder)) {
      System.out.printf("loaded in %.0f ms%n", (System.nanoTime() - start) / 1e6);
      for (int pass = 0; pass < 3; pass++) {
        start = System.nanoTime();
        for (int i = 0; i < questions; i++) {
          model.classify("Answer in three paragraphs, and number them from " + i, hypotheses);
        }
        System.out.printf(
            "%d pairs a batch: %.2f ms a pair%n",
            pairs, (System.nanoTime() - start) / 1e6 / questions / pairs);
      }
    }
  }
}
