package org.autoif.io.sandbox;

import java.util.Locale;

/** A worker for a test to kill: opens an engine, says so and waits for ever. */
final class DyingWorker {
  private DyingWorker() {}

  /** Argument: the engine. */
  public static void main(String[] args) throws Exception {
    EngineKind kind = EngineKind.valueOf(args[0].toUpperCase(Locale.ROOT));
    VerifierEngine engine = Sandboxes.open(SandboxSettings.of().withEngine(kind).withSlots(1));
    System.out.println("open " + engine.version());
    Thread.currentThread().join();
  }
}
