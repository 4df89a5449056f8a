package org.autoif.io.sandbox.host;

import org.jspecify.annotations.Nullable;

/** The ends of a host. */
final class HostExit {
  private HostExit() {}

  /** Ends the process for a fault of its own. */
  static void end(String message, @Nullable Throwable cause) {
    System.err.println(message);
    if (cause != null) {
      cause.printStackTrace();
    }
    System.err.flush();
    halt(1);
  }

  /** Ends the process now: no hook, no finalizer and no generated code can keep it. */
  static void halt(int status) {
    Runtime.getRuntime().halt(status);
  }
}
