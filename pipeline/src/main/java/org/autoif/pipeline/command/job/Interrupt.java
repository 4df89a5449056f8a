package org.autoif.pipeline.command.job;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.autoif.io.llm.pool.CallsInFlight;
import org.autoif.io.llm.store.CompletionStores;

/**
 * What happens when Ctrl-C or another signal ends the process while a job runs in it: nothing more
 * is sent, answers that are on their way are waited for and stored, since they are paid for, and a
 * line says how to go on. A second Ctrl-C ends the process at once.
 */
public final class Interrupt implements AutoCloseable {
  /** Long enough for most answers, and short for a person who waits. */
  private static final long LONGEST_MILLIS = 10_000;

  /** What a shell says of a process that Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  private static volatile boolean going;

  private final String advice;
  private final boolean remote;
  private final PrintStream to;
  private final Thread hook = new Thread(this::end, "interrupt");

  private Interrupt(String advice, boolean remote, PrintStream to) {
    this.advice = advice;
    this.remote = remote;
    this.to = to;
  }

  /**
   * Sees to it until it is closed.
   *
   * @param advice how to go on, in a sentence without its full stop
   * @param remote whether the job is on a cluster, which goes on without this process
   */
  static Interrupt during(String advice, boolean remote) {
    Interrupt interrupt = new Interrupt(advice, remote, System.err);
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  /** Returns whether this process ends by a signal, so that what breaks now is of no interest. */
  public static boolean isGoing() {
    return going;
  }

  private void end() {
    going = true;
    if (remote) {
      say("this process ends; the job goes on on the cluster until it is cancelled there");
      return;
    }
    secondSignalEndsAtOnce();
    int inFlight = CallsInFlight.count();
    int left = 0;
    try {
      if (inFlight > 0) {
        say(
            "stopping: waiting for "
                + inFlight
                + " calls in flight, which are paid for, at most "
                + LONGEST_MILLIS / 1000
                + " s (Ctrl-C again: not at all)");
      }
      left = CallsInFlight.stop(LONGEST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    CompletionStores.closeAll();
    say(
        (left == 0 ? "stopped" : "stopped; " + left + " calls did not come back and are lost")
            + "; "
            + advice);
  }

  private void say(String line) {
    to.println("autoif: " + line);
    to.flush();
  }

  /**
   * By reflection, since Java has no documented way: without it a second Ctrl-C waits for the
   * first.
   */
  private static void secondSignalEndsAtOnce() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object halt =
          Proxy.newProxyInstance(
              Interrupt.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                Runtime.getRuntime().halt(INTERRUPTED);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), halt);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      // then the second one waits as well
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it is at work
    }
  }
}
