package org.autoif.transforms.instruct;

import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.function;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.testing.TestPipeline;
import org.autoif.io.nli.NliQuestion;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Failure;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.VerifierFunction;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.Steps;
import org.autoif.transforms.step.prompt.Prompts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class FilterByEntailmentTest {
  private static final Class<?> STEP = FilterByEntailment.class;

  // The judge says what the back-translation says.
  private static final FilterByEntailment BY_JUDGE =
      FilterByEntailment.of(
          ChatNliClient.of(
              Steps.teacher(
                  (role, request) -> {
                    String says = Steps.asked(Prompts.Name.ENTAILMENT, "hypothesis", request);
                    return says.startsWith("!") ? says : role + ": " + says;
                  })));

  private static VerifierFunction translated(String source, String says) {
    return function(source, 1).toBuilder().setBackTranslation(says).build();
  }

  private static VerifierFunction labelled(VerifierFunction function, String label) {
    return function.toBuilder().setEntailment(label).build();
  }

  private static Constraint of(String instruction, VerifierFunction... functions) {
    return constraint(
        instruction,
        Arrays.stream(functions).sorted(Comparator.comparing(VerifierFunction::getId)).toList(),
        List.of());
  }

  private static Rejection refused(
      Constraint of, VerifierFunction function, String reason, String label) {
    return Step.rejection(
        STEP,
        reason,
        function.getId(),
        "'" + of.getInstruction() + "' against '" + function.getBackTranslation() + "': " + label,
        labelled(function, label));
  }

  @Test
  @Timeout(60)
  void givenLabels_thenOnlyContradictionsAndUnknownsGo() {
    VerifierFunction entailed = translated("f", "entailment");
    VerifierFunction neutral = translated("g", "{\"label\": \"Neutral\"}");
    VerifierFunction against = translated("h", "contradiction");
    VerifierFunction unclear = translated("i", "who knows");
    VerifierFunction cut = translated("m", "!length entailment");
    VerifierFunction unasked = function("j", 1);
    Constraint mixed = of("mixed is kept", entailed, neutral, against, unclear, cut, unasked);
    Constraint lost = of("lost is not", translated("k", "contradiction"));
    Constraint unchecked = of("unchecked goes on", function("l", 1), unasked);

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, mixed, lost, unchecked).apply(BY_JUDGE),
        List.of(
            of(
                "mixed is kept",
                labelled(entailed, "entailment"),
                labelled(neutral, "neutral"),
                unasked),
            unchecked),
        List.of(
            refused(mixed, against, "function_contradiction", "contradiction"),
            refused(mixed, unclear, "function_unjudged", "unknown"),
            refused(mixed, cut, "judgement_truncated", "truncated"),
            refused(
                lost, translated("k", "contradiction"), "function_contradiction", "contradiction"),
            Step.rejection(
                STEP,
                "instruction_without_functions",
                "lost",
                "1 of 1 back-translations contradict it",
                lost)),
        List.of(
            Steps.unreadable(
                STEP,
                "mixed-"
                    + mixed.getFunctions().stream()
                        .filter(f -> f.getBackTranslation() != null)
                        .toList()
                        .indexOf(unclear)
                    + "-0",
                "not one label out of [entailment, neutral, contradiction] in the answer",
                NliQuestion.builder()
                    .setId("mixed")
                    .setPremise("mixed is kept")
                    .setHypotheses(
                        mixed.getFunctions().stream()
                            .map(VerifierFunction::getBackTranslation)
                            .filter(Objects::nonNull)
                            .toList())
                    .setContext(Json.write(mixed))
                    .build(),
                "judge: who knows")));
    pipeline.run().waitUntilFinish();
  }

  /** Where no probe decides the instruction, nothing but the judge speaks for its functions. */
  @Test
  @Timeout(60)
  void givenInstructionsThatNoProbeDecides_thenTheirFunctionsMustBeEntailed() {
    VerifierFunction entailed = translated("f", "entailment");
    VerifierFunction neutral = translated("g", "neutral");
    VerifierFunction unasked = function("j", 1);
    Constraint pirate = of("Talk like a pirate.", entailed, neutral, unasked);
    Constraint words = of("Use exactly 5 words.", neutral, unasked);
    Constraint silent = of("Be funny.", unasked);

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, pirate, words, silent).apply(BY_JUDGE.withUnprobedEntailed(true)),
        List.of(
            of(pirate.getInstruction(), labelled(entailed, "entailment")),
            of(words.getInstruction(), labelled(neutral, "neutral"), unasked)),
        List.of(
            refused(pirate, neutral, "function_neutral", "neutral"),
            unprobed(pirate, unasked),
            unprobed(silent, unasked),
            Step.rejection(
                STEP,
                "instruction_without_functions",
                silent.getId(),
                "no judge was asked about it, and no probe decides it",
                silent)),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  @Timeout(60)
  void givenAStricterRule_thenAFunctionThatNobodySpeaksForGoesAllTheSame() {
    VerifierFunction entailed = translated("f", "entailment");
    VerifierFunction unasked = function("j", 1);
    Constraint pirate = of("Talk like a pirate.", entailed, unasked);
    Constraint words = of("Use exactly 5 words.", entailed, unasked);

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, pirate, words)
            .apply(BY_JUDGE.withRule(EntailmentRule.FORWARD).withUnprobedEntailed(true)),
        List.of(
            of(pirate.getInstruction(), labelled(entailed, "entailment")),
            of(words.getInstruction(), labelled(entailed, "entailment"), unasked)),
        List.of(unprobed(pirate, unasked)),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  private static Rejection unprobed(Constraint of, VerifierFunction function) {
    return Step.rejection(
        STEP,
        "function_unprobed",
        function.getId(),
        "'" + of.getInstruction() + "': no probe decides it, and no judge",
        function);
  }

  // Of a pair that is the same text twice the judge says what stands after the last word "is".
  private static FilterByEntailment controlled(EntailmentRule rule) {
    return FilterByEntailment.of(
            ChatNliClient.of(
                Steps.teacher(
                    (role, request) -> {
                      String premise = Steps.asked(Prompts.Name.ENTAILMENT, "premise", request);
                      String says = Steps.asked(Prompts.Name.ENTAILMENT, "hypothesis", request);
                      return says.equals(premise)
                          ? premise.substring(premise.lastIndexOf(" is ") + 4)
                          : says;
                    })))
        .withRule(rule)
        .withControls(true);
  }

  private static Rejection unbelieved(Constraint of, VerifierFunction function, String said) {
    return Step.rejection(
        STEP,
        "function_judge_untrusted",
        function.getId(),
        "'" + of.getInstruction() + "' against '" + function.getBackTranslation() + "': " + said,
        labelled(function, "untrusted"));
  }

  @Test
  @Timeout(60)
  void givenAJudgeWhoDoesNotKnowThatAnInstructionEntailsItself_thenItIsNotBelieved() {
    VerifierFunction entailed = translated("f", "entailment");
    VerifierFunction against = translated("h", "contradiction");
    VerifierFunction cut = translated("m", "!length entailment");
    Constraint trusted = of("one is entailment", entailed, against);
    Constraint untrusted = of("two is neutral", entailed, against, cut);

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, trusted, untrusted)
            .apply(controlled(EntailmentRule.NOT_CONTRADICTION)),
        List.of(
            of(trusted.getInstruction(), labelled(entailed, "entailment")),
            of(
                untrusted.getInstruction(),
                labelled(entailed, "untrusted"),
                labelled(against, "untrusted"))),
        List.of(
            refused(trusted, against, "function_contradiction", "contradiction"),
            refused(untrusted, cut, "judgement_truncated", "truncated")),
        List.of());
    pipeline.run().waitUntilFinish();

    TestPipeline strict = Steps.pipeline();
    Steps.expect(
        Steps.given(strict, trusted, of(untrusted.getInstruction(), entailed))
            .apply(controlled(EntailmentRule.FORWARD)),
        List.of(of(trusted.getInstruction(), labelled(entailed, "entailment"))),
        List.of(
            refused(trusted, against, "function_contradiction", "contradiction"),
            unbelieved(untrusted, entailed, "entailment"),
            without(
                of(untrusted.getInstruction(), entailed),
                "1 of 1 back-translations do not follow from it")),
        List.of());
    strict.run().waitUntilFinish();
  }

  @Test
  void givenTheReference_thenOneContradictionDropsTheInstruction() {
    VerifierFunction entailed = translated("f", "entailment");
    VerifierFunction against = translated("h", "contradiction");
    Constraint mixed = of("mixed is lost", entailed, against);
    Constraint good = of("good is kept", entailed);

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, mixed, good)
            .apply(BY_JUDGE.withContradictionDroppingInstruction(true)),
        List.of(of("good is kept", labelled(entailed, "entailment"))),
        List.of(
            refused(mixed, against, "function_contradiction", "contradiction"),
            Step.rejection(
                STEP,
                "instruction_contradiction",
                "mixed",
                "1 of 2 back-translations contradict it",
                mixed)),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  // Of "forward|back" the judge says the first of a hypothesis and the second of a premise.
  private static FilterByEntailment byBoth(EntailmentRule rule) {
    return FilterByEntailment.of(
            ChatNliClient.of(
                Steps.teacher(
                    (role, request) -> {
                      String premise = Steps.asked(Prompts.Name.ENTAILMENT, "premise", request);
                      String hypothesis =
                          Steps.asked(Prompts.Name.ENTAILMENT, "hypothesis", request);
                      return premise.contains("|")
                          ? premise.split("[|]", -1)[1]
                          : hypothesis.split("[|]", -1)[0];
                    })))
        .withRule(rule);
  }

  private static VerifierFunction labelled(VerifierFunction function, String label, String back) {
    return labelled(function, label).toBuilder().setEntailmentBack(back).build();
  }

  private static Rejection refusedBack(
      Constraint of, VerifierFunction function, String reason, String back) {
    return Step.rejection(
        STEP,
        reason,
        function.getId(),
        "'" + function.getBackTranslation() + "' against '" + of.getInstruction() + "': " + back,
        labelled(function, "entailment", back));
  }

  private static Rejection without(Constraint constraint, String detail) {
    return Step.rejection(
        STEP, "instruction_without_functions", constraint.getId(), detail, constraint);
  }

  @Test
  void givenForward_thenOnlyWhatTheInstructionEntailsStays() {
    VerifierFunction entailed = translated("f", "entailment|neutral");
    VerifierFunction neutral = translated("g", "neutral|entailment");
    Constraint mixed = of("mixed is kept", entailed, neutral, function("j", 1));
    Constraint lost = of("lost is not", neutral);

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, mixed, lost).apply(byBoth(EntailmentRule.FORWARD)),
        List.of(of("mixed is kept", labelled(entailed, "entailment"), function("j", 1))),
        List.of(
            refused(mixed, neutral, "function_neutral", "neutral"),
            refused(lost, neutral, "function_neutral", "neutral"),
            without(lost, "1 of 1 back-translations do not follow from it")),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  @Timeout(60)
  void givenMutual_thenBothDirectionsMustBeEntailmentAndNoInstructionIsLost() {
    VerifierFunction both = translated("f", "entailment|entailment");
    VerifierFunction alike = translated("e", "entailment|entailment");
    VerifierFunction wide = translated("g", "entailment|neutral");
    VerifierFunction against = translated("h", "entailment|contradiction");
    VerifierFunction first = translated("i", "neutral|entailment");
    VerifierFunction cut = translated("m", "entailment|!length entail");
    VerifierFunction broken = translated("n", "entailment|!PERMANENT");
    VerifierFunction unasked = function("j", 1);
    Constraint mixed = of("mixed is kept", both, alike, wide, against, first, cut, broken, unasked);
    Constraint lost = of("lost is not", broken);
    Constraint unchecked = of("unchecked goes on", unasked);

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, mixed, lost, unchecked).apply(byBoth(EntailmentRule.MUTUAL)),
        List.of(
            of(
                "mixed is kept",
                labelled(both, "entailment", "entailment"),
                labelled(alike, "entailment", "entailment"),
                unasked),
            unchecked),
        List.of(
            refused(mixed, first, "function_neutral", "neutral"),
            refusedBack(mixed, wide, "function_back_neutral", "neutral"),
            refusedBack(mixed, against, "function_back_contradiction", "contradiction"),
            refusedBack(mixed, cut, "function_back_truncated", "truncated"),
            refusedBack(mixed, broken, "function_back_unjudged", "unknown"),
            refusedBack(lost, broken, "function_back_unjudged", "unknown"),
            without(
                of("lost is not", labelled(broken, "entailment")),
                "it does not follow from 1 of 1 back-translations")),
        List.of(failedBack(mixed, broken), failedBack(lost, broken)));
    pipeline.run().waitUntilFinish();
  }

  private static Failure failedBack(Constraint constraint, VerifierFunction function) {
    String premise = Objects.requireNonNull(function.getBackTranslation());
    NliQuestion question =
        NliQuestion.builder()
            .setId(Ids.of("entailment_back", constraint.getId(), premise))
            .setPremise(premise)
            .setHypotheses(List.of(constraint.getInstruction()))
            .setContext(Json.write(constraint.getId()))
            .build();
    return Steps.refusedCall(
        Steps.call(
            STEP,
            ChatRoles.JUDGE,
            question.getId(),
            Prompts.Name.ENTAILMENT,
            Map.of("premise", premise, "hypothesis", constraint.getInstruction()),
            1,
            0.0,
            question),
        0,
        0);
  }

  @Test
  void givenAnotherName_thenTheMessageListsTheRules() {
    assertEquals(EntailmentRule.MUTUAL, EntailmentRule.named("mutual"));
    assertEquals(
        "entailment 'both': expected mutual, forward or not-contradiction",
        assertThrows(IllegalArgumentException.class, () -> EntailmentRule.named("both"))
            .getMessage());
  }
}
