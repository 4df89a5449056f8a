package org.autoif.transforms.respond;

import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Ids;
import org.autoif.io.record.UserQuery;
import org.autoif.transforms.step.Join;

/**
 * Says which queries an instruction gets, by its id, each query once.
 *
 * <p>An instruction takes the queries that rank highest for it under a hash. So that a million
 * queries need no common list, they are first cut into buckets of some hundreds by another hash,
 * and an instruction looks only into as many buckets as it wants queries.
 */
final class PickQueries
    extends PTransform<PCollection<UserQuery>, PCollection<KV<String, UserQuery>>> {
  private static final long serialVersionUID = 1;

  private static final int BUCKET_SIZE = 256;

  /** As many queries as this for each that is wanted are enough to look into a part of them. */
  private static final int MUCH = 16;

  private final transient PCollection<Constraint> constraints;
  private final int wanted;
  private final long seed;

  PickQueries(PCollection<Constraint> constraints, int wanted, long seed) {
    this.constraints = constraints;
    this.wanted = wanted;
    this.seed = seed;
  }

  @Override
  public PCollection<KV<String, UserQuery>> expand(PCollection<UserQuery> queries) {
    Coder<String> string = StringUtf8Coder.of();
    PCollectionView<Long> count =
        queries.apply("Count", Combine.globally(Count.<UserQuery>combineFn()).asSingletonView());
    PCollection<KV<String, UserQuery>> buckets =
        queries
            .apply(
                "QueryBuckets",
                ParDo.of(new BucketFn(seed, wanted, count)).withSideInput("count", count))
            .setCoder(KvCoder.of(string, queries.getCoder()));
    PCollection<KV<String, KV<String, Integer>>> picks =
        constraints
            .apply(
                "InstructionBuckets",
                ParDo.of(new LookFn(seed, wanted, count)).withSideInput("count", count))
            .setCoder(KvCoder.of(string, KvCoder.of(string, VarIntCoder.of())));
    return Join.byKey(buckets, picks)
        .apply("Pick", ParDo.of(new PickFn(seed)))
        .setCoder(KvCoder.of(string, queries.getCoder()));
  }

  /** Into how many buckets queries are cut; one, if an instruction wants many of them. */
  private static long buckets(long queries, int wanted) {
    return queries <= (long) MUCH * wanted ? 1 : Math.max(1, queries / BUCKET_SIZE);
  }

  /** Puts a query into its bucket. */
  private static final class BucketFn extends DoFn<UserQuery, KV<String, UserQuery>> {
    private static final long serialVersionUID = 1;

    private final long seed;
    private final int wanted;
    private final PCollectionView<Long> count;

    BucketFn(long seed, int wanted, PCollectionView<Long> count) {
      this.seed = seed;
      this.wanted = wanted;
      this.count = count;
    }

    @ProcessElement
    public void process(ProcessContext c) {
      long bucket =
          Ids.number("bucket", Long.toString(seed), c.element().getId())
              % buckets(c.sideInput(count), wanted);
      c.output(KV.of(Long.toString(bucket), c.element()));
    }
  }

  /** Says into which buckets an instruction looks, and for how many queries in each. */
  private static final class LookFn extends DoFn<Constraint, KV<String, KV<String, Integer>>> {
    private static final long serialVersionUID = 1;

    private final long seed;
    private final int wanted;
    private final PCollectionView<Long> count;

    LookFn(long seed, int wanted, PCollectionView<Long> count) {
      this.seed = seed;
      this.wanted = wanted;
      this.count = count;
    }

    @ProcessElement
    public void process(ProcessContext c) {
      String instruction = c.element().getId();
      long buckets = buckets(c.sideInput(count), wanted);
      Map<Long, Integer> picks = new TreeMap<>();
      if (buckets == 1) {
        picks.put(0L, wanted);
      } else {
        for (int i = 0; i < wanted; i++) {
          String pick = Integer.toString(i);
          long bucket = Ids.number("pick", Long.toString(seed), instruction, pick) % buckets;
          picks.merge(bucket, 1, Integer::sum);
        }
      }
      picks.forEach(
          (bucket, take) -> c.output(KV.of(Long.toString(bucket), KV.of(instruction, take))));
    }
  }

  /** Gives each instruction of a bucket its share of the bucket's queries. */
  private static final class PickFn
      extends DoFn<
          KV<String, Iterable<KV<UserQuery, KV<String, Integer>>>>, KV<String, UserQuery>> {
    private static final long serialVersionUID = 1;

    private final long seed;

    PickFn(long seed) {
      this.seed = seed;
    }

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<KV<UserQuery, KV<String, Integer>>>> bucket,
        OutputReceiver<KV<String, UserQuery>> out) {
      Join<UserQuery, KV<String, Integer>> meeting = Join.of(bucket.getValue());
      for (KV<String, Integer> pick : meeting.right()) {
        String instruction = pick.getKey();
        // Ranked once each: a comparison would hash both again.
        Map<String, UserQuery> ranked = new TreeMap<>();
        for (UserQuery query : meeting.left()) {
          ranked.put(Ids.of("meet", Long.toString(seed), instruction, query.getId()), query);
        }
        ranked.values().stream()
            .limit(pick.getValue())
            .forEach(query -> out.output(KV.of(instruction, query)));
      }
    }
  }
}
