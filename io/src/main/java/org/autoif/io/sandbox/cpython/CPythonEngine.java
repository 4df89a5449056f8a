package org.autoif.io.sandbox.cpython;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.autoif.io.record.Resources;
import org.autoif.io.sandbox.EngineStartException;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.TextLibrary;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs verifiers with the machine's own CPython, in locked-down children of one host process a
 * slot: no files, no processes, no network, bounded memory and time; see {@code cpython_host.py}.
 *
 * <p>A verifier has a process of its own, unless its compiled code provably cannot change anything
 * that another one sees; whatever such a shared process goes through that is not a plain verdict or
 * exception, it is replaced. A host that dies is replaced as well, and its session run again; a
 * function with which hosts keep dying is {@code CRASH}. No process outlives the worker, whichever
 * way that ends.
 */
public final class CPythonEngine implements VerifierEngine {
  private static final Logger LOG = LoggerFactory.getLogger(CPythonEngine.class);

  private final SandboxSettings settings;
  private final CPythonInterpreter interpreter;
  private final byte[] host;

  /** The size of the program at the start of {@link #host}; the text library follows. */
  private final int program;

  private final Semaphore slots;
  private final ConcurrentLinkedDeque<CPythonZygote> idle = new ConcurrentLinkedDeque<>();
  private final Set<CPythonZygote> alive = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watchdog;
  private volatile boolean closed;

  private CPythonEngine(SandboxSettings settings, CPythonInterpreter interpreter) {
    this.settings = settings;
    this.interpreter = interpreter;
    byte[] first = program();
    byte[] library = TextLibrary.source();
    this.program = first.length;
    this.host = Arrays.copyOf(first, first.length + library.length);
    System.arraycopy(library, 0, host, first.length, library.length);
    this.slots = new Semaphore(settings.slotsHere());
    this.watchdog =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "cpython-watchdog");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts the engine and its first host; the others follow when they are needed.
   *
   * @throws IOException if there is no CPython 3.9 or newer, or it cannot be locked down as the
   *     settings require; the message says in one line what is missing and what is allowed
   */
  public static CPythonEngine open(SandboxSettings settings) throws IOException {
    CPythonEngine engine =
        new CPythonEngine(settings, CPythonInterpreter.find(settings.cpython().executable()));
    try {
      var unused =
          engine.watchdog.scheduleWithFixedDelay(
              () -> engine.alive.forEach(CPythonZygote::check), 250, 250, TimeUnit.MILLISECONDS);
      CPythonZygote first = engine.start();
      engine.idle.addFirst(first);
      if (!first.hasSeccomp()) {
        LOG.warn(
            "seccomp is not available here: verifiers are held by resource limits"
                + " and Python's audit hooks alone");
      }
      return engine;
    } catch (IOException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** Returns the program of the hosts. */
  public static byte[] program() {
    return Resources.bytes(CPythonEngine.class, "cpython_host.py");
  }

  @Override
  public VerdictMatrix run(VerificationSession session) throws IOException, InterruptedException {
    List<String> functions = session.functions();
    List<String> inputs = session.inputs();
    if (functions.isEmpty() || inputs.isEmpty()) {
      return new VerdictMatrix(functions.stream().map(source -> List.<Verdict>of()).toList());
    }
    slots.acquire();
    try {
      long deadline = System.nanoTime() + settings.sessionTimeout().toNanos();
      for (int attempt = 0; attempt < 2; attempt++) {
        try {
          return new VerdictMatrix(ask(functions, inputs, deadline));
        } catch (CPythonLostException e) {
          LOG.warn("running a session again: {}", e.getMessage());
        }
      }
      return new VerdictMatrix(oneByOne(functions, inputs, deadline));
    } finally {
      slots.release();
    }
  }

  /** Runs each function as a session of its own, to find the one with which hosts die. */
  private List<List<Verdict>> oneByOne(List<String> functions, List<String> inputs, long deadline)
      throws IOException, InterruptedException {
    List<List<Verdict>> rows = new ArrayList<>();
    for (String function : functions) {
      try {
        rows.addAll(ask(List.of(function), inputs, deadline));
      } catch (CPythonLostException e) {
        Verdict crash = Verdict.error(Verdict.Kind.CRASH, e.getMessage());
        rows.add(inputs.stream().map(input -> crash).toList());
      }
    }
    return rows;
  }

  private List<List<Verdict>> ask(List<String> functions, List<String> inputs, long deadline)
      throws IOException, InterruptedException {
    long budget = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    byte[] request = CPythonWire.request(functions, inputs, budget);
    CPythonZygote zygote = null;
    boolean sound = false;
    try {
      zygote = next();
      List<List<Verdict>> rows =
          CPythonWire.verdicts(zygote.exchange(request), functions.size(), inputs.size());
      sound = true;
      return rows;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw closed ? new IOException("the cpython engine is closed", e) : e;
    } finally {
      if (sound && zygote != null) {
        idle.addFirst(zygote);
      } else if (zygote != null) {
        discard(zygote);
      }
    }
  }

  private CPythonZygote next() throws IOException {
    CPythonZygote zygote = idle.pollFirst();
    while (zygote != null && !zygote.isAlive()) {
      discard(zygote);
      zygote = idle.pollFirst();
    }
    return zygote == null ? start() : zygote;
  }

  /** Starts a host; once more if the first does not come up, for it may have been the machine. */
  private CPythonZygote start() throws IOException {
    try {
      return startOnce();
    } catch (EngineStartException e) {
      LOG.warn("starting a host again: {}", e.getMessage());
      return startOnce();
    }
  }

  private CPythonZygote startOnce() throws IOException {
    CPythonZygote zygote = CPythonZygote.start(interpreter, settings, host.length, program);
    alive.add(zygote);
    try {
      if (closed) {
        throw new IOException("the cpython engine is closed");
      }
      zygote.greet(host);
      if (settings.requireSeccomp() && !zygote.hasSeccomp()) {
        throw new IOException(
            "seccomp is not available here, and the settings require it;"
                + " allowed: Linux on x86_64 or aarch64, in a container that permits it");
      }
    } catch (IOException e) {
      discard(zygote);
      throw e;
    }
    return zygote;
  }

  private void discard(CPythonZygote zygote) {
    zygote.kill();
    alive.remove(zygote);
  }

  @Override
  public String version() {
    return "cpython " + interpreter.version();
  }

  @Override
  public void close() {
    closed = true;
    watchdog.shutdownNow();
    alive.forEach(this::discard);
    idle.clear();
  }
}
