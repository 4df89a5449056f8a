package org.autoif.transforms.respond;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Message;
import org.autoif.io.record.Task;
import org.autoif.io.record.UserQuery;
import org.autoif.transforms.step.Join;
import org.autoif.transforms.step.NormalizedText;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.Words;

/**
 * Gives every instruction a number of user queries (paper, section 3.2: 16 an instruction, drawn
 * from ShareGPT).
 *
 * <p>Which queries meet which instruction follows from their contents and the run's seed alone; see
 * {@link PickQueries}.
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
    PCollectionTuple tasks =
        Join.byKey(
                distinct
                    .get(QUERY)
                    .apply("Pick", new PickQueries(constraints, perInstruction, seed)),
                constraints.apply(
                    "KeyByInstruction",
                    WithKeys.of((Constraint c) -> c.getId())
                        .withKeyType(TypeDescriptors.strings())))
            .apply(
                "Attach", ParDo.of(new AttachFn(perInstruction)).withOutputTags(TASK, Step.SIDES));
    return StepOutput.of(
        STEP,
        tasks.get(TASK),
        List.of(fit.get(Step.REJECTED), distinct.get(Step.REJECTED), tasks.get(Step.REJECTED)),
        List.of(fit.get(Step.FAILED)),
        List.of());
  }

  /**
   * Returns whether a query has an allowed length. It is measured in characters; for the least
   * length one that says as much as several letters counts as so many, so that a short question in
   * Chinese is a whole one.
   */
  public static boolean fits(String query, int least, int most) {
    String stripped = query.strip();
    return Words.letters(stripped) >= least
        && stripped.codePointCount(0, stripped.length()) <= most;
  }

  /** Returns the task of a query under constraints; its prompt is still the query alone. */
  public static Task task(UserQuery query, List<Constraint> constraints) {
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
      if (fits(stripped, least, most)) {
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
      Join<UserQuery, Constraint> meeting = Join.of(group.getValue());
      Constraint constraint = meeting.right().get(0);
      for (UserQuery query : meeting.left()) {
        out.get(TASK).output(task(query, List.of(constraint)));
      }
      if (meeting.left().isEmpty()) {
        out.get(Step.REJECTED)
            .output(
                Step.rejection(
                    STEP,
                    "instruction_without_queries",
                    constraint.getId(),
                    "no query is left for " + wanted + " tasks",
                    constraint));
      }
    }
  }
}
