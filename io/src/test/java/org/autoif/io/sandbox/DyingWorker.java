package org.autoif.io.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.autoif.io.sandbox.pool.Sandboxes;

/** A worker for a test to kill: opens an engine, gives it endless work, says so and waits. */
public final class DyingWorker {
  private DyingWorker() {}

  /** Arguments: the engine, and how many processes it has when the work has begun. */
  public static void main(String[] args) throws Exception {
    EngineKind kind = EngineKind.valueOf(args[0].toUpperCase(Locale.ROOT));
    int processes = Integer.parseInt(args[1]);
    VerifierEngine engine =
        Sandboxes.open(
            SandboxSettings.of()
                .withEngine(kind)
                .withSlots(1)
                .withCallTimeout(Duration.ofHours(1))
                .withSessionTimeout(Duration.ofHours(1)));
    Thread work = new Thread(() -> work(engine, kind));
    work.start();
    while (ProcessHandle.current().descendants().count() < processes) {
      Thread.onSpinWait();
    }
    System.out.println("open " + engine.version());
    work.join();
  }

  private static void work(VerifierEngine engine, EngineKind kind) {
    // The eval makes it a function that shares no process; Jython's gate would refuse it.
    String condition = kind == EngineKind.JYTHON ? "True" : "eval('True')";
    String endless = "def evaluate(r):\n while " + condition + ": pass";
    try {
      engine.run(new VerificationSession(List.of(endless), List.of("any")));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
