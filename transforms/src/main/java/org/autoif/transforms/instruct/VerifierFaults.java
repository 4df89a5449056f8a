package org.autoif.transforms.instruct;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.TestCase;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.transforms.instruct.audit.Audit;
import org.autoif.transforms.instruct.audit.AuditRule;
import org.autoif.transforms.instruct.audit.AuditSettings;
import org.autoif.transforms.step.EngineUser;
import org.autoif.transforms.step.RunFunctions;

/**
 * A DoFn's search for what is wrong with functions, in words that their writer can act upon: an
 * error, a case written apart that they get wrong, a probe that they fail.
 */
final class VerifierFaults implements RunFunctions.Hold {
  private static final long serialVersionUID = 1;

  /** Cases of a kind that are shown, at most: a list invites to single them out. */
  private static final int SHOWN = 2;

  /** A text is shown up to here, in characters. */
  private static final int LONGEST = 600;

  /** What a function's writer can do something about, given a text. */
  private static final Set<AuditRule> REPAIRABLE =
      EnumSet.of(AuditRule.PROBES, AuditRule.WORDS, AuditRule.DRESS, AuditRule.CONSTANT);

  private final EngineUser engine;
  private final Auditor auditor;

  /** Makes a search by those of the audit's rules that a text can show. */
  VerifierFaults(VerifierEngine.Source engines, AuditSettings audit) {
    Set<AuditRule> rules = EnumSet.copyOf(REPAIRABLE);
    rules.retainAll(audit.rules());
    this.engine = new EngineUser(engines);
    this.auditor = new Auditor(engines, engines, new AuditSettings(rules, audit.unrelated()));
  }

  @Override
  public void open() throws IOException {
    engine.open();
    auditor.open();
  }

  /** Returns the faults of each function, in the order of the functions; none if it has none. */
  List<List<String>> of(Constraint constraint) throws IOException, InterruptedException {
    List<List<String>> faults = new ArrayList<>();
    constraint.getFunctions().forEach(function -> faults.add(new ArrayList<>()));
    if (faults.isEmpty()) {
      return faults;
    }
    List<TestCase> cases =
        constraint.getCases().stream().filter(TestCase::wasWrittenApart).toList();
    List<String> texts = new ArrayList<>(cases.stream().map(TestCase::getInput).toList());
    texts.add(constraint.getInstruction()); // there is a text in any case
    VerdictMatrix verdicts =
        engine.run(
            new VerificationSession(
                constraint.getFunctions().stream().map(VerifierFunction::getSource).toList(),
                texts));
    for (int f = 0; f < faults.size(); f++) {
      byCases(verdicts.rows().get(f), cases, faults.get(f));
    }
    if (auditor.isNeeded()) {
      Audit audit = auditor.audit(constraint);
      for (int f = 0; f < faults.size(); f++) {
        for (String against : audit.against(f).values()) {
          faults.get(f).add("It " + against);
        }
      }
    }
    return faults;
  }

  private static void byCases(List<Verdict> verdicts, List<TestCase> cases, List<String> to) {
    Verdict error = verdicts.stream().filter(v -> !v.isValid()).findFirst().orElse(null);
    if (error != null) {
      String message = error.message();
      to.add("It ends with an error, " + error.text() + (message == null ? "" : ": " + message));
    }
    int[] shown = new int[2];
    for (int c = 0; c < cases.size(); c++) {
      boolean expected = cases.get(c).getExpected();
      Verdict verdict = verdicts.get(c);
      if (verdict.isValid()
          && !verdict.equals(expected ? Verdict.TRUE : Verdict.FALSE)
          && shown[expected ? 1 : 0]++ < SHOWN) {
        to.add(
            (expected
                    ? "It returns False for this answer, which follows the rule:\n"
                    : "It returns True for this answer, which breaks the rule:\n")
                + quoted(cases.get(c).getInput()));
      }
    }
  }

  private static String quoted(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + " …" : text;
    return "<answer>\n" + shown + "\n</answer>";
  }

  @Override
  public void close() {
    auditor.close();
    engine.close();
  }
}
