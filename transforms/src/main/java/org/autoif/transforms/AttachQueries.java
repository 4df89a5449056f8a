package org.autoif.transforms;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Message;
import org.autoif.io.record.Task;
import org.autoif.io.record.UserQuery;

/**
 * Gives every instruction a number of user queries (paper, section 3.2: 16 an instruction, drawn
 * from ShareGPT).
 *
 * <p>Which queries meet which instruction follows from their contents and the run's seed alone: an
 * instruction takes the queries that rank highest for it under a hash. So that a million queries
 * need no common list, they are first cut into buckets of some hundreds by another hash, and an
 * instruction looks only into as many buckets as it wants queries.
 *
 * <p>Rejected are queries that are too short or too long, and duplicates on normalised text. No two
 * tasks have the same instruction and query.
 */
public final class AttachQueries extends PTransform<PCollection<Constraint>, StepOutput<Task>> {
  private static final long serialVersionUID = 1;

  /** The {@code rewrite} of a task whose prompt is still the bare query. */
  static final String NOT_REWRITTEN = "none";

  private static final Class<?> STEP = AttachQueries.class;
  private static final TupleTag<UserQuery> QUERY = new TupleTag<>() {};
  private static final TupleTag<Task> TASK = new TupleTag<>() {};
  private static final int BUCKET_SIZE = 256;

  /** As many queries as this for each that is wanted are enough to look into a part of them. */
  private static final int MUCH = 16;

  private final PCollection<String> queries;
  private final int perInstruction;
  private final int minCharacters;
  private final int maxCharacters;
  private final long seed;

  private AttachQueries(
      PCollection<String> queries,
      int perInstruction,
      int minCharacters,
      int maxCharacters,
      long seed) {
    this.queries = queries;
    this.perInstruction = perInstruction;
    this.minCharacters = minCharacters;
    this.maxCharacters = maxCharacters;
    this.seed = seed;
  }

  /**
   * Returns a step that attaches 16 of these queries, of 20 to 300 characters, to an instruction.
   */
  public static AttachQueries of(PCollection<String> queries, long seed) {
    return new AttachQueries(queries, 16, 20, 300, seed);
  }

