package org.autoif.io.sandbox.jython;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.autoif.io.sandbox.EngineKind;
import org.autoif.io.sandbox.HostileCorpus;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.TestEngines;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.host.HostClassPath;
import org.autoif.io.sandbox.host.HostMain;
import org.autoif.io.sandbox.host.HostPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jython with its process: the walls round it, and what takes place behind them. */
@Tag("slow")
final class JythonEngineTest {
  private static final String NEEDED = "org/python/core/PySystemState.class";

  @Test
  void givenTheWall_thenGeneratedCodeReachesNothingAndTheHostEverything(@TempDir Path folder)
      throws Exception {
    assumeTrue(Runtime.version().feature() < 24, "no security manager from Java 24 on");
    Path file = Files.writeString(folder.resolve("file"), "as it was");
    List<String> said;
    try (ServerSocket open = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx64m",
                  "-XX:+UseSerialGC",
                  "-Djava.security.manager=allow",
                  "-cp",
                  HostClassPath.of(HostMain.class, NEEDED, folder),
                  WalledProcess.class.getName(),
                  file.toString(),
                  Integer.toString(open.getLocalPort()))
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      said = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
      assertEquals(0, process.waitFor(), said::toString);
    }
    assertEquals(
        List.of(
            "raised: true",
            "exec: denied",
            "read: denied",
            "list: denied",
            "write: denied",
            "delete: denied",
            "connect: denied",
            "listen: denied",
            "answer: denied",
            "ask: denied",
            "environment: denied",
            "native code: denied",
            "exit: denied",
            "halt: denied",
            "hook: denied",
            "streams: denied",
            "wall: denied",
            "climb: denied",
            "own jar: done",
            "thread: denied",
            "read by the host: done"),
        said);
    assertEquals("as it was", Files.readString(file));
  }

  /** What an interpreter unpacks or writes when it starts would fail here. */
  @Test
  void givenTheKernelsFilter_thenANewInterpreterStartsBehindIt() throws Exception {
    SandboxSettings settings =
        TestEngines.settings(EngineKind.JYTHON)
            .withSlots(1)
            .withRecycleAfter(1)
            .withCallTimeout(Duration.ofSeconds(2));
    try (HostPool pool =
        HostPool.start(settings, JythonGuest.class, NEEDED, JythonGuest.javaOptions())) {
      long host = pool.pid();
      for (int i = 0; i < 2; i++) {
        VerdictMatrix matrix =
            pool.run(
                new VerificationSession(
                    List.of(
                        "import json, math, re\ndef evaluate(r):\n return json.loads(r)['a'] == "
                            + i,
                        HostileCorpus.MAPPING,
                        "def evaluate(r):\n while True: pass"),
                    List.of("{\"a\": " + i + "}")));
        assertEquals(
            List.of("true", "true", "error:timeout"),
            matrix.rows().stream().map(row -> row.get(0).text()).toList());
      }
      assertEquals(host, pool.pid());
    }
  }

  /** The tick is never reached: the JVM has to go, and the verdict must say so. */
  @Test
  void givenOneCallThatNeverEnds_thenTheNextFunctionHasANewHost() throws Exception {
    SandboxSettings settings =
        TestEngines.settings(EngineKind.JYTHON)
            .withSlots(1)
            .withCallTimeout(Duration.ofMillis(200));
    try (HostPool pool =
        HostPool.start(settings, JythonGuest.class, NEEDED, JythonGuest.javaOptions())) {
      long host = pool.pid();
      VerificationSession session =
          new VerificationSession(
              List.of("def evaluate(r): return 10 ** 10 ** 8 > 0", "def evaluate(r): return True"),
              List.of(""));
      VerdictMatrix matrix = pool.run(session);
      assertEquals(
          Verdict.error(Verdict.Kind.TIMEOUT, "could not be stopped but by force"),
          matrix.get(0, 0));
      assertTrue(host != pool.pid());
      assertEquals(Verdict.TRUE, matrix.get(1, 0));
    }
  }
}
