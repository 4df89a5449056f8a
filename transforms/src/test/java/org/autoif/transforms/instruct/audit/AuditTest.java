package org.autoif.transforms.instruct.audit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.TestCase;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.FakeVerifierEngine;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.junit.jupiter.api.Test;

final class AuditTest {
  private static final List<TestCase> CASES =
      List.of(testCase("a long text with gold", true), testCase("short", false));

  /** Every rule but those that go by the words of the instruction. */
  private static final AuditSettings UNPROBED =
      new AuditSettings(EnumSet.range(AuditRule.EMPTY, AuditRule.VACUOUS), 0.8);

  @Test
  void givenProbe_thenWhatIsWrongAboutItIsToldWithItsText() {
    Audit audit = new Audit(constraint(CASES, "contains:gold", "true"), AuditSettings.usual());
    run(audit, new FakeVerifierEngine());
    assertThat(
        audit.against(0).get(AuditRule.PROBES),
        startsWith("accepts a text with 'gold' only within other words: 'Water the garden"));
    assertThat(
        audit.against(1).get(AuditRule.PROBES), startsWith("accepts a text with 'gold' missing:"));
  }

  @Test
  void givenDressOfWhichNothingIsSaid_thenAFunctionThatJudgesByItIsTold() {
    AuditSettings dress = new AuditSettings(Set.of(AuditRule.DRESS), 1);
    Audit audit = new Audit(constraint(CASES, "length<23"), dress);
    run(audit, new FakeVerifierEngine());
    assertThat(
        audit.against(0).get(AuditRule.DRESS),
        startsWith(
            "refuses an answer that it accepts, once it has spaces at its start: '  a long"));
  }

  @Test
  void givenAnInstructionThatNoProbeDecides_thenItsFunctionsAreUnprobed() {
    AuditSettings unprobed = new AuditSettings(Set.of(AuditRule.UNPROBED), 1);
    for (String instruction : List.of("Talk like a pirate.", "Mention \"gold\", and be funny.")) {
      Constraint constraint =
          constraint(CASES, "contains:gold").toBuilder().setInstruction(instruction).build();
      Audit audit = new Audit(constraint, unprobed);
      run(audit, new FakeVerifierEngine());
      assertThat(instruction, audit.against(0).keySet(), is(Set.of(AuditRule.UNPROBED)));
    }
    assertThat(audit(unprobed, CASES, "contains:gold").get(0), is(Set.of()));
  }

  @Test
  void givenFunctions_thenEachRuleFindsItsOwn() {
    List<Set<AuditRule>> found =
        audit(
            UNPROBED,
            CASES,
            "contains:gold",
            "true",
            "false",
            "not-contains:short",
            "contains:Mention",
            "length>9",
            "length<4000");
    assertThat(found.get(0), is(Set.of()));
    assertThat(
        found.get(1),
        is(
            EnumSet.of(
                AuditRule.EMPTY,
                AuditRule.REFUSAL,
                AuditRule.UNRELATED,
                AuditRule.CONSTANT,
                AuditRule.ONESIDED)));
    assertThat(found.get(2), is(EnumSet.of(AuditRule.CONSTANT, AuditRule.ONESIDED)));
    assertThat(
        found.get(3), is(EnumSet.of(AuditRule.EMPTY, AuditRule.REFUSAL, AuditRule.UNRELATED)));
    assertThat(found.get(4), is(EnumSet.of(AuditRule.ECHO, AuditRule.ONESIDED)));
    assertThat(found.get(5), is(EnumSet.of(AuditRule.REFUSAL, AuditRule.UNRELATED)));
  }

  /** What is right of all cases, and may still never be so of an answer that deserves it. */
  @Test
  void givenCasesOfOneVerdict_thenTheyAreOnesided() {
    AuditSettings onesided = new AuditSettings(Set.of(AuditRule.ONESIDED), 1);
    String gold = "contains:gold";
    TestCase accepted = testCase("much gold", true);
    TestCase refused = testCase("nothing", false);
    assertThat(against(onesided, List.of(refused, refused), gold), is("accepted"));
    assertThat(
        against(onesided, List.of(accepted), gold), is("")); // a probe shows that it can refuse
    assertThat(against(onesided, List.of(testCase("none", true), refused), gold), is("accepted"));
    assertThat(against(onesided, List.of(accepted, refused), gold), is(""));
  }

  private static String against(AuditSettings settings, List<TestCase> cases, String function) {
    // What a pirate says nobody knows, so that no probe is to be accepted.
    Constraint constraint =
        constraint(cases, function).toBuilder()
            .setInstruction("Mention \"gold\", and talk like a pirate.")
            .build();
    Audit audit = new Audit(constraint, settings);
    FakeVerifierEngine engine = new FakeVerifierEngine();
    run(audit, engine);
    return audit
        .against(0)
        .getOrDefault(AuditRule.ONESIDED, "")
        .replace("agrees with no case that is to be ", "");
  }

