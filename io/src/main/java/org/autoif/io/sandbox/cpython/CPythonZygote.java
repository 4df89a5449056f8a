package org.autoif.io.sandbox.cpython;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.autoif.io.sandbox.EngineStartException;
import org.autoif.io.sandbox.SandboxSettings;
import org.jspecify.annotations.Nullable;

/**
 * One host process: it forks the processes in which verifiers run. Its end, however it comes, is
 * theirs: they are set to die with it, and it ends when its standard input does.
 *
 * <p>Used by one thread at a time; {@link #check} and {@link #kill} may be called by any.
 */
final class CPythonZygote {
  private static final int TICK = 0;
  private static final int REPLY = 1;
  private static final int HELLO = 2;
  private static final int FAILURE = 3;

  /**
   * Reads the host program from standard input, so that no file of it is left behind. Isolated mode
   * would ignore the hash seed; without it the environment, which is given whole, holds nothing
   * else, and the path loses the working directory before anything is imported.
   */
  private static final String BOOT =
      """
      import sys
      sys.path[:] = [part for part in sys.path if part]
      import os
      size, first, source = int(sys.argv.pop(1)), int(sys.argv.pop(1)), b''
      while len(source) < size:
          part = os.read(0, size - len(source))
          if not part: sys.exit(1)
          source += part
      names = {'__name__': 'cpython_host', 'TEXTKIT_SOURCE': source[first:]}
      exec(compile(source[:first], 'cpython_host.py', 'exec'), names)
      """;

  private final Process process;

  /** A host that lives says something every second, unless it imports a module. */
  private final Duration silence;

  private final OutputStream out;
  private final DataInputStream in;
  private volatile long heard = System.nanoTime();
  private volatile @Nullable Thread user;
  private boolean seccomp;

  private CPythonZygote(Process process, Duration silence) {
    this.process = process;
    this.silence = silence;
    this.out = process.getOutputStream();
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
  }

  /**
   * Starts the process; {@link #greet} has to be called before any {@link #exchange}.
   *
   * @param size of what it is greeted with, in bytes: the host program and the text library
   * @param first size of the host program alone
   */
  static CPythonZygote start(
      CPythonInterpreter interpreter, SandboxSettings settings, int size, int first)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(interpreter.executable(), "-s", "-S", "-B", "-X", "utf8"));
    if (interpreter.isAtLeast(11)) {
      command.add("-P"); // or 3.13 wants the working directory for the text of an error
    }
    command.addAll(
        List.of("-W", "ignore", "-c", BOOT, Integer.toString(size), Integer.toString(first)));
    command.addAll(
        List.of(
            "limit=" + settings.callTimeout().toMillis() / 1000.0,
            "memory=" + settings.heapMegabytes(),
            "truthiness=" + settings.truthiness().name().toLowerCase(Locale.ROOT),
            "share=" + !settings.cpython().forkEach(),
            "recycle=" + settings.recycleAfter(),
            "packages=" + String.join(",", settings.cpython().packages()),
            "path=" + interpreter.path()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(new File("/"));
    builder.environment().clear();
    builder.environment().put("PYTHONHASHSEED", Long.toString(settings.cpython().hashSeed()));
    builder.environment().put("TZ", "UTC");
    builder.environment().put("LC_ALL", "C.UTF-8");
    return new CPythonZygote(builder.start(), settings.hostTimeout());
  }

  /**
   * Gives the host its program and waits until it is ready.
   *
   * @throws IOException with what it said, if it does not come up
   */
  void greet(byte[] host) throws IOException {
    try {
      byte[] hello = exchange(host, HELLO);
      seccomp = new ObjectMapper().readTree(hello).path("seccomp").asBoolean();
    } catch (CPythonLostException e) {
      throw new EngineStartException("the Python host does not start" + lastWords(), e);
    }
  }

  private String lastWords() {
    try (InputStream errors = process.getErrorStream()) {
      process.waitFor(1, TimeUnit.SECONDS);
      byte[] said = errors.readNBytes(Math.min(errors.available(), 1 << 14));
      List<String> lines = new String(said, UTF_8).lines().toList();
      return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Returns whether the kernel's filter holds what runs here. */
  boolean hasSeccomp() {
    return seccomp;
  }

  /**
   * Runs a session; returns what {@link CPythonWire#verdicts} reads.
   *
   * @throws CPythonLostException if the host died, fell silent or answered with something else
   * @throws IOException if the host lives but cannot start processes
   */
  byte[] exchange(byte[] request) throws IOException {
    return exchange(request, REPLY);
  }

  private byte[] exchange(byte[] request, int expected) throws IOException {
    heard = System.nanoTime();
    user = Thread.currentThread();
    try {
      out.write(request);
      out.flush();
      int kind = in.read();
      while (kind == TICK) {
        heard = System.nanoTime();
        kind = in.read();
      }
      if (kind != expected && kind != FAILURE) {
        throw new EOFException(kind < 0 ? "it ended" : "it said " + kind);
      }
      int size = Integer.reverseBytes(in.readInt());
      byte[] payload = size < 0 ? new byte[0] : in.readNBytes(size);
      if (payload.length != size) {
        throw new EOFException("it ended inside an answer");
      }
      if (kind == FAILURE) {
        throw new FailedException(new String(payload, UTF_8));
      }
      return payload;
    } catch (FailedException e) {
      throw e;
    } catch (IOException e) {
      throw new CPythonLostException(String.valueOf(e.getMessage()), e);
    } finally {
      user = null;
    }
  }

  /** Said by the host itself: it lives, but cannot work. */
  private static final class FailedException extends IOException {
    FailedException(String message) {
      super("the Python host cannot work: " + message);
    }
  }

  /** Kills the host if it has been silent for too long, or nobody waits for its answer any more. */
  void check() {
    Thread waiting = user;
    if (waiting != null
        && (waiting.isInterrupted() || System.nanoTime() - heard > silence.toNanos())) {
      kill();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Ends the host and everything that it started; returns when it is gone. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
