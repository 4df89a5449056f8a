package org.autoif.io.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.autoif.io.sandbox.pool.Sandboxes;

/**
 * Runs the hostile corpus and prints how each attack ends, how long it takes, and how long the
 * innocent session after it does. Arguments: engine, milliseconds a call.
 */
public final class HostileRun {
  private HostileRun() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    EngineKind kind = EngineKind.valueOf(args[0].toUpperCase(Locale.ROOT));
    SandboxSettings settings =
        TestEngines.settings(kind)
            .withSlots(1)
            .withCallTimeout(Duration.ofMillis(Long.parseLong(args[1])));
    VerificationSession innocent =
        new VerificationSession(List.of(HostileCorpus.INNOCENT), HostileCorpus.INPUTS);
    List<Long> back = new ArrayList<>();
    int escapes = 0;
    int wrong = 0;
    long worst = 0;
    try (VerifierEngine engine = Sandboxes.open(settings)) {
      for (HostileCorpus.Attack attack : ProcessAttacks.andAllOthers()) {
        long start = System.nanoTime();
        List<String> functions =
            List.of(
                HostileCorpus.INNOCENT,
                attack.source(),
                HostileCorpus.INNOCENT,
                HostileCorpus.MAPPING);
        VerdictMatrix matrix = engine.run(new VerificationSession(functions, HostileCorpus.INPUTS));
        long middle = System.nanoTime();
        VerdictMatrix next = engine.run(innocent);
        long end = System.nanoTime();
        Verdict verdict = matrix.get(1, 0);
        escapes += attack.allows(kind, verdict) ? 0 : 1;
        for (Verdict other :
            List.of(matrix.get(0, 0), matrix.get(2, 0), matrix.get(3, 0), next.get(0, 0))) {
          wrong += other.equals(Verdict.TRUE) ? 0 : 1;
        }
        back.add((end - middle) / 1_000_000);
        worst = Math.max(worst, (end - start) / 1_000_000);
        System.out.printf(
            "%-32s %5d ms, next %4d ms: %s %s%n",
            attack,
            (middle - start) / 1_000_000,
            (end - middle) / 1_000_000,
            verdict.text(),
            verdict.message());
      }
    }
    System.out.printf(
        "%d attacks: %d escapes, %d wrong neighbours; the next session answers after %d ms at"
            + " most; attack and next session together take %d ms at most%n",
        back.size(), escapes, wrong, back.stream().mapToLong(l -> l).max().orElse(0), worst);
  }
}
