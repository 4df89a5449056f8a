package org.autoif.io.sandbox.host;

import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's filter for a host that is warm: an interpreter goes on reading its library, takes
 * memory and starts threads; it starts no process, signals none, opens no socket and changes no
 * file. A refused call fails with {@code EPERM}, or as if the kernel did not have it where a C
 * library then takes an older one.
 *
 * <p>In the words of seccomp(2): classic BPF over {@code struct seccomp_data}. An instruction is a
 * {@code struct sock_filter} as a little-endian number.
 */
final class SeccompProgram {
  static final int ALLOW = 0x7FFF0000;
  static final int KILL = 0x80000000;
  static final int EPERM = 0x00050000 | 1;
  static final int ENOSYS = 0x00050000 | 38;

  static final int LOAD = 0x20;
  static final int EQUAL = 0x15;
  static final int AT_LEAST = 0x35;
  static final int ANY_BIT = 0x45;
  static final int ANSWER = 0x06;

  static final int NUMBER = 0;
  static final int ARCHITECTURE = 4;
  private static final int ARGUMENTS = 16;

  // O_WRONLY, O_RDWR, O_CREAT and O_TRUNC are the same on both machines.
  private static final int WRITES = 0x1 | 0x2 | 0x40 | 0x200;
  private static final int CLONE_THREAD = 0x10000;
  // TIOCSTI and TIOCLINUX type on the terminal; FIOSETOWN, SIOCSPGRP and the two commands of
  // fcntl choose whom the kernel sends a signal.
  private static final int[] IOCTLS = {0x5412, 0x541C, 0x8901, 0x8902};
  private static final int[] FCNTLS = {8, 15};

  private final SeccompMachine machine;
  private final List<Long> code = new ArrayList<>();

  private SeccompProgram(SeccompMachine machine) {
    this.machine = machine;
  }

  /**
   * Returns the filter.
   *
   * @param pid of the process, which may signal its own threads
   */
  static long[] of(SeccompMachine machine, int pid) {
    SeccompProgram program = new SeccompProgram(machine);
    program.add(LOAD, 0, 0, ARCHITECTURE);
    program.answerUnless(machine.architecture(), KILL);
    program.add(LOAD, 0, 0, NUMBER);
    // Among them the calls of x32, which are another table on the same machine.
    program.answerIf(AT_LEAST, SeccompMachine.FIRST_UNKNOWN, ENOSYS);
    for (int number : machine.refused()) {
      program.answerIf(EQUAL, number, EPERM);
    }
    // Their flags are in memory, where a filter cannot look.
    program.answerIf(EQUAL, machine.number("clone3"), ENOSYS);
    program.answerIf(EQUAL, machine.number("openat2"), ENOSYS);
    program.judge("clone", 0, ANY_BIT, ALLOW, EPERM, CLONE_THREAD);
    program.judge("open", 1, ANY_BIT, EPERM, ALLOW, WRITES);
    program.judge("openat", 2, ANY_BIT, EPERM, ALLOW, WRITES);
    program.judge("tgkill", 0, EQUAL, ALLOW, EPERM, pid);
    program.judge("prlimit64", 0, EQUAL, ALLOW, EPERM, 0, pid);
    program.judge("ioctl", 1, EQUAL, EPERM, ALLOW, IOCTLS);
    program.judge("fcntl", 1, EQUAL, EPERM, ALLOW, FCNTLS);
    program.add(ANSWER, 0, 0, ALLOW);
    return program.code.stream().mapToLong(Long::longValue).toArray();
  }

  /** For one call: an answer if the test of an argument holds for any value, else another. */
  private void judge(String call, int argument, int test, int then, int otherwise, int... values) {
    int number = machine.number(call);
    if (number < 0) {
      return;
    }
    add(EQUAL, 0, 2 + 2 * values.length, number);
    // The low half: the kernel reads no more of any of these.
    add(LOAD, 0, 0, ARGUMENTS + 8 * argument);
    for (int value : values) {
      answerIf(test, value, then);
    }
    add(ANSWER, 0, 0, otherwise);
  }

  private void answerIf(int test, int value, int answer) {
    add(test, 0, 1, value);
    add(ANSWER, 0, 0, answer);
  }

  private void answerUnless(int value, int answer) {
    add(EQUAL, 1, 0, value);
    add(ANSWER, 0, 0, answer);
  }

  private void add(int operation, int jumpIf, int jumpUnless, int value) {
    code.add(operation | (long) jumpIf << 16 | (long) jumpUnless << 24 | (long) value << 32);
  }
}
