package org.autoif.transforms.train;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.autoif.io.record.Message;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.SftExample;
import org.autoif.transforms.step.StepOutput;

/**
 * Refuses rows whose prompt shares a run of words with a prompt of a benchmark, so that what is
 * trained on them can still be measured there.
 *
 * @param <T> the rows
 */
public final class Decontaminate<T> extends PTransform<PCollection<T>, StepOutput<T>> {
  private static final long serialVersionUID = 1;

  private final ContaminationIndex index;
  private final SerializableFunction<T, List<Message>> prompt;

  private Decontaminate(ContaminationIndex index, SerializableFunction<T, List<Message>> prompt) {
    this.index = index;
    this.prompt = prompt;
  }

  /** Returns the check of SFT rows; their last turn is not a prompt. */
  public static Decontaminate<SftExample> sft(ContaminationIndex index) {
    return new Decontaminate<>(
        index, row -> row.getMessages().subList(0, row.getMessages().size() - 1));
  }

  /** Returns the check of preference rows. */
  public static Decontaminate<PreferencePair> dpo(ContaminationIndex index) {
    return new Decontaminate<>(index, PreferencePair::getPrompt);
  }

  /** Returns the check of verifiable-reward rows. */
  public static Decontaminate<RewardTask> rlvr(ContaminationIndex index) {
    return new Decontaminate<>(index, RewardTask::getPrompt);
  }

  @Override
  public StepOutput<T> expand(PCollection<T> rows) {
    return rows.apply(
        "Check",
        RefuseRows.of(
            Decontaminate.class,
            "row_contaminated",
            row -> {
              int shared =
                  index.shared(
                      prompt.apply(row).stream()
                          .map(Message::getContent)
                          .collect(Collectors.joining("\n")));
              return shared == 0 ? null : shared + " words in a row are a benchmark's";
            }));
  }
}
