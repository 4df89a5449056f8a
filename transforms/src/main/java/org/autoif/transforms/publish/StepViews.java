package org.autoif.transforms.publish;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.llm.Usage;
import org.autoif.io.record.Failure;
import org.autoif.io.record.Rejection;
import org.autoif.transforms.step.StepCounts;

/**
 * What each step did, counted over the data itself.
 *
 * @param kept count by step
 * @param rejected count by step and reason
 * @param failed count by step and kind
 * @param usage by step and role
 */
record StepViews(
    PCollectionView<Map<String, Long>> kept,
    PCollectionView<Map<String, Long>> rejected,
    PCollectionView<Map<String, Long>> failed,
    PCollectionView<Map<String, Usage>> usage)
    implements Serializable {

  static StepViews of(
      PCollection<KV<String, Long>> kept,
      PCollection<Rejection> rejected,
      PCollection<Failure> failed,
      PCollection<Usage> usage) {
    return new StepViews(
        kept.apply("SumKept", Sum.longsPerKey()).apply("Kept", View.asMap()),
        counts("CountRejected", rejected, r -> key(r.getStep(), r.getReason())),
        counts("CountFailed", failed, f -> key(f.getStep(), f.getKind())),
        usage
            .apply(
                "KeyUsage",
                WithKeys.of((Usage u) -> key(u.getStep(), u.getRole()))
                    .withKeyType(TypeDescriptors.strings()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), usage.getCoder()))
            .apply("SumUsage", Combine.perKey(StepViews::sum))
            .apply("Usage", View.asMap()));
  }

  /** Returns what a DoFn has to be given as side inputs. */
  List<PCollectionView<?>> all() {
    return List.of(kept, rejected, failed, usage);
  }

  /** Returns the counts by step, in the order of {@code steps}. */
  Map<String, StepCounts> byStep(List<String> steps, DoFn<?, ?>.ProcessContext c) {
    return StepCounts.byStep(
        steps, c.sideInput(kept), c.sideInput(rejected), c.sideInput(failed), c.sideInput(usage));
  }

  private static <T> PCollectionView<Map<String, Long>> counts(
      String name, PCollection<T> records, SerializableFunction<T, String> key) {
    return records
        .apply(name + "Keys", MapElements.into(TypeDescriptors.strings()).via(key))
        .apply(name, Count.perElement())
        .apply(name + "View", View.asMap());
  }

  private static Usage sum(Iterable<Usage> all) {
    Usage sum = null;
    for (Usage usage : all) {
      sum = sum == null ? usage : sum.plus(usage);
    }
    if (sum == null) {
      throw new IllegalArgumentException("a sum of nothing");
    }
    return sum;
  }

  private static String key(String step, String what) {
    return step + StepCounts.SEPARATOR + what;
  }
}
