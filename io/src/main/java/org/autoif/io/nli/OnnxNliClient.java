package org.autoif.io.nli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.autoif.io.worker.PerWorker;
import org.jspecify.annotations.Nullable;

/**
 * A judge of entailment that runs a model of its own by ONNX Runtime, in the worker. The folder
 * with the model must be on every worker; a worker process loads it once, whatever its number of
 * threads.
 *
 * <p>The hypotheses of a question are one batch, of up to {@value NliQuestion#BATCH}: what else a
 * worker has to do never changes how numbers are rounded, so the same question gets the same
 * labels.
 */
public final class OnnxNliClient implements NliClient {
  private static final long serialVersionUID = 1;

  /** By folder. Closed while nobody takes one: two of a model may be more than the memory. */
  private static final PerWorker<String, OnnxNliModel> MODELS =
      PerWorker.<String, OnnxNliModel>endedBy(OnnxNliModel::close).endingAlone();

  private final String folder;

  private OnnxNliClient(String folder) {
    this.folder = folder;
  }

  /** Returns a judge with the model in this folder, of the layout that exporters to ONNX write. */
  public static OnnxNliClient of(Path folder) {
    return new OnnxNliClient(folder.toAbsolutePath().toString());
  }

  /**
   * Loads the model once on this machine and lets it judge a pair, to learn before a run whether it
   * can be used.
   *
   * @throws IOException if it cannot; the message says which file is missing or wrong
   */
  public void check() throws IOException {
    try (OnnxNliModel model = OnnxNliModel.open(Path.of(folder))) {
      model.classify("Answer in one word.", List.of("The answer has one word."));
    }
  }

  @Override
  public PTransform<PCollection<NliQuestion>, PCollectionTuple> classify() {
    return new Classify(folder);
  }

  private static final class Classify
      extends PTransform<PCollection<NliQuestion>, PCollectionTuple> {
    private static final long serialVersionUID = 1;

    private final String folder;

    Classify(String folder) {
      this.folder = folder;
    }

    @Override
    public PCollectionTuple expand(PCollection<NliQuestion> questions) {
      return questions
          .apply("Spread", Reshuffle.viaRandomKey())
          .apply(
              "Model",
              ParDo.of(new ClassifyFn(folder))
                  .withOutputTags(RESULTS, TupleTagList.of(FAILURES).and(USAGE)));
    }
  }

  private static final class ClassifyFn extends DoFn<NliQuestion, NliResult> {
    private static final long serialVersionUID = 1;

    private final String folder;
    private transient @Nullable OnnxNliModel model;

    ClassifyFn(String folder) {
      this.folder = folder;
    }

    @Setup
    public void setup() throws IOException {
      model = MODELS.take(folder, () -> OnnxNliModel.open(Path.of(folder)));
    }

    @ProcessElement
    public void process(@Element NliQuestion question, OutputReceiver<NliResult> out)
        throws IOException {
      if (model == null) {
        throw new IllegalStateException("not set up");
      }
      List<String> labels = new ArrayList<>();
      for (List<String> batch : question.batches()) {
        labels.addAll(model.classify(question.getPremise(), batch));
      }
      out.output(NliResult.builder().setQuestion(question).setLabels(labels).build());
    }

    @Teardown
    public void teardown() {
      if (model != null) {
        MODELS.giveBack(model);
        model = null;
      }
    }
  }
}
