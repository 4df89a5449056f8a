package org.autoif.io.sandbox.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The machines for which a {@link SeccompProgram} can be made, and their system calls. */
enum SeccompMachine {
  X86_64(0xC000003E, 1),
  AARCH64(0xC00000B7, 2);

  /**
   * What no host needs: name, number on x86_64, number on aarch64. From {@link #FIRST_UNKNOWN} on
   * every call is refused, so that nothing here has to be kept up with the kernel.
   */
  private static final String REFUSED =
      """
      execve 59 221, execveat 322 281, fork 57 -, vfork 58 -, ptrace 101 117, kcmp 312 272
      process_vm_readv 310 270, process_vm_writev 311 271, process_madvise 440 440
      process_mrelease 448 448, pidfd_open 434 434, pidfd_getfd 438 438, unshare 272 97
      setns 308 268, personality 135 92, setpgid 109 154, setsid 112 157

      kill 62 129, tkill 200 130, rt_sigqueueinfo 129 138, rt_tgsigqueueinfo 297 240
      pidfd_send_signal 424 424, setpriority 141 140, ioprio_set 251 30, sched_setaffinity 203 122

      socket 41 198, socketpair 53 199, connect 42 203, bind 49 200, listen 50 201, accept 43 202
      accept4 288 242, sendto 44 206, sendmsg 46 211, sendmmsg 307 269, recvfrom 45 207
      recvmsg 47 212, recvmmsg 299 243, shutdown 48 210, setsockopt 54 208

      setuid 105 146, setgid 106 144, setreuid 113 145, setregid 114 143, setresuid 117 147
      setresgid 119 149, setgroups 116 159, setfsuid 122 151, setfsgid 123 152, capset 126 91
      keyctl 250 219, add_key 248 217, request_key 249 218

      creat 85 -, truncate 76 45, rename 82 -, renameat 264 38, renameat2 316 276, mkdir 83 -
      mkdirat 258 34, rmdir 84 -, link 86 -, linkat 265 37, symlink 88 -, symlinkat 266 36
      unlink 87 -, unlinkat 263 35, mknod 133 -, mknodat 259 33, chmod 90 -, fchmod 91 52
      fchmodat 268 53, fchmodat2 452 452, chown 92 -, fchown 93 55, lchown 94 -, fchownat 260 54
      utime 132 -, utimes 235 -, utimensat 280 88, futimesat 261 -, setxattr 188 5, lsetxattr 189 6
      fsetxattr 190 7, removexattr 197 14, lremovexattr 198 15, fremovexattr 199 16
      open_by_handle_at 304 265

      mount 165 40, umount2 166 39, pivot_root 155 41, chroot 161 51, open_tree 428 428
      move_mount 429 429, fsopen 430 430, fsconfig 431 431, fsmount 432 432, fspick 433 433
      mount_setattr 442 442, swapon 167 224, swapoff 168 225, reboot 169 142, sethostname 170 161
      setdomainname 171 162, acct 163 89, quotactl 179 60, quotactl_fd 443 443, settimeofday 164 170
      clock_settime 227 112, clock_adjtime 305 266, adjtimex 159 171, syslog 103 116, vhangup 153 58
      iopl 172 -, ioperm 173 -, init_module 175 105, finit_module 313 273, delete_module 176 106
      kexec_load 246 104, kexec_file_load 320 294, bpf 321 280, perf_event_open 298 241
      userfaultfd 323 282, fanotify_init 300 262

      io_uring_setup 425 425, io_uring_enter 426 426, io_uring_register 427 427, io_setup 206 0
      io_submit 209 2, shmget 29 194, shmat 30 196, msgget 68 186, msgsnd 69 189, semget 64 190
      mq_open 240 180, mq_unlink 241 181
      """;

  /** What is refused, or not, by its arguments; and the call that installs the program. */
  private static final String JUDGED =
      """
      open 2 -, openat 257 56, openat2 437 437, clone 56 220, clone3 435 435, tgkill 234 131
      prlimit64 302 261, ioctl 16 29, fcntl 72 25, seccomp 317 277
      """;

  /** Calls from here on have the same numbers everywhere, and a C library can do without them. */
  static final int FIRST_UNKNOWN = 457;

  private final int architecture;
  private final int column;

  SeccompMachine(int architecture, int column) {
    this.architecture = architecture;
    this.column = column;
  }

  /** Returns this machine, or null if it is none of them. */
  static @Nullable SeccompMachine here() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return null;
    }
    return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64" -> AARCH64;
      default -> null;
    };
  }

  /** Returns the number by which the kernel names the machine to a filter. */
  int architecture() {
    return architecture;
  }

  /** Returns the numbers of what is refused whatever its arguments. */
  List<Integer> refused() {
    List<Integer> numbers = new ArrayList<>();
    for (String[] call : calls(REFUSED)) {
      if (!call[column].equals("-")) {
        numbers.add(Integer.valueOf(call[column]));
      }
    }
    return numbers;
  }

  /** Returns the number of a call that is judged by its arguments; -1 where there is none. */
  int number(String name) {
    for (String[] call : calls(JUDGED)) {
      if (call[0].equals(name)) {
        return call[column].equals("-") ? -1 : Integer.parseInt(call[column]);
      }
    }
    throw new IllegalArgumentException("not in the table: " + name);
  }

  /** Returns name, and the two numbers, of each call in a table. */
  static List<String[]> calls(String table) {
    List<String[]> calls = new ArrayList<>();
    for (String entry : table.strip().split("\\s*[,\\n]\\s*", -1)) {
      calls.add(entry.split(" ", -1));
    }
    return calls;
  }
}
