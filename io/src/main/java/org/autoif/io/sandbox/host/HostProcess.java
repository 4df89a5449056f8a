package org.autoif.io.sandbox.host;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.autoif.io.sandbox.EngineStartException;
import org.autoif.io.sandbox.Verdict;
import org.jspecify.annotations.Nullable;

/** In a worker: one child JVM and the conversation with it. Dies once and stays dead. */
final class HostProcess {
  private static final int TAIL = 2000;
  private static final long LOOK_MILLIS = 500;

  /** How a row came back. */
  enum Outcome {
    /** With all its verdicts. */
    DONE,
    /** The host ended itself because this row could not be stopped. */
    STUCK,
    /** The host ended because some other row could not be stopped, or was ended from outside. */
    INNOCENT,
    /** The host ended of memory, and there was no other row in it. */
    OUT_OF_MEMORY,
    /** The host ended, and it may or may not have been this row. */
    LOST
  }

  private sealed interface Answer {
    record Given(Verdict verdict) implements Answer {}

    record End(Outcome outcome) implements Answer {}
  }

  private final Process process;
  private final DataOutputStream out;
  private final long silenceMillis;
  private final List<BlockingQueue<Answer>> slots = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final LinkedBlockingQueue<String> ready = new LinkedBlockingQueue<>();
  private final StringBuilder errors = new StringBuilder();
  private volatile long lastSeen = System.nanoTime();
  private volatile int stuckSlot = -1;
  private volatile boolean ended;
  private volatile boolean endedByUs;
  private @Nullable String version;
  private volatile String unheld = "";

  private HostProcess(Process process, int slots, Duration silence) {
    this.process = process;
    this.silenceMillis = silence.toMillis();
    for (int i = 0; i < slots; i++) {
      this.slots.add(new LinkedBlockingQueue<>());
    }
    out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    daemon("sandbox-answers", this::listen);
    daemon("sandbox-errors", this::drain);
  }

  /**
   * Starts a child and waits until it can take rows, as long as it gets on.
   *
   * @throws IOException if it cannot be started or stands still, with what it said
   */
  static HostProcess start(List<String> command, Path folder, int slots, Duration limit)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    HostProcess host = new HostProcess(builder.start(), slots, limit);
    try {
      StartPatience patience = new StartPatience(limit);
      String version = null;
      do {
        version = host.ready.poll(limit.toMillis(), MILLISECONDS);
      } while (version == null && patience.goesOn(host.spent()));
      if (version == null || version.isEmpty()) {
        host.end();
        throw new EngineStartException(
            "the sandbox's process "
                + (version == null
                    ? "stood still at its start for " + limit.toSeconds() + " s"
                    : "ended at its start")
                + host.said(),
            null);
      }
      host.version = version;
      return host;
    } catch (InterruptedException e) {
      host.end();
      throw e;
    }
  }

  private Duration spent() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  String version() {
    return version == null ? "" : version;
  }

  /** Returns why the kernel's filter does not hold it; empty if it does. */
  String unheld() {
    return unheld;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return !ended && process.isAlive();
  }

  /** Runs what is left of a row in a slot of which the caller is the only user. */
  Outcome run(HostProtocol.Row row, RowProgress progress) throws InterruptedException {
    BlockingQueue<Answer> answers = slots.get(row.slot());
    running.incrementAndGet();
    try {
      synchronized (out) {
        HostProtocol.writeRow(out, row);
      }
    } catch (IOException broken) {
      // Its end is on its way to the queue.
      process.destroyForcibly();
    }
    try {
      while (true) {
        Answer answer = answers.poll(LOOK_MILLIS, MILLISECONDS);
        if (answer instanceof Answer.Given given) {
          progress.add(given.verdict());
        } else if (answer instanceof Answer.End end) {
          if (end.outcome() == Outcome.DONE) {
            running.decrementAndGet();
          }
          return end.outcome();
        } else if (NANOSECONDS.toMillis(System.nanoTime() - lastSeen) > silenceMillis) {
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      // The row cannot be taken back out of the host.
      endedByUs = true;
      process.destroyForcibly();
      throw e;
    }
  }

  /** Ends the child and returns when it is gone. */
  void end() {
    endedByUs = true;
    process.destroyForcibly();
    boolean interrupted = false;
    while (true) {
      try {
        process.waitFor(10, TimeUnit.SECONDS);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16))) {
      while (true) {
        int word = in.readUnsignedByte();
        lastSeen = System.nanoTime();
        switch (word) {
          case HostProtocol.READY -> {
            String name = HostProtocol.readString(in);
            unheld = HostProtocol.readString(in);
            ready.add(name);
          }
          case HostProtocol.ALIVE -> {}
          case HostProtocol.VERDICT ->
              slots.get(in.readInt()).add(new Answer.Given(HostProtocol.readVerdict(in)));
          case HostProtocol.DONE -> slots.get(in.readInt()).add(new Answer.End(Outcome.DONE));
          case HostProtocol.STUCK -> stuckSlot = in.readInt();
          default -> throw new IOException("not a word: " + word);
        }
      }
    } catch (IOException gone) {
      process.destroyForcibly();
    }
    int status = status();
    ended = true;
    ready.add("");
    for (int i = 0; i < slots.size(); i++) {
      slots.get(i).add(new Answer.End(outcome(i, status)));
    }
  }

  private Outcome outcome(int slot, int status) {
    if (stuckSlot >= 0) {
      return stuckSlot == slot ? Outcome.STUCK : Outcome.INNOCENT;
    }
    if (endedByUs) {
      return Outcome.INNOCENT;
    }
    return status == HostProtocol.EXIT_OUT_OF_MEMORY && running.get() == 1
        ? Outcome.OUT_OF_MEMORY
        : Outcome.LOST;
  }

  private int status() {
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException e) {
        // This thread is ours alone and ends with the process.
      }
    }
  }

  private void drain() {
    try (InputStream in = process.getErrorStream()) {
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        synchronized (errors) {
          if (errors.length() < TAIL) {
            errors.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
          }
        }
      }
    } catch (IOException gone) {
      // Nothing more to read.
    }
  }

  private String said() {
    synchronized (errors) {
      String text = errors.toString().strip();
      return text.isEmpty()
          ? ""
          : ": " + text.substring(0, Math.min(TAIL, text.length())).replaceAll("\\s+", " ");
    }
  }

  private static void daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }
}
