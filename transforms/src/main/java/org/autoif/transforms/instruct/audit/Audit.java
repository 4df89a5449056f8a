package org.autoif.transforms.instruct.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.TestCase;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.transforms.instruct.audit.probe.InstructionProbes;
import org.jspecify.annotations.Nullable;

/**
 * The audit of one instruction's functions: what to run, and what the verdicts say against each.
 *
 * <p>Goes in rounds: {@link #probes} and {@link #probesBackwards} are run and given to {@link
 * #judge}; {@link #instructed} to {@link #judgeInstructed}; {@link #dressed} to {@link
 * #judgeDressed}; then, since most functions are done after the first mutant, {@link #mutants} and
 * {@link #judgeMutants} until there are none.
 */
public final class Audit {
  private static final int MUTANTS = 12;

  private final Constraint constraint;
  private final AuditSettings settings;
  private final List<String> sources;
  private final List<String> probes = new ArrayList<>();
  private final List<Map<AuditRule, String>> found = new ArrayList<>();
  private final List<Integer> right = new ArrayList<>();
  private final List<List<String>> mutants = new ArrayList<>();
  private final List<Integer> mutating = new ArrayList<>();
  private final ProbeAudit probing;
  private final boolean isUnprobed;
  private final List<List<String>> acceptedCases = new ArrayList<>();

  /** Agreements with what is to be accepted, and with what is to be refused, by function. */
  private final List<int[]> sides = new ArrayList<>();

  private int round;

  /** Starts an audit. */
  public Audit(Constraint constraint, AuditSettings settings) {
    this.constraint = constraint;
    this.settings = settings;
    sources = constraint.getFunctions().stream().map(VerifierFunction::getSource).toList();
    probing = new ProbeAudit(constraint.getInstruction(), sources, settings.rules());
    isUnprobed =
        settings.rules().contains(AuditRule.UNPROBED) && isUnprobed(constraint.getInstruction());
    String echo = Probes.echo(constraint.getInstruction());
    probes.add("");
    probes.add(echo);
    probes.add(Probes.disguised(echo));
    probes.addAll(Probes.REFUSALS);
    probes.addAll(Probes.UNRELATED);
    constraint.getCases().stream().map(TestCase::getInput).forEach(probes::add);
  }

  /**
   * Tells whether no texts are known, by the words of an instruction, that must be accepted, or
   * none that must be refused.
   */
  public static boolean isUnprobed(String instruction) {
    return !InstructionProbes.decide(instruction);
  }

  /** Returns every function on every text that is no answer, and on the cases. */
  public VerificationSession probes() {
    return new VerificationSession(sources, probes);
  }

  /**
   * Returns {@link #probes} in the opposite order, which tells what earlier texts do to a verdict.
   */
  public VerificationSession probesBackwards() {
    List<String> backwards = new ArrayList<>(probes);
    Collections.reverse(backwards);
    return new VerificationSession(sources, backwards);
  }

  /**
   * Takes the verdicts of {@link #probes} and, unless nobody asks whether functions are
   * deterministic, of {@link #probesBackwards}.
   */
  public void judge(VerdictMatrix first, @Nullable VerdictMatrix backwards) {
    for (int f = 0; f < sources.size(); f++) {
      Map<AuditRule, String> reasons = new EnumMap<>(AuditRule.class);
      judgeAnswers(first, f, reasons);
      int accepted = agreements(first, f, true);
      int refused = agreements(first, f, false);
      sides.add(new int[] {accepted, refused});
      acceptedCases.add(acceptedCases(first, f));
      Integer differs = backwards == null ? null : firstDifference(first, backwards, f);
      if (backwards != null && differs != null) {
        reasons.put(
            AuditRule.NONDETERMINISTIC,
            "says "
                + first.get(f, differs).text()
                + ", then "
                + backwards.get(f, probes.size() - 1 - differs).text()
                + " of the same text");
      }
      for (AuditRule rule : Readings.of(sources.get(f))) {
        reasons.put(rule, "reads " + rule.text());
      }
      reasons.keySet().retainAll(settings.rules());
      found.add(reasons);
      right.add(accepted + refused);
      boolean mutates = settings.rules().contains(AuditRule.VACUOUS) && right.get(f) > 0;
      mutants.add(mutates ? Mutants.of(sources.get(f), MUTANTS) : List.of());
      if (!mutants.get(f).isEmpty()) {
        mutating.add(f);
      }
    }
  }

  /** Returns every function on what the instruction's own words decide; null for nothing. */
  public @Nullable VerificationSession instructed() {
    return probing.first();
  }

  /** Takes the verdicts of {@link #instructed}, null if there was nothing to run. */
  public void judgeInstructed(@Nullable VerdictMatrix verdicts) {
    probing.judge(verdicts, acceptedCases);
    for (int f = 0; f < sources.size(); f++) {
      int accepted = sides.get(f)[0] + probing.obeying(f);
      int refused = sides.get(f)[1] + probing.breaking(f);
      Map<AuditRule, String> reasons = found.get(f);
      if (settings.rules().contains(AuditRule.ONESIDED) && (accepted == 0 || refused == 0)) {
        reasons.put(
            AuditRule.ONESIDED,
            "agrees with no case that is to be " + (accepted == 0 ? "accepted" : "refused"));
      }
      if (isUnprobed) {
        reasons.put(
            AuditRule.UNPROBED,
            "no text is known by the words of its instruction that must be accepted, or none that"
                + " must be refused");
      }
      if (probing.obeying(f) > 0 && probing.breaking(f) > 0) {
        reasons.remove(AuditRule.CONSTANT); // its cases were poor, not it
      }
    }
  }

