package org.autoif.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.autoif.io.llm.Usage;
import org.autoif.io.record.Failure;
import org.autoif.io.record.Rejection;
import org.autoif.transforms.step.StepOutput;

/**
 * Applies steps and gathers what they refuse, what breaks in them and what they count and cost, so
 * that the composition reads as the list of steps and each side stream has one sink.
 */
final class Outcomes {
  private final Set<String> steps = new LinkedHashSet<>();
  private final List<PCollection<Rejection>> rejected = new ArrayList<>();
  private final List<PCollection<Failure>> failed = new ArrayList<>();
  private final List<PCollection<Usage>> usage = new ArrayList<>();
  private final List<PCollection<KV<String, Long>>> kept = new ArrayList<>();

  /** Applies a step under the name of its class and returns what it keeps. */
  <I, T> PCollection<T> step(
      PCollection<I> records, PTransform<PCollection<I>, StepOutput<T>> step) {
    return step(step.getClass().getSimpleName(), records, step);
  }

  /** Applies a step under a name of its own, for steps that occur more than once. */
  <I, T> PCollection<T> step(
      String name, PCollection<I> records, PTransform<PCollection<I>, StepOutput<T>> step) {
    StepOutput<T> output = records.apply(name, step);
    steps.add(output.step());
    rejected.add(output.rejected());
    failed.add(output.failed());
    PCollection<Usage> cost = output.usage();
    if (cost != null) {
      usage.add(cost);
    }
    kept.add(
        output
            .kept()
            .apply(name + "Count", Count.globally())
            .apply(name + "CountKey", WithKeys.of(output.step()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of())));
    return output.kept();
  }

  /** Returns the names of the steps in the order in which they were applied. */
  List<String> steps() {
    return List.copyOf(steps);
  }

  PCollection<Rejection> rejected() {
    return PCollectionList.of(rejected).apply("Rejections", Flatten.pCollections());
  }

  PCollection<Failure> failed() {
    return PCollectionList.of(failed).apply("Failures", Flatten.pCollections());
  }

  PCollection<Usage> usage() {
    return PCollectionList.of(usage).apply("Usage", Flatten.pCollections());
  }

  PCollection<KV<String, Long>> kept() {
    return PCollectionList.of(kept).apply("Kept", Flatten.pCollections());
  }
}
