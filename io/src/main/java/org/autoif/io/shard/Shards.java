package org.autoif.io.shard;

import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.autoif.io.record.Ids;

/**
 * Gathers records into a fixed number of groups by a hash of their ids.
 *
 * <p>A group is a bundle on the DirectRunner and a run of one subtask's only bundle on Flink, so
 * this is what lets a DoFn hold many slow calls in flight; a bare Reshuffle makes bundles of one
 * record.
 */
public final class Shards<T>
    extends PTransform<PCollection<T>, PCollection<KV<String, Iterable<T>>>> {
  private static final long serialVersionUID = 1;

  private final int groups;
  private final SerializableFunction<T, String> id;

  private Shards(int groups, SerializableFunction<T, String> id) {
    this.groups = groups;
    this.id = id;
  }

  /** Returns a spread over {@code groups} groups by the hash of what {@code id} returns. */
  public static <T> Shards<T> into(int groups, SerializableFunction<T, String> id) {
    if (groups < 1) {
      throw new IllegalArgumentException("groups " + groups + ": must be at least 1");
    }
    return new Shards<>(groups, id);
  }

  @Override
  public PCollection<KV<String, Iterable<T>>> expand(PCollection<T> input) {
    return input
        .apply("Key", ParDo.of(new KeyFn<>(groups, id)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), input.getCoder()))
        .apply("Group", GroupByKey.create());
  }

  private static final class KeyFn<T> extends DoFn<T, KV<String, T>> {
    private static final long serialVersionUID = 1;

    private final int groups;
    private final SerializableFunction<T, String> id;

    KeyFn(int groups, SerializableFunction<T, String> id) {
      this.groups = groups;
      this.id = id;
    }

    @ProcessElement
    public void process(@Element T record, OutputReceiver<KV<String, T>> out) {
      out.output(KV.of(Long.toString(Ids.number("spread", id.apply(record)) % groups), record));
    }
  }
}
