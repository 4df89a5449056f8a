package org.autoif.io.sandbox;

import java.io.Serializable;
import java.util.List;

/**
 * What the engine on the machine's own CPython needs to know besides {@link SandboxSettings}.
 * Immutable; travels with the pipeline.
 *
 * <p>A value outside its range fails at once with an {@link IllegalArgumentException} that names
 * the parameter, the value and what is allowed.
 *
 * @param executable the interpreter, CPython 3.9 or newer: a path, or a name that is on the
 *     worker's PATH
 * @param packages top-level packages, besides the standard library, that functions may import if
 *     they are installed; their code, that is: a function can read no files, theirs neither
 * @param forkEach whether every function has a process of its own, even one whose compiled code
 *     provably cannot touch what another one sees
 * @param hashSeed of the hashes of strings, 0 to 4294967295, and so of the order of their sets; the
 *     same seed gives the same order in every process of an interpreter
 */
public record CPythonSettings(
    String executable, List<String> packages, boolean forkEach, long hashSeed)
    implements Serializable {
  private static final long MAX_SEED = 0xFFFFFFFFL;

  /** Checks the values. */
  public CPythonSettings {
    if (executable.isBlank()) {
      throw new IllegalArgumentException("executable is empty but must be a path or a name");
    }
    if (hashSeed < 0 || hashSeed > MAX_SEED) {
      throw new IllegalArgumentException(
          "hashSeed is " + hashSeed + " but must be from 0 to " + MAX_SEED);
    }
    packages = List.copyOf(packages);
    for (String name : packages) {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw new IllegalArgumentException(
            "packages has '" + name + "' but must be names of top-level packages");
      }
    }
  }

  /**
   * Returns the defaults: {@code python3}, nothing but the standard library, as fast as is safe,
   * seed 0.
   */
  public static CPythonSettings of() {
    return new CPythonSettings("python3", List.of(), false, 0);
  }

  /** Returns a copy with another interpreter, a path or a name. */
  public CPythonSettings withExecutable(String value) {
    return new CPythonSettings(value, packages, forkEach, hashSeed);
  }

  /** Returns a copy that lets functions import other packages. */
  public CPythonSettings withPackages(List<String> value) {
    return new CPythonSettings(executable, value, forkEach, hashSeed);
  }

  /** Returns a copy that does, or does not, give every function a process of its own. */
  public CPythonSettings withForkEach(boolean value) {
    return new CPythonSettings(executable, packages, value, hashSeed);
  }

  /** Returns a copy with another seed of hashes, 0 to 4294967295. */
  public CPythonSettings withHashSeed(long value) {
    return new CPythonSettings(executable, packages, forkEach, value);
  }
}
