package org.autoif.io.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The filter as the kernel reads it, for both machines on any machine. */
final class SeccompProgramTest {
  private static final int PID = 4711;

  @ParameterizedTest
  @EnumSource
  void givenCallThatNoHostNeeds_thenNoArgumentMakesItPass(SeccompMachine machine) {
    List<Integer> refused = machine.refused();
    assertEquals(refused.size(), new HashSet<>(refused).size());
    assertTrue(refused.contains(machine == SeccompMachine.X86_64 ? 59 : 221)); // execve
    for (int number : refused) {
      assertEquals(SeccompProgram.EPERM, answer(machine, number, 0, 0, 0));
      assertEquals(SeccompProgram.EPERM, answer(machine, number, PID, PID, PID));
    }
  }

  @ParameterizedTest
  @EnumSource
  void givenOpen_thenOnlyReadingPasses(SeccompMachine machine) {
    int openat = machine.number("openat");
    int readCloexecDirectory = 0x80000 | 0x10000 | 0x4000;
    assertEquals(SeccompProgram.ALLOW, answer(machine, openat, -100, 7, readCloexecDirectory));
    for (int write : List.of(1, 2, 0x40, 0x200, 0x441, 0x80241)) {
      assertEquals(SeccompProgram.EPERM, answer(machine, openat, -100, 7, write));
      if (machine == SeccompMachine.X86_64) {
        assertEquals(SeccompProgram.EPERM, answer(machine, 2, 7, write, 0));
      }
    }
    assertEquals(SeccompProgram.ENOSYS, answer(machine, 437, 0, 0, 0));
  }

  @ParameterizedTest
  @EnumSource
  void givenClone_thenOnlyThreadsPass(SeccompMachine machine) {
    int clone = machine.number("clone");
    assertEquals(SeccompProgram.ALLOW, answer(machine, clone, 0x3D0F00, 0, 0));
    assertEquals(SeccompProgram.EPERM, answer(machine, clone, 17, 0, 0));
    assertEquals(SeccompProgram.EPERM, answer(machine, clone, 0x4111, 0, 0)); // as vfork
    assertEquals(SeccompProgram.ENOSYS, answer(machine, machine.number("clone3"), 0x10000, 0, 0));
  }

  @ParameterizedTest
  @EnumSource
  void givenAnotherProcessOrATerminal_thenRefused(SeccompMachine machine) {
    assertEquals(SeccompProgram.ALLOW, answer(machine, machine.number("tgkill"), PID, 1, 9));
    assertEquals(SeccompProgram.EPERM, answer(machine, machine.number("tgkill"), 1, 1, 9));
    assertEquals(SeccompProgram.ALLOW, answer(machine, machine.number("prlimit64"), 0, 3, 0));
    assertEquals(SeccompProgram.EPERM, answer(machine, machine.number("prlimit64"), 1, 3, 0));
    assertEquals(SeccompProgram.EPERM, answer(machine, machine.number("ioctl"), 0, 0x5412, 0));
    assertEquals(SeccompProgram.ALLOW, answer(machine, machine.number("ioctl"), 0, 0x5413, 0));
    assertEquals(SeccompProgram.EPERM, answer(machine, machine.number("fcntl"), 0, 8, 1));
    assertEquals(SeccompProgram.ALLOW, answer(machine, machine.number("fcntl"), 0, 3, 0));
  }

  @ParameterizedTest
  @EnumSource
  void givenCallThatTheTableDoesNotKnow_thenItDoesNotExist(SeccompMachine machine) {
    assertEquals(SeccompProgram.ENOSYS, answer(machine, 470, 0, 0, 0));
    assertEquals(SeccompProgram.ENOSYS, answer(machine, 0x40000000 | 59, 0, 0, 0));
    assertEquals(SeccompProgram.ENOSYS, answer(machine, -1, 0, 0, 0));
    assertEquals(SeccompProgram.ALLOW, answer(machine, 98, 0, 0, 0));
  }

  @ParameterizedTest
  @EnumSource
  void givenAnotherArchitecture_thenTheProcessDies(SeccompMachine machine) {
    assertEquals(SeccompProgram.KILL, run(machine, 0x40000003, 11, 0, 0, 0));
  }

  private static int answer(SeccompMachine machine, int number, int... arguments) {
    return run(machine, machine.architecture(), number, arguments);
  }

  /** Runs the program; it has only jumps forward, so it ends. */
  private static int run(SeccompMachine machine, int architecture, int number, int... arguments) {
    long[] code = SeccompProgram.of(machine, PID);
    int loaded = 0;
    for (int at = 0; ; at++) {
      int value = (int) (code[at] >>> 32);
      boolean jumps;
      switch ((int) (code[at] & 0xFFFF)) {
        case SeccompProgram.LOAD -> {
          loaded =
              switch (value) {
                case SeccompProgram.NUMBER -> number;
                case SeccompProgram.ARCHITECTURE -> architecture;
                default -> arguments[(value - 16) / 8];
              };
          continue;
        }
        case SeccompProgram.ANSWER -> {
          return value;
        }
        case SeccompProgram.EQUAL -> jumps = loaded == value;
        case SeccompProgram.AT_LEAST -> jumps = Integer.compareUnsigned(loaded, value) >= 0;
        case SeccompProgram.ANY_BIT -> jumps = (loaded & value) != 0;
        default -> throw new AssertionError("not an instruction: " + code[at]);
      }
      at += (int) (code[at] >>> (jumps ? 16 : 24) & 0xFF);
    }
  }
}
