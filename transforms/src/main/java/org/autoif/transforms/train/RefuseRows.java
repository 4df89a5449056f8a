package org.autoif.transforms.train;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the rows of a dataset that something speaks against; the others go on as they are.
 *
 * @param <T> the rows
 */
final class RefuseRows<T> extends PTransform<PCollection<T>, StepOutput<T>> {
  private static final long serialVersionUID = 1;

  private final Class<?> step;
  private final String reason;
  private final SerializableFunction<T, @Nullable String> against;

  private RefuseRows(
      Class<?> step, String reason, SerializableFunction<T, @Nullable String> against) {
    this.step = step;
    this.reason = reason;
    this.against = against;
  }

  /**
   * Returns a part of a step.
   *
   * @param against tells in detail what speaks against a row, or null if nothing does
   */
  static <T> RefuseRows<T> of(
      Class<?> step, String reason, SerializableFunction<T, @Nullable String> against) {
    return new RefuseRows<>(step, reason, against);
  }

  @Override
  public StepOutput<T> expand(PCollection<T> rows) {
    TupleTag<T> kept = new TupleTag<>() {};
    PCollectionTuple out =
        rows.apply(ParDo.of(new CheckFn<>(this, kept)).withOutputTags(kept, Step.SIDES));
    out.get(kept).setCoder(rows.getCoder());
    return StepOutput.of(step, out, kept);
  }

  private static final class CheckFn<T> extends DoFn<T, T> {
    private static final long serialVersionUID = 1;

    private final RefuseRows<T> rule;
    private final TupleTag<T> kept;

    CheckFn(RefuseRows<T> rule, TupleTag<T> kept) {
      this.rule = rule;
      this.kept = kept;
    }

    @ProcessElement
    public void process(@Element T row, MultiOutputReceiver out) {
      String detail = rule.against.apply(row);
      if (detail == null) {
        out.get(kept).output(row);
        return;
      }
      String json = Json.write(row);
      out.get(Step.REJECTED)
          .output(Step.rejection(rule.step, rule.reason, Ids.of("row", json), detail, json));
    }
  }
}
