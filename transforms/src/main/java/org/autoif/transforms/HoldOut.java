package org.autoif.transforms;

import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.SftExample;

/**
 * Refuses rows about several instructions of which only some are held out: on either side of the
 * split they would leak an instruction to the other.
 *
 * @param <T> the rows
 */
public final class HoldOut<T> extends PTransform<PCollection<T>, StepOutput<T>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = HoldOut.class;

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
    TupleTag<T> kept = new TupleTag<>() {};
    PCollectionTuple out =
        rows.apply(
            "Check",
            ParDo.of(new CheckFn<>(split, instructions, kept)).withOutputTags(kept, Step.SIDES));
    out.get(kept).setCoder(rows.getCoder());
    return StepOutput.of(STEP, out, kept);
  }

  private static final class CheckFn<T> extends DoFn<T, T> {
    private static final long serialVersionUID = 1;

    private final Split split;
    private final SerializableFunction<T, List<String>> instructions;
    private final TupleTag<T> kept;

    CheckFn(Split split, SerializableFunction<T, List<String>> instructions, TupleTag<T> kept) {
      this.split = split;
      this.instructions = instructions;
      this.kept = kept;
    }

    @ProcessElement
    public void process(@Element T row, MultiOutputReceiver out) {
      if (split.side(instructions.apply(row)) != null) {
        out.get(kept).output(row);
        return;
      }
      String json = Json.write(row);
      out.get(Step.REJECTED)
          .output(
              Step.rejection(
                  STEP,
                  "row_across_split",
                  Ids.of("row", json),
                  "some of its instructions are held out for validation, some are not",
                  json));
    }
  }
}