  /** Returns this step with another number of queries an instruction, at least 1. */
  public AttachQueries withQueriesPerInstruction(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("queriesPerInstruction " + count + ": must be at least 1");
    }
    return new AttachQueries(queries, count, minCharacters, maxCharacters, seed);
  }

  /**
   * Returns this step with other bounds on a query's length, in characters, both allowed.
   *
   * @throws IllegalArgumentException if they are not 1 &lt;= least &lt;= most
   */
  public AttachQueries withLengths(int least, int most) {
    if (least < 1 || least > most) {
      throw new IllegalArgumentException(
          "query lengths from " + least + " to " + most + ": must be 1 <= least <= most");
    }
    return new AttachQueries(queries, perInstruction, least, most, seed);
  }

  @Override
  public StepOutput<Task> expand(PCollection<Constraint> constraints) {
    PCollectionTuple fit =
        queries.apply(
            "CheckLength",
            ParDo.of(new LengthFn(minCharacters, maxCharacters)).withOutputTags(QUERY, Step.SIDES));
    PCollectionTuple distinct =
        fit.get(QUERY)
            .apply(
                "KeyById",
                WithKeys.of((UserQuery q) -> q.getId()).withKeyType(TypeDescriptors.strings()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), fit.get(QUERY).getCoder()))
            .apply("GroupEqual", GroupByKey.create())
            .apply("Distinct", ParDo.of(new DistinctFn()).withOutputTags(QUERY, Step.SIDES));
    PCollectionView<Long> count =
        distinct
            .get(QUERY)
            .apply("Count", Combine.globally(Count.<UserQuery>combineFn()).asSingletonView());
    Coder<UserQuery> query = distinct.get(QUERY).getCoder();
    Coder<Constraint> constraint = constraints.getCoder();
    PCollection<KV<String, KV<UserQuery, String>>> bucketed =
        distinct
            .get(QUERY)
            .apply(
                "QueryBuckets",
                ParDo.of(new QueryBucketFn(seed, perInstruction, count))
                    .withSideInput("count", count))
            .setCoder(either(query, StringUtf8Coder.of()));
    PCollection<KV<String, KV<UserQuery, String>>> pickers =
        constraints
            .apply(
                "InstructionBuckets",
                ParDo.of(new PickerFn(seed, perInstruction, count)).withSideInput("count", count))
            .setCoder(either(query, StringUtf8Coder.of()));
    PCollection<KV<String, KV<UserQuery, Constraint>>> picked =
        PCollectionList.of(bucketed)
            .and(pickers)
            .apply("Meet", Flatten.pCollections())
            .apply("GroupByBucket", GroupByKey.create())
            .apply(
                "Pick",
                ParDo.of(new PickFn(seed, perInstruction, count)).withSideInput("count", count))
            .setCoder(either(query, constraint));
    PCollectionTuple tasks =
        PCollectionList.of(picked)
            .and(
                constraints
                    .apply("KeyByInstruction", ParDo.of(new KeyFn()))
                    .setCoder(either(query, constraint)))
            .apply("Return", Flatten.pCollections())
            .apply("GroupByInstruction", GroupByKey.create())
            .apply(
                "Attach", ParDo.of(new AttachFn(perInstruction)).withOutputTags(TASK, Step.SIDES));
    return StepOutput.of(
        STEP,
        tasks.get(TASK),
        List.of(fit.get(Step.REJECTED), distinct.get(Step.REJECTED), tasks.get(Step.REJECTED)),
        List.of(fit.get(Step.FAILED)),
        List.of());
  }

  /** Returns the task of a query under constraints; its prompt is still the query alone. */
  static Task task(UserQuery query, List<Constraint> constraints) {
    List<String> parts = new ArrayList<>();
    parts.add(query.getId());
    constraints.forEach(c -> parts.add(c.getId()));
    return Task.builder()
        .setId(Ids.of("task", parts.toArray(String[]::new)))
        .setQuery(query)
        .setMessages(List.of(Message.user(query.getText())))
        .setConstraints(constraints)
        .setRewrite(NOT_REWRITTEN)
        .build();
  }

  /**
   * What meets under a key: one of the two, the other is null. A join by Beam would read a group
   * twice where it is large, which Flink does not let it do.
   */
  private static <A, B> KvCoder<String, KV<A, B>> either(Coder<A> a, Coder<B> b) {
    return KvCoder.of(StringUtf8Coder.of(), KvCoder.of(NullableCoder.of(a), NullableCoder.of(b)));
  }

  /** Into how many buckets queries are cut; one, if an instruction wants many of them. */
  private static long buckets(long queries, int wanted) {
    return queries <= (long) MUCH * wanted ? 1 : Math.max(1, queries / BUCKET_SIZE);
  }

  /** How many of its queries an instruction takes from each bucket. */
  private static Map<Long, Integer> picks(long seed, String instruction, int wanted, long buckets) {
    Map<Long, Integer> picks = new TreeMap<>();
    if (buckets == 1) {
      picks.put(0L, wanted);
      return picks;
    }
    for (int i = 0; i < wanted; i++) {
      long bucket =
          Ids.number("pick", Long.toString(seed), instruction, Integer.toString(i)) % buckets;
      picks.merge(bucket, 1, Integer::sum);
    }
    return picks;
  }

  private static final class LengthFn extends DoFn<String, UserQuery> {
    private static final long serialVersionUID = 1;

    private final int least;
    private final int most;

    LengthFn(int least, int most) {
      this.least = least;
      this.most = most;
    }

    @ProcessElement
    public void process(@Element String text, MultiOutputReceiver out) {
      String stripped = text.strip();
      UserQuery query =
          UserQuery.builder()
              .setId(Ids.of("query", NormalizedText.of(stripped)))
              .setText(stripped)
              .build();
      int length = stripped.codePointCount(0, stripped.length());
      if (length >= least && length <= most) {
        out.get(QUERY).output(query);
      } else {
        out.get(Step.REJECTED)
            .output(
                Step.rejection(
                    STEP,
                    "query_length",
                    query.getId(),
                    length + " characters, " + least + " to " + most + " are allowed",
                    query));
      }
    }
  }

  private static final class DistinctFn extends DoFn<KV<String, Iterable<UserQuery>>, UserQuery> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element KV<String, Iterable<UserQuery>> equal, MultiOutputReceiver out) {
      List<UserQuery> all = new ArrayList<>();
      equal.getValue().forEach(all::add);
      all.sort(Comparator.comparing(UserQuery::getText));
      out.get(QUERY).output(all.get(0));
      for (UserQuery query : all.subList(1, all.size())) {
        out.get(Step.REJECTED)
            .output(
                Step.rejection(
                    STEP,
                    "query_duplicate",
                    query.getId(),
                    "the same as '" + all.get(0).getText() + "'",
                    query));
      }
    }
  }

  private static final class QueryBucketFn
      extends DoFn<UserQuery, KV<String, KV<UserQuery, String>>> {
    private static final long serialVersionUID = 1;

    private final long seed;
    private final int wanted;
    private final PCollectionView<Long> count;

    QueryBucketFn(long seed, int wanted, PCollectionView<Long> count) {
      this.seed = seed;
      this.wanted = wanted;
      this.count = count;
    }

    @ProcessElement
    public void process(ProcessContext c) {
      long bucket =
          Ids.number("bucket", Long.toString(seed), c.element().getId())
              % buckets(c.sideInput(count), wanted);
      c.output(KV.of(Long.toString(bucket), KV.of(c.element(), null)));
    }
  }

  private static final class PickerFn extends DoFn<Constraint, KV<String, KV<UserQuery, String>>> {
    private static final long serialVersionUID = 1;

    private final long seed;
    private final int wanted;
    private final PCollectionView<Long> count;

    PickerFn(long seed, int wanted, PCollectionView<Long> count) {
      this.seed = seed;
      this.wanted = wanted;
      this.count = count;
    }

    @ProcessElement
    public void process(ProcessContext c) {
      String instruction = c.element().getId();
      long buckets = buckets(c.sideInput(count), wanted);
      for (long bucket : picks(seed, instruction, wanted, buckets).keySet()) {
        c.output(KV.of(Long.toString(bucket), KV.of(null, instruction)));
      }
    }
  }

  /** Gives each instruction of a bucket its share of the bucket's queries. */
  private static final class PickFn
      extends DoFn<
          KV<String, Iterable<KV<UserQuery, String>>>, KV<String, KV<UserQuery, Constraint>>> {
    private static final long serialVersionUID = 1;

    private final long seed;
    private final int wanted;
    private final PCollectionView<Long> count;

    PickFn(long seed, int wanted, PCollectionView<Long> count) {
      this.seed = seed;
      this.wanted = wanted;
      this.count = count;
    }

    @ProcessElement
    public void process(ProcessContext c) {
      List<UserQuery> bucket = new ArrayList<>();
      List<String> instructions = new ArrayList<>();
      for (KV<UserQuery, String> next : c.element().getValue()) {
        if (next.getKey() == null) {
          instructions.add(next.getValue());
        } else {
          bucket.add(next.getKey());
        }
      }
      long buckets = buckets(c.sideInput(count), wanted);
      long number = Long.parseLong(c.element().getKey());
      for (String instruction : instructions) {
        int take = picks(seed, instruction, wanted, buckets).getOrDefault(number, 0);
        // Ranked once each: a comparison would hash both again.
        Map<String, UserQuery> ranked = new TreeMap<>();
        bucket.forEach(
            query ->
                ranked.put(Ids.of("meet", Long.toString(seed), instruction, query.getId()), query));
        ranked.values().stream()
            .limit(take)
            .forEach(query -> c.output(KV.of(instruction, KV.of(query, null))));
      }
    }
  }

  private static final class KeyFn extends DoFn<Constraint, KV<String, KV<UserQuery, Constraint>>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(
        @Element Constraint constraint, OutputReceiver<KV<String, KV<UserQuery, Constraint>>> out) {
      out.output(KV.of(constraint.getId(), KV.of(null, constraint)));
    }
  }

  /** Makes the tasks of an instruction with the queries that it was given. */
  private static final class AttachFn
      extends DoFn<KV<String, Iterable<KV<UserQuery, Constraint>>>, Task> {
    private static final long serialVersionUID = 1;

    private final int wanted;

    AttachFn(int wanted) {
      this.wanted = wanted;
    }

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<KV<UserQuery, Constraint>>> group, MultiOutputReceiver out) {
      List<UserQuery> queries = new ArrayList<>();
      Constraint constraint = null;
      for (KV<UserQuery, Constraint> next : group.getValue()) {
        if (next.getKey() == null) {
          constraint = next.getValue();
        } else {
          queries.add(next.getKey());
        }
      }
      Constraint found = Objects.requireNonNull(constraint, group.getKey());
      for (UserQuery query : queries) {
        out.get(TASK).output(task(query, List.of(found)));
      }
      if (queries.isEmpty()) {
        out.get(Step.REJECTED)
            .output(
                Step.rejection(
                    STEP,
                    "instruction_without_queries",
                    found.getId(),
                    "no query is left for " + wanted + " tasks",
                    found));
      }
    }
  }
}
