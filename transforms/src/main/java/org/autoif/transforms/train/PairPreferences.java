package org.autoif.transforms.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.Response;
import org.autoif.io.record.TaskResponses;
import org.autoif.io.record.TestCase;
import org.autoif.transforms.respond.ResponseRejection;
import org.autoif.transforms.step.Bound;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;

/**
 * Makes preference pairs (paper, section 3.3, offline DPO) at one of two levels.
 *
 * <p>At the level of instructions the prompt is the instruction, and test cases that hold are
 * preferred to cases that fail. At the level of queries the prompt is the task's, and answers over
 * the bound that no step refused are preferred to answers with pass rate 0. Both sides are needed:
 * a prompt without either is a rejection. An UNSCORED answer is on neither side. A pair never has
 * two equal texts, and its two are as close in length and wording as there are; where a bound is
 * set, no pair is over it, and a prompt that has no other is a rejection, too.
 *
 * @param <T> what pairs are made of
 */
public final class PairPreferences<T>
    extends PTransform<PCollection<T>, StepOutput<PreferencePair>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = PairPreferences.class;
  private static final TupleTag<PreferencePair> KEPT = new TupleTag<>() {};

  private final Level<T> level;
  private final Bound passRate;
  private final Pairing.Choice choice;

  /** What differs between the levels. */
  private interface Level<T> extends Serializable {
    Candidates candidates(T record, Bound passRate);
  }

  private record Candidates(
      String level,
      String id,
      List<Message> prompt,
      List<String> instructionIds,
      List<Pairing.Answer> accepted,
      List<Pairing.Answer> refused) {}

  private PairPreferences(Level<T> level, Bound passRate, Pairing.Choice choice) {
    this.level = level;
    this.passRate = passRate;
    this.choice = choice;
  }

  /** Returns pairs of test cases: pass rate above 0.5 against 0, at most 3 an instruction. */
  public static PairPreferences<Constraint> ofInstructions() {
    return new PairPreferences<>(
        PairPreferences::ofCases, Bound.above(0.5), Pairing.Choice.DEFAULT);
  }

  /** Returns pairs of answers: pass rate above 0.5 against 0, at most 3 a task. */
  public static PairPreferences<TaskResponses> ofQueries() {
    return new PairPreferences<>(
        PairPreferences::ofResponses, Bound.above(0.5), Pairing.Choice.DEFAULT);
  }

  /** Returns this step with another bound on the pass rate of the preferred side. */
  public PairPreferences<T> withPassRate(Bound bound) {
    return new PairPreferences<>(level, bound, choice);
  }

  /** Returns this step with another choice of the pairs of a prompt. The paper leaves it open. */
  public PairPreferences<T> withChoice(Pairing.Choice other) {
    return new PairPreferences<>(level, passRate, other);
  }

  @Override
  public StepOutput<PreferencePair> expand(PCollection<T> records) {
    PCollectionTuple out =
        records.apply(
            "Pair",
            ParDo.of(new PairFn<T>(record -> level.candidates(record, passRate), choice))
                .withOutputTags(KEPT, Step.SIDES));
    return StepOutput.of(STEP, out, KEPT);
  }

  private static Candidates ofCases(Constraint constraint, Bound passRate) {
    List<Pairing.Answer> accepted = new ArrayList<>();
    List<Pairing.Answer> refused = new ArrayList<>();
    for (TestCase testCase : constraint.getCases()) {
      Double agreement = testCase.getAccuracy();
      double agree = agreement == null ? 1 : agreement;
      double rate = testCase.getExpected() ? agree : 1 - agree;
      if (testCase.getInput().isBlank()) {
        continue; // nothing that a model should learn to say, or not to say
      }
      if (testCase.getExpected() && passRate.admits(rate)) {
        accepted.add(new Pairing.Answer(testCase.getInput(), rate));
      } else if (!testCase.getExpected() && rate == 0) {
        refused.add(new Pairing.Answer(testCase.getInput(), rate));
      }
    }
    return new Candidates(
        "instruction",
        constraint.getId(),
        List.of(Message.user(constraint.getInstruction())),
        List.of(constraint.getId()),
        accepted,
        refused);
  }

  private static Candidates ofResponses(TaskResponses judged, Bound passRate) {
    List<Pairing.Answer> accepted = new ArrayList<>();
    List<Pairing.Answer> refused = new ArrayList<>();
    for (Response response : judged.getResponses()) {
      Double rate = response.getPassRate();
      if (rate == null) {
        continue;
      }
      if (response.getRejection() == null && passRate.admits(rate)) {
        accepted.add(new Pairing.Answer(response.getText(), rate, response.getConfidence()));
      } else if (rate == 0 && ResponseRejection.isExample(response.getRejection())) {
        refused.add(new Pairing.Answer(response.getText(), rate, response.getConfidence()));
      }
    }
    return new Candidates(
        "query",
        judged.getTask().getId(),
        judged.getTask().getMessages(),
        judged.getTask().getConstraints().stream().map(Constraint::getId).toList(),
        accepted,
        refused);
  }

  private static final class PairFn<T> extends DoFn<T, PreferencePair> {
    private static final long serialVersionUID = 1;

    private final SerializableFunction<T, Candidates> candidates;
    private final Pairing.Choice choice;

    PairFn(SerializableFunction<T, Candidates> candidates, Pairing.Choice choice) {
      this.candidates = candidates;
      this.choice = choice;
    }

    @ProcessElement
    public void process(@Element T record, MultiOutputReceiver out) {
      Candidates c = candidates.apply(record);
      if (c.accepted().isEmpty() || c.refused().isEmpty()) {
        refuse(c, c.accepted().isEmpty() ? "_without_positive" : "_without_negative", out);
        return;
      }
      List<PreferencePair> made =
          Pairing.pair(
              c.level(), c.prompt(), c.instructionIds(), c.accepted(), c.refused(), choice);
      if (made.isEmpty()) {
        refuse(
            c,
            choice.lengthRatio() < Double.POSITIVE_INFINITY
                ? "_with_lengths_apart"
                : "_with_equal_texts",
            out);
      }
      made.forEach(out.get(KEPT)::output);
    }

    private static void refuse(Candidates c, String why, MultiOutputReceiver out) {
      out.get(Step.REJECTED)
          .output(
              Step.rejection(
                  STEP,
                  c.level() + why,
                  c.id(),
                  c.accepted().size() + " accepted, " + c.refused().size() + " refused",
                  Json.mapper()
                      .createObjectNode()
                      .put("id", c.id())
                      .<ObjectNode>set("prompt", Json.mapper().valueToTree(c.prompt()))
                      .toString()));
    }
  }
}
