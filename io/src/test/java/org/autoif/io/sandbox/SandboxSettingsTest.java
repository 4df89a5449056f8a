package org.autoif.io.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SandboxSettingsTest {
  @Test
  void givenValueOutOfRange_thenTheMessageNamesParameterValueAndRange() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> SandboxSettings.of().withHeapMegabytes(16));
    assertEquals("heapMegabytes is 16 but must be from 192 to 65536", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> CPythonSettings.of().withExecutable(" "));
    assertThrows(
        IllegalArgumentException.class,
        () -> CPythonSettings.of().withPackages(List.of("nltk", "../evil")));
    assertThrows(IllegalArgumentException.class, () -> CPythonSettings.of().withHashSeed(1L << 32));
    assertThrows(IllegalArgumentException.class, () -> SandboxSettings.of().withSlots(-1));
    assertThrows(IllegalArgumentException.class, () -> SandboxSettings.of().withRecycleAfter(0));
    assertThrows(
        IllegalArgumentException.class, () -> SandboxSettings.of().withCallTimeout(Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () -> SandboxSettings.of().withSessionTimeout(Duration.ofDays(2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> SandboxSettings.of().withHostTimeout(Duration.ofMillis(1)));
  }

  @Test
  void givenWiths_thenTheirOrderDoesNotMatter() {
    SandboxSettings one =
        SandboxSettings.of()
            .withSlots(3)
            .withTruthiness(Truthiness.LENIENT)
            .withCallTimeout(Duration.ofSeconds(1))
            .withSessionTimeout(Duration.ofSeconds(2))
            .withHostTimeout(Duration.ofSeconds(3))
            .withHeapMegabytes(300)
            .withRecycleAfter(7)
            .withCpython(CPythonSettings.of().withForkEach(true).withPackages(List.of("nltk")))
            .withEngine(EngineKind.GRAALPY);
    SandboxSettings other =
        SandboxSettings.of()
            .withCpython(CPythonSettings.of().withPackages(List.of("nltk")).withForkEach(true))
            .withEngine(EngineKind.GRAALPY)
            .withRecycleAfter(7)
            .withHeapMegabytes(300)
            .withHostTimeout(Duration.ofSeconds(3))
            .withSessionTimeout(Duration.ofSeconds(2))
            .withCallTimeout(Duration.ofSeconds(1))
            .withTruthiness(Truthiness.LENIENT)
            .withSlots(3);
    assertEquals(one, other);
    assertEquals(3, one.slotsHere());
  }
}
