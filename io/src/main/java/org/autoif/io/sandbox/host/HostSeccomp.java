package org.autoif.io.sandbox.host;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * In a host: gives up, for all of its threads and for good, the system calls that judging texts
 * does not need; see {@link SeccompProgram}. A second wall: should generated code ever get out of
 * its interpreter and run as Java, or as machine code, it can still only read.
 */
public final class HostSeccomp {
  private static final long PR_SET_NO_NEW_PRIVS = 38;
  private static final long SECCOMP_SET_MODE_FILTER = 1;
  private static final long SECCOMP_FILTER_FLAG_TSYNC = 1;

  private HostSeccomp() {}

  /**
   * Installs the filter. No privilege is needed; a container may forbid it all the same.
   *
   * @return why it is not installed, empty if it is
   */
  static String install() {
    SeccompMachine machine = SeccompMachine.here();
    if (machine == null) {
      return "it is not made for "
          + System.getProperty("os.name")
          + " on "
          + System.getProperty("os.arch");
    }
    try (FileChannel warm = FileChannel.open(Path.of("/dev/null"), StandardOpenOption.READ)) {
      // The first channel on a file makes a pair of sockets; later ones don't.
      warm.size();
    } catch (IOException e) {
      return "there is no /dev/null: " + HostProtocol.describe(e);
    }
    int pid = Math.toIntExact(ProcessHandle.current().pid());
    try {
      return install(machine.number("seccomp"), SeccompProgram.of(machine, pid));
    } catch (LinkageError noNativeCode) {
      return "no native code can be loaded: " + HostProtocol.describe(noNativeCode);
    }
  }

  private static String install(long seccomp, long[] code) {
    NativeLibrary self = NativeLibrary.getProcess();
    if (call(self.getFunction("prctl"), PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0) {
      return "prctl fails with error " + Native.getLastError();
    }
    try (Memory lines = new Memory(8L * code.length);
        Memory program = new Memory(16)) {
      lines.write(0, code, 0, code.length);
      program.clear();
      program.setShort(0, (short) code.length);
      program.setPointer(8, lines);
      long result =
          call(
              self.getFunction("syscall"),
              seccomp,
              SECCOMP_SET_MODE_FILTER,
              SECCOMP_FILTER_FLAG_TSYNC,
              Pointer.nativeValue(program));
      if (result > 0) {
        return "thread " + result + " has a filter of its own";
      }
      return result == 0 ? "" : "the kernel refuses it with error " + Native.getLastError();
    }
  }

  private static long call(Function function, @Nullable Object... arguments) {
    return function.invokeLong(arguments);
  }
}
