package org.autoif.io.sandbox.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.autoif.io.sandbox.EngineStartException;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine on one child JVM with a slot a thread, replaced when it dies. Rows run beside each
 * other; a row that may have brought a host down runs again with the host to itself, so that the
 * guilt is certain before it is written down.
 */
public final class HostPool implements VerifierEngine {
  private static final Logger LOG = LoggerFactory.getLogger(HostPool.class);
  private static final AtomicBoolean WARNED = new AtomicBoolean();
  private static final int MAX_STARTS = 3;

  private final SandboxSettings settings;
  private final int slots;
  private final List<String> command;
  private final HostFolder folder;
  private final BlockingQueue<Integer> free;
  private final ReentrantReadWriteLock house = new ReentrantReadWriteLock(true);
  private final String version;

  // Guarded by this.
  private HostProcess host;
  private boolean closed;

  private HostPool(SandboxSettings settings, List<String> command, HostFolder folder)
      throws IOException, InterruptedException {
    this.settings = settings;
    this.slots = settings.slotsHere();
    this.command = command;
    this.folder = folder;
    free = new ArrayBlockingQueue<>(slots);
    for (int i = 0; i < slots; i++) {
      free.add(i);
    }
    host = newHost();
    version = host.version();
  }

  /**
   * Starts a pool and its host.
   *
   * @param needed a class file without which the guest cannot work, as {@code a/b/C.class}
   * @param javaOptions what the guest's Java wants besides
   * @throws IOException if it cannot be started; the message says what is missing
   */
  public static HostPool start(
      SandboxSettings settings,
      Class<? extends Guest> guest,
      String needed,
      List<String> javaOptions)
      throws IOException {
    HostFolder folder = HostFolder.create();
    try {
      return new HostPool(
          settings, HostCommand.of(settings, guest, needed, javaOptions, folder.path()), folder);
    } catch (IOException e) {
      folder.close();
      throw e;
    } catch (InterruptedException e) {
      folder.close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the sandbox started", e);
    }
  }

  @Override
  public VerdictMatrix run(VerificationSession session) throws IOException, InterruptedException {
    int slot = free.take();
    try {
      long deadline = System.nanoTime() + settings.sessionTimeout().toNanos();
      List<List<Verdict>> rows = new ArrayList<>();
      for (String function : session.functions()) {
        RowProgress row = new RowProgress(function, session.inputs());
        run(slot, row, deadline);
        rows.add(row.verdicts());
      }
      return new VerdictMatrix(rows);
    } finally {
      free.add(slot);
    }
  }

  private void run(int slot, RowProgress row, long deadline)
      throws IOException, InterruptedException {
    boolean alone = false;
    while (!row.isDone()) {
      long budget = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (budget <= 0) {
        row.fill(Verdict.notRun(Verdict.Kind.TIMEOUT, "the session's time is over"));
        return;
      }
      Lock lock = alone ? house.writeLock() : house.readLock();
      lock.lockInterruptibly();
      try {
        switch (host().run(row.rest(slot, budget), row)) {
          case DONE, INNOCENT -> {}
          case STUCK ->
              row.blame(Verdict.error(Verdict.Kind.TIMEOUT, "could not be stopped but by force"));
          case OUT_OF_MEMORY ->
              row.blame(
                  Verdict.error(
                      Verdict.Kind.MEMORY, "more than " + settings.heapMegabytes() + " MB"));
          case LOST -> {
            if (alone) {
              row.blame(Verdict.error(Verdict.Kind.CRASH, "its process died"));
            }
            alone = true;
          }
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Returns the host, a new one if the last has died. */
  private synchronized HostProcess host() throws IOException, InterruptedException {
    if (closed) {
      throw new IllegalStateException("the engine is closed");
    }
    if (!host.isAlive()) {
      host = newHost();
    }
    return host;
  }

  /** Starts a host; tries again where one does not come up, for it may have been the machine. */
  private HostProcess newHost() throws IOException, InterruptedException {
    for (int tried = 1; ; tried++) {
      try {
        return startHost();
      } catch (EngineStartException e) {
        if (tried == MAX_STARTS) {
          throw new EngineStartException(e.getMessage() + ", " + tried + " times", e);
        }
        LOG.warn("starting the sandbox again: {}", e.getMessage());
      }
    }
  }

  private HostProcess startHost() throws IOException, InterruptedException {
    HostProcess started = HostProcess.start(command, folder.path(), slots, settings.hostTimeout());
    if (started.unheld().isEmpty()) {
      return started;
    }
    if (settings.requireSeccomp()) {
      started.end();
      throw new IOException(
          "seccomp is not available here, and the settings require it: " + started.unheld());
    }
    if (WARNED.compareAndSet(false, true)) {
      LOG.warn(
          "seccomp is not available here, verifiers are held by their interpreter alone: {}",
          started.unheld());
    }
    return started;
  }

  /** Returns the process id of the host, for tests. */
  public synchronized long pid() {
    return host.pid();
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      host.end();
    }
    folder.close();
  }
}
