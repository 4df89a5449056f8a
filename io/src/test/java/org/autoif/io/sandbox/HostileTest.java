package org.autoif.io.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attack is contained and the functions before and after it are judged rightly. */
final class HostileTest {
  private static final Map<SandboxSettings, VerifierEngine> OPEN = new HashMap<>();

  static Stream<Arguments> attacks() {
    return TestEngines.all()
        .flatMap(
            settings ->
                HostileCorpus.attacks().stream()
                    .map(attack -> Arguments.of(settings.engine().text(), attack, settings)));
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
    List<String> functions =
        List.of(HostileCorpus.INNOCENT, attack.source(), HostileCorpus.INNOCENT);
    VerdictMatrix matrix = open.run(new VerificationSession(functions, HostileCorpus.INPUTS));
    Verdict verdict = matrix.get(1, 0);
    assertTrue(attack.allowed().contains(verdict.kind()), () -> attack + " ended as " + verdict);
    assertEquals(Verdict.TRUE, matrix.get(0, 0));
    assertEquals(Verdict.TRUE, matrix.get(2, 0));
    // The longest unused slot comes next, so this is another one of the same host.
    VerificationSession next =
        new VerificationSession(List.of(HostileCorpus.INNOCENT), HostileCorpus.INPUTS);
    assertEquals(Verdict.TRUE, open.run(next).get(0, 0));
  }
}
