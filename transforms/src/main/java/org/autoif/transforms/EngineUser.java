package org.autoif.transforms;

import java.io.IOException;
import java.io.Serializable;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.jspecify.annotations.Nullable;

/** A DoFn's hold on the verifier engine of its worker, from its set-up to its tear-down. */
final class EngineUser implements Serializable {
  private static final long serialVersionUID = 1;

  private final VerifierEngine.Source engines;
  private transient @Nullable VerifierEngine engine;

  EngineUser(VerifierEngine.Source engines) {
    this.engines = engines;
  }

  void open() throws IOException {
    engine = engines.open();
  }

  VerdictMatrix run(VerificationSession session) throws IOException, InterruptedException {
    if (engine == null) {
      throw new IllegalStateException("the engine is not open");
    }
    return engine.run(session);
  }

  void close() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }
}
