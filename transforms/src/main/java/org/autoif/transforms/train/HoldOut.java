package org.autoif.transforms.train;

import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.SftExample;
import org.autoif.transforms.step.StepOutput;

/**
 * Refuses rows about several instructions of which only some are held out: on either side of the
 * split they would leak an instruction to the other.
 *
 * @param <T> the rows
 */
public final class HoldOut<T> extends PTransform<PCollection<T>, StepOutput<T>> {
  private static final long serialVersionUID = 1;

  private final Split split;
  private final SerializableFunction<T, List<String>> instructions;

  private HoldOut(Split split, SerializableFunction<T, List<String>> instructions) {
    this.split = split;
    this.instructions = instructions;
  }

  /** Returns the check of SFT rows. */
  public static HoldOut<SftExample> sft(Split split) {
    return new HoldOut<>(split, Split::instructions);
  }

  /** Returns the check of preference rows. */
  public static HoldOut<PreferencePair> dpo(Split split) {
    return new HoldOut<>(split, Split::instructions);
  }

  /** Returns the check of verifiable-reward rows. */
  public static HoldOut<RewardTask> rlvr(Split split) {
    return new HoldOut<>(split, Split::instructions);
  }

  @Override
  public StepOutput<T> expand(PCollection<T> rows) {
    return rows.apply(
        "Check",
        RefuseRows.of(
            HoldOut.class,
            "row_across_split",
            row ->
                split.side(instructions.apply(row)) == null
                    ? "some of its instructions are held out for validation, some are not"
                    : null));
  }
}
