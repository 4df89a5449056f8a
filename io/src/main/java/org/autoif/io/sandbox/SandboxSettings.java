package org.autoif.io.sandbox;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.time.Duration;

/**
 * How verifiers are run. Immutable; travels with the pipeline; two equal settings share one engine
 * in a worker process.
 *
 * <p>A value outside its range fails at once with an {@link IllegalArgumentException} that names
 * the parameter, the value and the range.
 */
@AutoValue
public abstract class SandboxSettings implements Serializable {
  private static final long serialVersionUID = 1;

  /** The interpreter. */
  public abstract EngineKind engine();

  /** How many functions run at a time in a worker process; 0 takes the worker's processors. */
  public abstract int slots();

  /**
   * How long one call of a function may take: of processor time, or three times that by the clock,
   * so that a busy machine does not change verdicts. Loading the source counts as a call.
   */
  public abstract Duration callTimeout();

  /** How long a whole session may take by the clock; what is left then is {@code TIMEOUT}. */
  public abstract Duration sessionTimeout();

  /** How long a child process may take to start, or stay silent, before it counts as broken. */
  public abstract Duration hostTimeout();

  /**
   * Memory for the generated code of one child process, in 2^20 bytes: the heap of a Java host, the
   * address space of a Python one.
   */
  public abstract int heapMegabytes();

  /** What counts as an answer. */
  public abstract Truthiness truthiness();

  /**
   * After how many functions an interpreter is dropped for a new one, which gives back what it
   * keeps of each.
   */
  public abstract int recycleAfter();

  /**
   * Whether to refuse to start where the kernel's filter of system calls cannot be installed;
   * otherwise a warning says so and the other barriers stand.
   */
  public abstract boolean requireSeccomp();

  /** What only the engine {@code CPYTHON} reads. */
  public abstract CPythonSettings cpython();

  /**
   * Returns the defaults: GraalPy, a slot a processor, 5 s a call, 5 minutes a session, 60 s for a
   * host, 512 MB, strict, 2000 functions, {@link CPythonSettings#of}.
   */
  public static SandboxSettings of() {
    return new AutoValue_SandboxSettings.Builder()
        .setEngine(EngineKind.GRAALPY)
        .setSlots(0)
        .setCallTimeout(Duration.ofSeconds(5))
        .setSessionTimeout(Duration.ofMinutes(5))
        .setHostTimeout(Duration.ofSeconds(60))
        .setHeapMegabytes(512)
        .setTruthiness(Truthiness.STRICT)
        .setRecycleAfter(2000)
        .setRequireSeccomp(false)
        .setCpython(CPythonSettings.of())
        .build();
  }

  /** Returns a copy with another interpreter. */
  public SandboxSettings withEngine(EngineKind value) {
    return toBuilder().setEngine(value).build();
  }

  /** Returns a copy with another number of slots, 0 to 256; 0 takes the worker's processors. */
  public SandboxSettings withSlots(int value) {
    return toBuilder().setSlots(value).build();
  }

  /** Returns a copy with another limit a call, 10 ms to 1 h. */
  public SandboxSettings withCallTimeout(Duration value) {
    return toBuilder().setCallTimeout(value).build();
  }

  /** Returns a copy with another limit a session, 10 ms to 1 day. */
  public SandboxSettings withSessionTimeout(Duration value) {
    return toBuilder().setSessionTimeout(value).build();
  }

  /** Returns a copy with another limit for the start and the silence of a host, 1 s to 1 h. */
  public SandboxSettings withHostTimeout(Duration value) {
    return toBuilder().setHostTimeout(value).build();
  }

  /** Returns a copy with another memory limit, 192 to 65536 MB. */
  public SandboxSettings withHeapMegabytes(int value) {
    return toBuilder().setHeapMegabytes(value).build();
  }

  /** Returns a copy that takes other answers. */
  public SandboxSettings withTruthiness(Truthiness value) {
    return toBuilder().setTruthiness(value).build();
  }

  /** Returns a copy that recycles after another number of functions, 1 to 1,000,000. */
  public SandboxSettings withRecycleAfter(int value) {
    return toBuilder().setRecycleAfter(value).build();
  }

  /** Returns a copy that does, or does not, insist on the kernel's filter. */
  public SandboxSettings withRequireSeccomp(boolean value) {
    return toBuilder().setRequireSeccomp(value).build();
  }

  /** Returns a copy with other settings of the engine on CPython. */
  public SandboxSettings withCpython(CPythonSettings value) {
    return toBuilder().setCpython(value).build();
  }

  /** Returns the number of slots on this machine. */
  public int slotsHere() {
    return slots() > 0 ? slots() : Runtime.getRuntime().availableProcessors();
  }

  private static <T extends Comparable<T>> void check(String name, T value, T low, T high) {
    if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + " but must be from " + low + " to " + high);
    }
  }

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setEngine(EngineKind value);

    abstract Builder setSlots(int value);

    abstract Builder setCallTimeout(Duration value);

    abstract Builder setSessionTimeout(Duration value);

    abstract Builder setHostTimeout(Duration value);

    abstract Builder setHeapMegabytes(int value);

    abstract Builder setTruthiness(Truthiness value);

    abstract Builder setRecycleAfter(int value);

    abstract Builder setRequireSeccomp(boolean value);

    abstract Builder setCpython(CPythonSettings value);

    abstract SandboxSettings autoBuild();

    /** Checks every range. */
    SandboxSettings build() {
      SandboxSettings built = autoBuild();
      check("slots", built.slots(), 0, 256);
      check("callTimeout", built.callTimeout(), Duration.ofMillis(10), Duration.ofHours(1));
      check("sessionTimeout", built.sessionTimeout(), Duration.ofMillis(10), Duration.ofDays(1));
      check("hostTimeout", built.hostTimeout(), Duration.ofSeconds(1), Duration.ofHours(1));
      check("heapMegabytes", built.heapMegabytes(), 192, 65536);
      check("recycleAfter", built.recycleAfter(), 1, 1_000_000);
      return built;
    }
  }
}
