package org.autoif.transforms.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.autoif.io.gauge.Gauge;
import org.autoif.io.llm.Usage;
import org.autoif.io.record.Failure;
import org.autoif.io.record.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What comes out of a step, never mixed: the records that it kept, those that the method refused,
 * what broke, and what its chat calls cost.
 *
 * <p>The counters {@code kept}, {@code rejected} and {@code failed} of the step's class count the
 * first three.
 */
public final class StepOutput<T> implements POutput {
  private final Class<?> step;
  private final PCollection<T> kept;
  private final PCollection<Rejection> rejected;
  private final PCollection<Failure> failed;
  private final @Nullable PCollection<Usage> usage;

  private StepOutput(
      Class<?> step,
      PCollection<T> kept,
      PCollection<Rejection> rejected,
      PCollection<Failure> failed,
      @Nullable PCollection<Usage> usage) {
    this.step = step;
    this.kept = kept;
    this.rejected = rejected;
    this.failed = failed;
    this.usage = usage;
  }

  public static <T> StepOutput<T> of(
      Class<?> step,
      PCollection<T> kept,
      List<PCollection<Rejection>> rejected,
      List<PCollection<Failure>> failed,
      List<PCollection<Usage>> usage) {
    return new StepOutput<>(
        step,
        counted(step, Gauge.KEPT, "CountKept", kept),
        counted(
            step,
            Gauge.REJECTED,
            "CountRejected",
            flatten("FlattenRejected", kept, Rejection.class, rejected)),
        counted(
            step,
            Gauge.FAILED,
            "CountFailed",
            flatten("FlattenFailed", kept, Failure.class, failed)),
        usage.isEmpty() ? null : flatten("FlattenUsage", kept, Usage.class, usage));
  }

  /** Returns the output of a step that makes no calls and has one ParDo with both side outputs. */
  public static <T> StepOutput<T> of(Class<?> step, PCollectionTuple out, TupleTag<T> kept) {
    return of(
        step,
        out.get(kept),
        List.of(out.get(Step.REJECTED)),
        List.of(out.get(Step.FAILED)),
        List.of());
  }

  /** Returns the simple name of the step's class. */
  public String step() {
    return step.getSimpleName();
  }

  /** Returns the records that go on. */
  public PCollection<T> kept() {
    return kept;
  }

  /** Returns what the method refused, with reasons. */
  public PCollection<Rejection> rejected() {
    return rejected;
  }

  /** Returns what broke. */
  public PCollection<Failure> failed() {
    return failed;
  }

  /** Returns what the step's chat calls cost; absent for a step that makes none. */
  public @Nullable PCollection<Usage> usage() {
    return usage;
  }

  @Override
  public Pipeline getPipeline() {
    return kept.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    Map<TupleTag<?>, PValue> values = new LinkedHashMap<>();
    values.put(new TupleTag<T>("kept"), kept);
    values.put(new TupleTag<Rejection>("rejected"), rejected);
    values.put(new TupleTag<Failure>("failed"), failed);
    if (usage != null) {
      values.put(new TupleTag<Usage>("usage"), usage);
    }
    return values;
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}

  private static <R> PCollection<R> flatten(
      String name, PCollection<?> any, Class<R> type, List<PCollection<R>> parts) {
    if (parts.isEmpty()) {
      return any.getPipeline().apply(name, Create.empty(TypeDescriptor.of(type)));
    }
    return parts.size() == 1
        ? parts.get(0)
        : PCollectionList.of(parts).apply(name, Flatten.pCollections());
  }

  private static <R> PCollection<R> counted(
      Class<?> step, Gauge what, String name, PCollection<R> records) {
    return records.apply(name, ParDo.of(new CountFn<>(step, what))).setCoder(records.getCoder());
  }

  private static final class CountFn<R> extends DoFn<R, R> {
    private static final long serialVersionUID = 1;

    private final String step;
    private final Gauge gauge;
    private final Counter counter;

    CountFn(Class<?> step, Gauge gauge) {
      this.step = step.getSimpleName();
      this.gauge = gauge;
      this.counter = Metrics.counter(step, gauge.word());
    }

    @ProcessElement
    public void process(@Element R record, OutputReceiver<R> out) {
      counter.inc();
      gauge.add(step, 1);
      out.output(record);
    }
  }
}
