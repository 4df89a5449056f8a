package org.autoif.io.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.Truthiness;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second wall of the hosts, on machines that have it; and what is said where it is missing. */
final class HostSeccompTest {
  private static final String NEEDED = "org/graalvm/polyglot/Engine.class";

  @Test
  void givenTheFilter_thenAProcessCanReadAndStartThreadsAndNoMore(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "as it was");
    List<String> said;
    try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      said = heldProcess(folder, file, open.getLocalPort());
    }
    assumeTrue(said.isEmpty() || !said.get(0).startsWith("unavailable"), said::toString);
    assertEquals(
        List.of(
            "exec: denied",
            "connect: denied",
            "listen: denied",
            "write: denied",
            "append: denied",
            "create: denied",
            "folder: denied",
            "rename: denied",
            "delete: denied",
            "mode: done", // which only returns whether it was
            "link: denied",
            "signal: denied",
            "thread of before: denied",
            "read: as it was",
            "files beside it: 1",
            "thread of later: ran",
            "memory: 16777216"),
        said);
    assertEquals("as it was", Files.readString(file));
  }

  private static List<String> heldProcess(Path folder, Path file, int port) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Djna.nosys=true",
                "-cp",
                HostClassPath.of(HostMain.class, NEEDED, folder),
                HeldProcess.class.getName(),
                file.toString(),
                Integer.toString(port))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    List<String> said = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertEquals(0, process.waitFor(), said::toString);
    return said;
  }

  @Test
  void givenAHost_thenEveryThreadOfItIsHeld() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "no /proc here");
    HostPool pool;
    try {
      pool = HostPool.start(settings(true), PlainGuest.class, NEEDED, List.of());
    } catch (IOException e) {
      assumeTrue(false, e.getMessage());
      return;
    }
    try (pool) {
      List<String> modes = new ArrayList<>();
      try (var threads = Files.list(Path.of("/proc", Long.toString(pool.pid()), "task"))) {
        for (Path thread : threads.toList()) {
          Files.readAllLines(thread.resolve("status")).stream()
              .filter(line -> line.startsWith("Seccomp:"))
              .forEach(modes::add);
        }
      }
      assertEquals(Collections.nCopies(modes.size(), "Seccomp:\t2"), modes);
    }
  }

  @Test
  void givenAMachineThatHasNone_thenItIsUsedUnlessTheSettingsRequireIt() throws Exception {
    VerificationSession session = new VerificationSession(List.of("any"), List.of("a"));
    try (VerifierEngine engine =
        HostPool.start(settings(false), StrangeGuest.class, NEEDED, List.of())) {
      assertEquals(Verdict.TRUE, engine.run(session).get(0, 0));
    }
    IOException e =
        assertThrows(
            IOException.class,
            () -> HostPool.start(settings(true), StrangeGuest.class, NEEDED, List.of()).close());
    assertEquals(
        "seccomp is not available here, and the settings require it:"
            + " it is not made for Linux on s390x",
        e.getMessage());
  }

  private static SandboxSettings settings(boolean requireSeccomp) {
    return SandboxSettings.of().withSlots(2).withRequireSeccomp(requireSeccomp);
  }

  /** Accepts every text. */
  static class PlainGuest implements Guest {
    PlainGuest(Truthiness truthiness, int recycleAfter) {}

    @Override
    public String version() {
      return "plain 1";
    }

    @Override
    public void prepare() {}

    @Override
    public @Nullable Verdict load(String source) {
      return null;
    }

    @Override
    public @Nullable Verdict reload() {
      return null;
    }

    @Override
    public boolean isLoaded() {
      return true;
    }

    @Override
    public Verdict call(String input) {
      return Verdict.TRUE;
    }

    @Override
    public Runnable canceller() {
      return () -> {};
    }

    @Override
    public void drop() {}
  }

  /** Makes its process believe that it is on a machine for which there is no filter. */
  static final class StrangeGuest extends PlainGuest {
    StrangeGuest(Truthiness truthiness, int recycleAfter) {
      super(truthiness, recycleAfter);
      System.setProperty("os.name", "Linux");
      System.setProperty("os.arch", "s390x");
    }
  }
}