  @Test
  void givenVerdictsThatDependOnEarlierTexts_thenTheyAreNotDeterministic() {
    assertThat(
        audit(UNPROBED, CASES, "first:3").get(0).contains(AuditRule.NONDETERMINISTIC), is(true));
  }

  @Test
  void givenRules_thenOnlyTheyCount() {
    assertThat(
        audit(new AuditSettings(Set.of(AuditRule.EMPTY), 0.8), CASES, "true").get(0),
        is(Set.of(AuditRule.EMPTY)));
    assertThat(
        audit(new AuditSettings(Set.of(AuditRule.UNRELATED), 1), CASES, "true").get(0),
        is(Set.of()));
  }

  /** Length 9 is where both cases lie on their sides; so does length 10, but not the opposite. */
  @Test
  void givenCasesThatTellNoMutant_thenTheyAreVacuous() {
    AuditSettings vacuous = new AuditSettings(Set.of(AuditRule.VACUOUS), 1);
    assertThat(audit(vacuous, CASES, "length>9").get(0), is(Set.of()));
    assertThat(audit(vacuous, CASES, "contains:gold").get(0), is(Set.of()));
    // Its only mutants do not load, and only the case that it gets wrong is there to tell.
    assertThat(audit(vacuous, List.of(testCase("short", true)), "length>9").get(0), is(Set.of()));
  }

  @Test
  void givenOtherVerdictTheSecondTime_thenItIsNotDeterministicUnlessForTime() {
    Audit audit = new Audit(constraint(CASES, "one", "two"), AuditSettings.all());
    int texts = audit.probes().inputs().size();
    List<Verdict> no = IntStream.range(0, texts).mapToObj(i -> Verdict.FALSE).toList();
    List<Verdict> yes = IntStream.range(0, texts).mapToObj(i -> Verdict.TRUE).toList();
    List<Verdict> late =
        IntStream.range(0, texts).mapToObj(i -> Verdict.error(Verdict.Kind.TIMEOUT, null)).toList();
    audit.judge(new VerdictMatrix(List.of(no, no)), new VerdictMatrix(List.of(yes, late)));
    assertThat(
        audit.against(0).get(AuditRule.NONDETERMINISTIC),
        is("says false, then true of the same text"));
    assertThat(audit.against(1).containsKey(AuditRule.NONDETERMINISTIC), is(false));
  }

  @Test
  void givenQuotes_thenTheEchoIsWithoutThem() {
    assertThat(
        Probes.echo("Use the words \"red\", 'blue' and `x`, don't shout, it's \"3\"."),
        is("Use the words ,  and , don't shout, it's ."));
    assertThat(Probes.disguised("Use N, z 3!"), is("Hfr A, m 3!"));
  }

  @Test
  void givenRuleList_thenItIsRead() {
    assertThat(AuditRule.parse("audit", "none"), is(Set.of()));
    assertThat(AuditRule.parse("audit", "all").size(), is(AuditRule.values().length));
    assertThat(
        AuditRule.parse("audit", "empty, echo"), is(EnumSet.of(AuditRule.EMPTY, AuditRule.ECHO)));
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> AuditRule.parse("audit", "empty,ecko"))
            .getMessage(),
        is(
            "audit 'ecko': expected all, none or some of [probes, words, dress, empty,"
                + " echo, refusal, unrelated, constant, onesided, nondeterministic, clock,"
                + " randomness, files, network, vacuous, unprobed]"));
  }

  private static List<Set<AuditRule>> audit(
      AuditSettings settings, List<TestCase> cases, String... functions) {
    FakeVerifierEngine engine = new FakeVerifierEngine();
    Audit audit = new Audit(constraint(cases, functions), settings);
    run(audit, engine);
    for (VerificationSession next = audit.mutants(); next != null; next = audit.mutants()) {
      audit.judgeMutants(engine.run(next));
    }
    return IntStream.range(0, functions.length).mapToObj(f -> audit.against(f).keySet()).toList();
  }

  private static void run(Audit audit, FakeVerifierEngine engine) {
    audit.judge(engine.run(audit.probes()), engine.run(audit.probesBackwards()));
    VerificationSession instructed = audit.instructed();
    audit.judgeInstructed(instructed == null ? null : engine.run(instructed));
    VerificationSession dressed = audit.dressed();
    audit.judgeDressed(dressed == null ? null : engine.run(dressed));
  }

  private static TestCase testCase(String input, boolean expected) {
    return TestCase.builder().setInput(input).setExpected(expected).build();
  }

  private static Constraint constraint(List<TestCase> cases, String... functions) {
    return Constraint.builder()
        .setId("c")
        .setInstruction("Mention \"gold\" somewhere.")
        .setOrigin("seed")
        .setFunctions(
            Arrays.stream(functions)
                .map(f -> VerifierFunction.builder().setId(f).setSource(f).build())
                .toList())
        .setCases(cases)
        .build();
  }
}
