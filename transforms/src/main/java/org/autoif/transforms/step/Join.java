package org.autoif.transforms.step;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * The values of two kinds that have a key in common. Beam's own join reads a group again where it
 * is large, which Flink's batch refuses; here each is read once, and is in memory as a whole.
 *
 * @param left those of the first kind
 * @param right those of the second
 */
public record Join<A, B>(List<A> left, List<B> right) {
  /** Returns the groups of two collections: of each pair in one, the other side is null. */
  public static <A, B> PCollection<KV<String, Iterable<KV<A, B>>>> byKey(
      PCollection<KV<String, A>> left, PCollection<KV<String, B>> right) {
    KvCoder<String, A> a = (KvCoder<String, A>) left.getCoder();
    KvCoder<String, B> b = (KvCoder<String, B>) right.getCoder();
    Coder<KV<String, KV<A, B>>> either =
        KvCoder.of(
            a.getKeyCoder(),
            KvCoder.of(NullableCoder.of(a.getValueCoder()), NullableCoder.of(b.getValueCoder())));
    return PCollectionList.of(left.apply("Left", ParDo.of(new LeftFn<A, B>())).setCoder(either))
        .and(right.apply("Right", ParDo.of(new RightFn<A, B>())).setCoder(either))
        .apply("Flatten", Flatten.pCollections())
        .apply("Group", GroupByKey.create());
  }

  /** Returns what met under a key. */
  public static <A, B> Join<A, B> of(Iterable<KV<A, B>> group) {
    Join<A, B> meeting = new Join<>(new ArrayList<>(), new ArrayList<>());
    for (KV<A, B> next : group) {
      if (next.getKey() == null) {
        meeting.right.add(next.getValue());
      } else {
        meeting.left.add(next.getKey());
      }
    }
    return meeting;
  }

  private static final class LeftFn<A, B> extends DoFn<KV<String, A>, KV<String, KV<A, B>>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element KV<String, A> value, OutputReceiver<KV<String, KV<A, B>>> out) {
      out.output(KV.of(value.getKey(), KV.of(value.getValue(), null)));
    }
  }

  private static final class RightFn<A, B> extends DoFn<KV<String, B>, KV<String, KV<A, B>>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element KV<String, B> value, OutputReceiver<KV<String, KV<A, B>>> out) {
      out.output(KV.of(value.getKey(), KV.of(null, value.getValue())));
    }
  }
}
