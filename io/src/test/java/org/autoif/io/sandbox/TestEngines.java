package org.autoif.io.sandbox;

import java.time.Duration;
import java.util.stream.Stream;

/** The engines that this machine can run, as tests want them: small, and quick to time out. */
final class TestEngines {
  private TestEngines() {}

  static Stream<SandboxSettings> all() {
    return Stream.of(EngineKind.values())
        .map(
            kind ->
                SandboxSettings.of()
                    .withEngine(kind)
                    .withSlots(2)
                    .withHeapMegabytes(384)
                    .withCallTimeout(Duration.ofSeconds(2)));
  }
}
