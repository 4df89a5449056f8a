package org.autoif.io.nli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
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
      model = Loaded.lease(folder);
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
        model = null;
        Loaded.release(folder);
      }
    }
  }

  /** The models of this process, each with how many use it. */
  private static final class Loaded {
    private static final Map<String, Loaded> ALL = new HashMap<>();

    private final OnnxNliModel model;
    private int users;

    private Loaded(OnnxNliModel model) {
      this.model = model;
    }

    static OnnxNliModel lease(String folder) throws IOException {
      synchronized (ALL) {
        Loaded loaded = ALL.get(folder);
        if (loaded == null) {
          loaded = new Loaded(OnnxNliModel.open(Path.of(folder)));
          ALL.put(folder, loaded);
        }
        loaded.users++;
        return loaded.model;
      }
    }

    static void release(String folder) {
      synchronized (ALL) {
        Loaded loaded = ALL.get(folder);
        if (loaded != null && --loaded.users == 0) {
          ALL.remove(folder);
          loaded.model.close();
        }
      }
    }
  }
}
