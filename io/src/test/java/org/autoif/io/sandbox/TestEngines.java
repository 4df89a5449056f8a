package org.autoif.io.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.autoif.io.sandbox.cpython.CPythonInterpreter;

/** The engines that this machine can run, as tests want them: small, and quick to time out. */
public final class TestEngines {
  private static final List<EngineKind> HERE =
      Stream.of(EngineKind.values()).filter(TestEngines::isHere).toList();

  private TestEngines() {}

  static Stream<SandboxSettings> all() {
    return HERE.stream().map(TestEngines::settings);
  }

  public static SandboxSettings settings(EngineKind kind) {
    return SandboxSettings.of()
        .withEngine(kind)
        .withSlots(2)
        .withHeapMegabytes(384)
        .withCallTimeout(Duration.ofSeconds(kind == EngineKind.GRAALPY ? 2 : 1));
  }

  /** Returns whether this machine has what the engine needs and Maven does not bring. */
  public static boolean isHere(EngineKind kind) {
    if (kind != EngineKind.CPYTHON) {
      return true;
    }
    try {
      CPythonInterpreter.find(CPythonSettings.of().executable());
      return true;
    } catch (IOException none) {
      return false;
    }
  }
}
