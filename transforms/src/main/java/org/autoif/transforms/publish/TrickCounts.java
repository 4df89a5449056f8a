package org.autoif.transforms.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.record.RewardProbe;
import org.autoif.transforms.step.StepCounts;
import org.autoif.transforms.train.probe.Tricks;

/** How many functions each trick fools, without and with the guards of the reward. */
final class TrickCounts {
  private static final KvCoder<String, Long> CODER =
      KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of());

  private TrickCounts() {}

  /** Counts over the probes among what is published; nothing if there are none. */
  static PCollectionView<Map<String, Long>> of(PCollectionTuple in, TupleTag<RewardProbe> probes) {
    PCollection<KV<String, Long>> counts =
        in.has(probes)
            ? in.get(probes)
                .apply(
                    "TrickCounts",
                    FlatMapElements.into(
                            TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.longs()))
                        .via(TrickCounts::counts))
                .setCoder(CODER)
            : in.getPipeline().apply("NoProbes", Create.empty(CODER));
    return counts.apply("SumTricks", Sum.longsPerKey()).apply("Tricks", View.asMap());
  }

  private static List<KV<String, Long>> counts(RewardProbe probe) {
    long fooled = probe.getFooled();
    return List.of(
        KV.of(key(probe.getTrick(), "functions"), (long) probe.getFunctions()),
        KV.of(key(probe.getTrick(), "fooled"), fooled),
        KV.of(key(probe.getTrick(), "rewarded"), probe.getGuard() == null ? fooled : 0));
  }

  private static String key(String trick, String what) {
    return trick + StepCounts.SEPARATOR + what;
  }

  /** Puts the counts into a manifest, in the order of the tricks. */
  static void into(ObjectNode manifest, Map<String, Long> counts) {
    if (counts.isEmpty()) {
      return;
    }
    ArrayNode tricks = manifest.putArray("tricks");
    for (String name : Tricks.names()) {
      ObjectNode trick = tricks.addObject().put("trick", name);
      for (String what : List.of("functions", "fooled", "rewarded")) {
        trick.put(what, counts.getOrDefault(key(name, what), 0L));
      }
    }
  }
}
