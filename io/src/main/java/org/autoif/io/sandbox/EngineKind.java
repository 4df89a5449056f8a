package org.autoif.io.sandbox;

import java.util.Locale;

/** The interpreters that can run verifiers. {@code Sandboxes} knows how each is started. */
public enum EngineKind {
  /** GraalPy in a child JVM. Needs nothing on the worker but its Java; the default. */
  GRAALPY,
  /** The worker's own CPython, 3.9 or newer, in locked-down child processes; the fastest. */
  CPYTHON,
  /** Jython in a child JVM: small, and only for what it can run as CPython would. */
  JYTHON;

  /** Returns the name as options have it, for example {@code graalpy}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
