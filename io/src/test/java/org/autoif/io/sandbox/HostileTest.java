package org.autoif.io.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attack is contained and the functions before and after it are judged rightly. */
@Tag("slow")
final class HostileTest {
  /** A busy machine makes verdicts late now and then, an attack every time. */
  private static final int TRIES = 3;

  private static final Map<SandboxSettings, VerifierEngine> OPEN = new HashMap<>();

  static Stream<Arguments> attacks() {
    return TestEngines.all()
        .flatMap(
            settings ->
                corpus(settings.engine()).stream()
                    .map(attack -> Arguments.of(settings.engine().text(), attack, settings)));
  }

  private static List<HostileCorpus.Attack> corpus(EngineKind kind) {
    return kind == EngineKind.CPYTHON ? ProcessAttacks.andAllOthers() : HostileCorpus.attacks();
  }

  @AfterAll
  static void close() {
    OPEN.values().forEach(VerifierEngine::close);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("attacks")
  void givenAttack_thenItIsContainedAndNeighboursAreRight(
      String engine, HostileCorpus.Attack attack, SandboxSettings settings) throws Exception {
    VerifierEngine open = OPEN.get(settings);
    if (open == null) {
      open = Sandboxes.open(settings);
      OPEN.put(settings, open);
    }
    Verdict verdict;
    boolean isAllowed;
    List<Verdict> neighbours;
    int tries = 0;
    do {
      VerdictMatrix matrix =
          open.run(
              new VerificationSession(
                  List.of(
                      HostileCorpus.INNOCENT,
                      attack.source(),
                      HostileCorpus.INNOCENT,
                      HostileCorpus.MAPPING),
                  HostileCorpus.INPUTS));
      verdict = matrix.get(1, 0);
      isAllowed = attack.allows(settings.engine(), verdict);
      assertTrue(isAllowed || isLate(verdict), attack + " ended as " + verdict);
      // The longest unused slot comes next, so this is another one of the same host.
      VerdictMatrix next =
          open.run(new VerificationSession(List.of(HostileCorpus.INNOCENT), HostileCorpus.INPUTS));
      neighbours = List.of(matrix.get(0, 0), matrix.get(2, 0), matrix.get(3, 0), next.get(0, 0));
    } while (++tries < TRIES && (!isAllowed || neighbours.stream().anyMatch(HostileTest::isLate)));
    assertTrue(isAllowed, attack + " ended as " + verdict);
    assertEquals(Collections.nCopies(4, Verdict.TRUE), neighbours);
  }

  private static boolean isLate(Verdict verdict) {
    return verdict.kind() == Verdict.Kind.TIMEOUT;
  }
}
