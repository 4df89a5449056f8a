package org.autoif.transforms.instruct;

import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.autoif.io.llm.pool.CompleteChats;
import org.autoif.io.nli.NliClient;
import org.autoif.io.nli.NliQuestion;
import org.autoif.io.nli.NliResult;
import org.autoif.transforms.step.AskModel;
import org.autoif.transforms.step.Step;

/** Judges by calls: one call a question, whose answer has the labels. */
final class NliByCalls extends PTransform<PCollection<NliQuestion>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** The label of a hypothesis that could not be judged. */
  static final String UNKNOWN = "unknown";

  private final CompleteChats chats;
  private final AskModel.Ask<NliQuestion> ask;
  private final AskModel.Read read;

  NliByCalls(CompleteChats chats, AskModel.Ask<NliQuestion> ask, AskModel.Read read) {
    this.chats = chats;
    this.ask = ask;
    this.read = read;
  }

  @Override
  public PCollectionTuple expand(PCollection<NliQuestion> questions) {
    AskModel.Result<NliResult> result =
        AskModel.run(questions, chats, ask, read, NliClient.RESULTS);
    return PCollectionTuple.of(NliClient.RESULTS, result.kept())
        .and(
            NliClient.FAILURES,
            PCollectionList.of(result.sides().get(Step.FAILED))
                .and(result.callFailures())
                .apply("Failures", Flatten.pCollections()))
        .and(NliClient.USAGE, result.usage());
  }
}
