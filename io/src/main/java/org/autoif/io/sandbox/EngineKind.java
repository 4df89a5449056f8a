package org.autoif.io.sandbox;

import java.io.IOException;
import java.util.Locale;

/** The interpreters that can run verifiers. An engine joins by a constant and its start. */
public enum EngineKind {
  /** GraalPy in a child JVM. Needs nothing on the worker but its Java; the default. */
  GRAALPY {
    @Override
    VerifierEngine start(SandboxSettings settings) throws IOException {
      return HostPool.start(settings, GraalPyGuest.class, "org/graalvm/polyglot/Engine.class");
    }
  },
  /** The worker's own CPython, 3.9 or newer, in locked-down child processes; the fastest. */
  CPYTHON {
    @Override
    VerifierEngine start(SandboxSettings settings) throws IOException {
      return CPythonEngine.open(settings);
    }
  },
  /** Jython in a child JVM: small, and only for what it can run as CPython would. */
  JYTHON {
    @Override
    VerifierEngine start(SandboxSettings settings) throws IOException {
      return HostPool.start(settings, JythonGuest.class, "org/python/core/PySystemState.class");
    }
  };

  /** Starts an engine of this kind; who asks for it also closes it. */
  abstract VerifierEngine start(SandboxSettings settings) throws IOException;

  /** Returns the name as options have it, for example {@code graalpy}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
