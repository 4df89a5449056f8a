package org.autoif.io.sandbox.pool;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.cpython.CPythonEngine;
import org.autoif.io.sandbox.host.GraalPyGuest;
import org.autoif.io.sandbox.host.HostPool;
import org.autoif.io.sandbox.jython.JythonGuest;
import org.autoif.io.worker.PerWorker;
import org.jspecify.annotations.Nullable;

/**
 * The engines of this worker process: one for each {@link SandboxSettings} in use, shared by all
 * who open it, ended by the last who closes it. A shutdown hook ends what is left, and a child
 * process ends itself when the worker is gone without a word.
 *
 * <p>In a DoFn: {@code engine = source.open()} in {@code @Setup}, {@code engine.close()} in
 * {@code @Teardown}, with {@code source = Sandboxes.source(settings)} a field.
 */
public final class Sandboxes {
  private static final PerWorker<SandboxSettings, VerifierEngine> OPEN =
      PerWorker.<SandboxSettings, VerifierEngine>endedBy(VerifierEngine::close)
          .whenEmpty(Sandboxes::removeHook);
  private static @Nullable Thread hook;

  private Sandboxes() {}

  /** Returns what opens the engine of these settings on whichever worker it comes to. */
  public static VerifierEngine.Source source(SandboxSettings settings) {
    return new Opener(settings);
  }

  /**
   * Returns the engine of these settings, started if nobody has it open: that takes seconds and
   * makes all others who open one wait. Closing twice is closing once.
   *
   * @throws IOException if it cannot be started; the message says what is missing
   */
  public static VerifierEngine open(SandboxSettings settings) throws IOException {
    return new Lease(
        OPEN.take(
            settings,
            () -> {
              VerifierEngine engine = start(settings);
              if (hook == null) {
                hook = new Thread(Sandboxes::endAll, "sandbox-shutdown");
                Runtime.getRuntime().addShutdownHook(hook);
              }
              return engine;
            }));
  }

  /**
   * Returns the host program of the cpython engine, which reads sessions on its standard input; its
   * head describes how.
   */
  public static byte[] cpythonHost() {
    return CPythonEngine.program();
  }

  private static VerifierEngine start(SandboxSettings settings) throws IOException {
    return switch (settings.engine()) {
      case GRAALPY ->
          HostPool.start(
              settings, GraalPyGuest.class, "org/graalvm/polyglot/Engine.class", List.of());
      case CPYTHON -> CPythonEngine.open(settings);
      case JYTHON ->
          HostPool.start(
              settings,
              JythonGuest.class,
              "org/python/core/PySystemState.class",
              JythonGuest.javaOptions());
    };
  }

  /** Takes the hook back, so that a job's class loader can be collected. */
  private static void removeHook() {
    Thread thread = hook;
    hook = null;
    try {
      if (thread != null) {
        Runtime.getRuntime().removeShutdownHook(thread);
      }
    } catch (IllegalStateException alreadyShuttingDown) {
      // Then the hook runs now and finds nothing to end.
    }
  }

  private static void endAll() {
    OPEN.all().forEach(VerifierEngine::close);
  }

  private record Opener(SandboxSettings settings) implements VerifierEngine.Source {
    @Override
    public VerifierEngine open() throws IOException {
      return Sandboxes.open(settings);
    }
  }

  private static final class Lease implements VerifierEngine {
    private final VerifierEngine engine;
    private final AtomicBoolean closed = new AtomicBoolean();

    Lease(VerifierEngine engine) {
      this.engine = engine;
    }

    @Override
    public VerdictMatrix run(VerificationSession session) throws IOException, InterruptedException {
      if (closed.get()) {
        throw new IllegalStateException("the engine is closed");
      }
      return engine.run(session);
    }

    @Override
    public String version() {
      return engine.version();
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        OPEN.giveBack(engine);
      }
    }
  }
}
