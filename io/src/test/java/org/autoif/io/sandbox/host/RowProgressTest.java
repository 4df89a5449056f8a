package org.autoif.io.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.autoif.io.sandbox.FakeVerifierEngine;
import org.autoif.io.sandbox.Verdict;
import org.junit.jupiter.api.Test;

final class RowProgressTest {
  private final RowProgress row = new RowProgress("f", List.of("a", "b", "c", "d"));

  @Test
  void givenVerdicts_thenTheRestIsWhatHasNone() {
    row.add(Verdict.TRUE);
    row.add(Verdict.error(Verdict.Kind.TIMEOUT, "late"));
    assertEquals(new HostProtocol.Row(3, "f", 1, 9, List.of("c", "d")), row.rest(3, 9));
  }

  @Test
  void givenASecondTimeoutByForce_thenTheRestOfTheRowTimesOut() {
    row.add(Verdict.error(Verdict.Kind.TIMEOUT, "late"));
    row.blame(Verdict.error(Verdict.Kind.TIMEOUT, "by force"));
    assertEquals(
        List.of("error:timeout", "error:timeout", "error:timeout", "error:timeout"),
        FakeVerifierEngine.texts(row.verdicts()));
  }

  @Test
  void givenASecondDeath_thenTheRestOfTheRowIsNotRun() {
    row.blame(Verdict.error(Verdict.Kind.MEMORY, "too much"));
    row.add(Verdict.TRUE);
    row.blame(Verdict.error(Verdict.Kind.CRASH, "died"));
    assertEquals(
        List.of("error:memory", "true", "error:crash", "error:crash"),
        FakeVerifierEngine.texts(row.verdicts()));
    assertTrue(row.isDone());
  }
}
