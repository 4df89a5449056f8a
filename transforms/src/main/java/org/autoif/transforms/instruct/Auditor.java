package org.autoif.transforms.instruct;

import java.io.IOException;
import org.autoif.io.record.Constraint;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.transforms.instruct.audit.Audit;
import org.autoif.transforms.instruct.audit.AuditRule;
import org.autoif.transforms.instruct.audit.AuditSettings;
import org.autoif.transforms.step.EngineUser;
import org.autoif.transforms.step.RunFunctions;
import org.jspecify.annotations.Nullable;

/** A DoFn's audit of functions on the engines of its worker, from its set-up to its tear-down. */
final class Auditor implements RunFunctions.Hold {
  private static final long serialVersionUID = 1;

  private final EngineUser engine;
  private final EngineUser other;
  private final AuditSettings settings;

  /**
   * Makes an audit.
   *
   * @param others engines of the second run, opened only if the rule asks for one
   */
  Auditor(VerifierEngine.Source engines, VerifierEngine.Source others, AuditSettings settings) {
    this.engine = new EngineUser(engines);
    this.other = new EngineUser(others);
    this.settings = settings;
  }

  @Override
  public void open() throws IOException {
    if (isNeeded()) {
      engine.open();
    }
    if (runsTwice()) {
      other.open();
    }
  }

  /** Returns whether there is any rule. */
  boolean isNeeded() {
    return !settings.rules().isEmpty();
  }

  private boolean runsTwice() {
    return settings.rules().contains(AuditRule.NONDETERMINISTIC);
  }

  /** Returns what speaks against the functions of an instruction. */
  Audit audit(Constraint constraint) throws IOException, InterruptedException {
    Audit audit = new Audit(constraint, settings);
    VerdictMatrix first = engine.run(audit.probes());
    audit.judge(first, runsTwice() ? other.run(audit.probesBackwards()) : null);
    audit.judgeInstructed(verdicts(audit.instructed()));
    audit.judgeDressed(verdicts(audit.dressed()));
    for (VerificationSession mutants = audit.mutants();
        mutants != null;
        mutants = audit.mutants()) {
      audit.judgeMutants(engine.run(mutants));
    }
    return audit;
  }

  private @Nullable VerdictMatrix verdicts(@Nullable VerificationSession session)
      throws IOException, InterruptedException {
    return session == null ? null : engine.run(session);
  }

  @Override
  public void close() {
    other.close();
    engine.close();
  }
}