  /** Returns every function on what it accepts in other dress; null for nothing. */
  public @Nullable VerificationSession dressed() {
    return probing.second();
  }

  /** Takes the verdicts of {@link #dressed}, null if there was nothing to run. */
  public void judgeDressed(@Nullable VerdictMatrix verdicts) {
    if (verdicts != null) {
      probing.judgeSecond(verdicts);
    }
    for (int f = 0; f < sources.size(); f++) {
      Map<AuditRule, String> more = new EnumMap<>(AuditRule.class);
      more.putAll(probing.against(f));
      more.keySet().retainAll(settings.rules());
      found.get(f).putAll(more);
    }
  }

  private List<String> acceptedCases(VerdictMatrix verdicts, int f) {
    int first = probes.size() - constraint.getCases().size();
    List<String> accepted = new ArrayList<>();
    for (int c = 0; c < constraint.getCases().size(); c++) {
      TestCase each = constraint.getCases().get(c);
      if (each.getExpected()
          && !each.getInput().isBlank()
          && verdicts.get(f, first + c).equals(Verdict.TRUE)) {
        accepted.add(each.getInput());
      }
    }
    return accepted;
  }

  private void judgeAnswers(VerdictMatrix verdicts, int f, Map<AuditRule, String> reasons) {
    int at = 0;
    if (verdicts.get(f, at++).equals(Verdict.TRUE)) {
      reasons.put(AuditRule.EMPTY, "accepts the empty text");
    }
    boolean echo = verdicts.get(f, at++).equals(Verdict.TRUE);
    boolean shape = verdicts.get(f, at++).equals(Verdict.TRUE);
    if (echo && !shape) {
      reasons.put(AuditRule.ECHO, "accepts the instruction for its words");
    }
    int refusals = accepted(verdicts, f, at, Probes.REFUSALS.size());
    if (refusals == Probes.REFUSALS.size()) {
      reasons.put(AuditRule.REFUSAL, "accepts all " + refusals + " refusals");
    }
    at += Probes.REFUSALS.size();
    int unrelated = accepted(verdicts, f, at, Probes.UNRELATED.size());
    if (unrelated > settings.unrelated() * Probes.UNRELATED.size()) {
      reasons.put(
          AuditRule.UNRELATED,
          "accepts " + unrelated + " of " + Probes.UNRELATED.size() + " unrelated texts");
    }
    int all = accepted(verdicts, f, 0, probes.size());
    int none = 0;
    for (int i = 0; i < probes.size(); i++) {
      none += verdicts.get(f, i).equals(Verdict.FALSE) ? 1 : 0;
    }
    if (all == probes.size() || none == probes.size()) {
      reasons.put(AuditRule.CONSTANT, "says " + (all > 0 ? "true" : "false") + " of every text");
    }
  }

  private static int accepted(VerdictMatrix verdicts, int f, int from, int count) {
    int accepted = 0;
    for (int i = from; i < from + count; i++) {
      accepted += verdicts.get(f, i).equals(Verdict.TRUE) ? 1 : 0;
    }
    return accepted;
  }

  /** A limit of time is no property of the function, so it does not count as a difference. */
  private @Nullable Integer firstDifference(VerdictMatrix first, VerdictMatrix backwards, int f) {
    for (int i = 0; i < probes.size(); i++) {
      Verdict.Kind a = first.get(f, i).kind();
      Verdict.Kind b = backwards.get(f, probes.size() - 1 - i).kind();
      if (a != b && a != Verdict.Kind.TIMEOUT && b != Verdict.Kind.TIMEOUT) {
        return i;
      }
    }
    return null;
  }

  /**
   * Returns how many of the cases with this verdict the function agrees with; the cases are the
   * last of the probes.
   */
  private int agreements(VerdictMatrix verdicts, int f, boolean expected) {
    int first = probes.size() - constraint.getCases().size();
    int agree = 0;
    for (int c = 0; c < constraint.getCases().size(); c++) {
      boolean asked = constraint.getCases().get(c).getExpected() == expected;
      agree += asked && agrees(verdicts.get(f, first + c), c) ? 1 : 0;
    }
    return agree;
  }

  private boolean agrees(Verdict verdict, int c) {
    return verdict.equals(
        constraint.getCases().get(c).getExpected() ? Verdict.TRUE : Verdict.FALSE);
  }

  /** Returns the next mutant of each function that none was told from yet, on the cases. */
  public @Nullable VerificationSession mutants() {
    mutating.removeIf(f -> round >= mutants.get(f).size());
    if (mutating.isEmpty()) {
      return null;
    }
    return new VerificationSession(
        mutating.stream().map(f -> mutants.get(f).get(round)).toList(),
        constraint.getCases().stream().map(TestCase::getInput).toList());
  }

  /** Takes the verdicts of {@link #mutants}. */
  public void judgeMutants(VerdictMatrix verdicts) {
    List<Integer> vacuousSoFar = new ArrayList<>();
    for (int m = 0; m < mutating.size(); m++) {
      int f = mutating.get(m);
      int agree = 0;
      for (int c = 0; c < constraint.getCases().size(); c++) {
        agree += agrees(verdicts.get(m, c), c) ? 1 : 0;
      }
      if (agree >= right.get(f)) {
        vacuousSoFar.add(f);
        if (round + 1 == mutants.get(f).size()) {
          found
              .get(f)
              .put(
                  AuditRule.VACUOUS,
                  "its cases cannot tell it from any of " + (round + 1) + " mutants");
        }
      }
    }
    mutating.clear();
    mutating.addAll(vacuousSoFar);
    round++;
  }

  /** Returns what speaks against function {@code f}, by rule in the order of the rules. */
  public Map<AuditRule, String> against(int f) {
    return found.get(f);
  }
}
