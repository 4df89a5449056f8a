package org.autoif.io.sandbox;

import java.io.Serializable;
import java.time.Duration;

/**
 * How verifiers are run. Immutable; travels with the pipeline; two equal settings share one engine
 * in a worker process.
 *
 * <p>A value outside its range fails at once with an {@link IllegalArgumentException} that names
 * the parameter, the value and the range.
 *
 * @param engine the interpreter
 * @param slots how many functions run at a time in a worker process; 0 takes the worker's
 *     processors
 * @param callTimeout how long one call of a function may take: of processor time, or three times
 *     that by the clock, so that a busy machine does not change verdicts. Loading the source counts
 *     as a call
 * @param sessionTimeout how long a whole session may take by the clock; what is left then is {@code
 *     TIMEOUT}
 * @param hostTimeout how long a child process may take to start, or stay silent, before it counts
 *     as broken
 * @param heapMegabytes memory for the generated code of one child process, in 2^20 bytes: the heap
 *     of a Java host, the address space of a Python one
 * @param truthiness what counts as an answer
 * @param recycleAfter after how many functions an interpreter is dropped for a new one, which gives
 *     back what it keeps of each
 * @param requireSeccomp whether to refuse to start where the kernel's filter of system calls cannot
 *     be installed; otherwise a warning says so and the other barriers stand
 * @param cpython what only the engine {@code CPYTHON} reads
 */
public record SandboxSettings(
    EngineKind engine,
    int slots,
    Duration callTimeout,
    Duration sessionTimeout,
    Duration hostTimeout,
    int heapMegabytes,
    Truthiness truthiness,
    int recycleAfter,
    boolean requireSeccomp,
    CPythonSettings cpython)
    implements Serializable {

  /** Checks every range. */
  public SandboxSettings {
    check("slots", slots, 0, 256);
    check("callTimeout", callTimeout, Duration.ofMillis(10), Duration.ofHours(1));
    check("sessionTimeout", sessionTimeout, Duration.ofMillis(10), Duration.ofDays(1));
    check("hostTimeout", hostTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
    check("heapMegabytes", heapMegabytes, 192, 65536);
    check("recycleAfter", recycleAfter, 1, 1_000_000);
  }

  /**
   * Returns the defaults: GraalPy, a slot a processor, 5 s a call, 5 minutes a session, 60 s for a
   * host, 512 MB, strict, 2000 functions, {@link CPythonSettings#of}.
   */
  public static SandboxSettings of() {
    return new SandboxSettings(
        EngineKind.GRAALPY,
        0,
        Duration.ofSeconds(5),
        Duration.ofMinutes(5),
        Duration.ofSeconds(60),
        512,
        Truthiness.STRICT,
        2000,
        false,
        CPythonSettings.of());
  }

  /** Returns a copy with another interpreter. */
  public SandboxSettings withEngine(EngineKind value) {
    return new SandboxSettings(
        value,
        slots,
        callTimeout,
        sessionTimeout,
        hostTimeout,
        heapMegabytes,
        truthiness,
        recycleAfter,
        requireSeccomp,
        cpython);
  }

  /** Returns a copy with another number of slots, 0 to 256; 0 takes the worker's processors. */
  public SandboxSettings withSlots(int value) {
    return new SandboxSettings(
        engine,
        value,
        callTimeout,
        sessionTimeout,
        hostTimeout,
        heapMegabytes,
        truthiness,
        recycleAfter,
        requireSeccomp,
        cpython);
  }

  /** Returns a copy with another limit a call, 10 ms to 1 h. */
  public SandboxSettings withCallTimeout(Duration value) {
    return new SandboxSettings(
        engine,
        slots,
        value,
        sessionTimeout,
        hostTimeout,
        heapMegabytes,
        truthiness,
        recycleAfter,
        requireSeccomp,
        cpython);
  }

  /** Returns a copy with another limit a session, 10 ms to 1 day. */
  public SandboxSettings withSessionTimeout(Duration value) {
    return new SandboxSettings(
        engine,
        slots,
        callTimeout,
        value,
        hostTimeout,
        heapMegabytes,
        truthiness,
        recycleAfter,
        requireSeccomp,
        cpython);
  }

  /** Returns a copy with another limit for the start and the silence of a host, 1 s to 1 h. */
  public SandboxSettings withHostTimeout(Duration value) {
    return new SandboxSettings(
        engine,
        slots,
        callTimeout,
        sessionTimeout,
        value,
        heapMegabytes,
        truthiness,
        recycleAfter,
        requireSeccomp,
        cpython);
  }

  /** Returns a copy with another memory limit, 192 to 65536 MB. */
  public SandboxSettings withHeapMegabytes(int value) {
    return new SandboxSettings(
        engine,
        slots,
        callTimeout,
        sessionTimeout,
        hostTimeout,
        value,
        truthiness,
        recycleAfter,
        requireSeccomp,
        cpython);
  }

  /** Returns a copy that takes other answers. */
  public SandboxSettings withTruthiness(Truthiness value) {
    return new SandboxSettings(
        engine,
        slots,
        callTimeout,
        sessionTimeout,
        hostTimeout,
        heapMegabytes,
        value,
        recycleAfter,
        requireSeccomp,
        cpython);
  }

  /** Returns a copy that recycles after another number of functions, 1 to 1,000,000. */
  public SandboxSettings withRecycleAfter(int value) {
    return new SandboxSettings(
        engine,
        slots,
        callTimeout,
        sessionTimeout,
        hostTimeout,
        heapMegabytes,
        truthiness,
        value,
        requireSeccomp,
        cpython);
  }

  /** Returns a copy that does, or does not, insist on the kernel's filter. */
  public SandboxSettings withRequireSeccomp(boolean value) {
    return new SandboxSettings(
        engine,
        slots,
        callTimeout,
        sessionTimeout,
        hostTimeout,
        heapMegabytes,
        truthiness,
        recycleAfter,
        value,
        cpython);
  }

  /** Returns a copy with other settings of the engine on CPython. */
  public SandboxSettings withCpython(CPythonSettings value) {
    return new SandboxSettings(
        engine,
        slots,
        callTimeout,
        sessionTimeout,
        hostTimeout,
        heapMegabytes,
        truthiness,
        recycleAfter,
        requireSeccomp,
        value);
  }

  /** Returns the number of slots on this machine. */
  int slotsHere() {
    return slots > 0 ? slots : Runtime.getRuntime().availableProcessors();
  }

  private static <T extends Comparable<T>> void check(String name, T value, T low, T high) {
    if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + " but must be from " + low + " to " + high);
    }
  }
}
