package org.autoif.io.sandbox.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.autoif.io.sandbox.DyingWorker;
import org.autoif.io.sandbox.EngineKind;
import org.autoif.io.sandbox.FakeVerifierEngine;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.host.HostClassPath;
import org.autoif.io.sandbox.host.HostMain;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The holder and its processes: shared, replaced, and gone when they should be. */
@Tag("slow")
final class SandboxesTest {
  private static final String ENGINES = "org.autoif.io.sandbox.TestEngines#all";
  private static final VerificationSession MIXED =
      new VerificationSession(
          List.of(
              "import re\ndef words(t): return re.findall(r'\\w+', t)\n"
                  + "def evaluate(r): return len(words(r)) > 1  # download requests",
              "def evaluate(r): return helper(r)",
              "def evaluate(r): return r[3] == 'b'",
              "def evaluate(r) return True",
              "def evaluate(r): return 1",
              "def evaluate(r): raise SystemExit"),
          List.of("one", "a b", "aaab"));
  private static final List<List<String>> EXPECTED =
      List.of(
          List.of("false", "true", "false"),
          List.of("error:exception", "error:exception", "error:exception"),
          List.of("error:exception", "error:exception", "true"),
          List.of("error:compile", "error:compile", "error:compile"),
          List.of("error:not_bool", "error:not_bool", "error:not_bool"),
          List.of("error:exit", "error:exit", "error:exit"));

  @ParameterizedTest
  @MethodSource(ENGINES)
  void givenTwoUsers_thenOneEngineUntilTheLastCloses(SandboxSettings settings) throws Exception {
    Set<Long> before = children();
    VerifierEngine first = copy(Sandboxes.source(patient(settings))).open();
    Set<Long> started = children();
    started.removeAll(before);
    assertFalse(started.isEmpty());
    VerifierEngine second = Sandboxes.open(patient(settings));
    first.close();
    first.close();
    assertThrows(IllegalStateException.class, () -> first.run(MIXED));
    assertEquals(EXPECTED, texts(second.run(MIXED)));
    Set<Long> now = children();
    now.removeAll(before);
    assertEquals(started, now);
    Set<Long> all = descendants();
    all.removeAll(before);
    second.close();
    now = descendants();
    now.retainAll(all);
    assertEquals(Set.of(), now);
  }

  @ParameterizedTest
  @MethodSource(ENGINES)
  void givenAHostKilledWhenIdle_thenNobodyNotices(SandboxSettings settings) throws Exception {
    Set<Long> before = children();
    try (VerifierEngine engine = Sandboxes.open(patient(settings))) {
      Set<Long> hosts = children();
      hosts.removeAll(before);
      for (long pid : hosts) {
        ProcessHandle host = ProcessHandle.of(pid).orElseThrow();
        host.destroyForcibly();
        host.onExit().get(60, TimeUnit.SECONDS);
      }
      assertEquals(EXPECTED, texts(engine.run(MIXED)));
    }
  }

  @ParameterizedTest
  @MethodSource(ENGINES)
  void givenASessionOutOfTime_thenWhatIsLeftIsTimeout(SandboxSettings settings) throws Exception {
    SandboxSettings brief = settings.withSessionTimeout(Duration.ofSeconds(1));
    try (VerifierEngine engine = Sandboxes.open(brief)) {
      VerificationSession session =
          new VerificationSession(
              List.of(
                  "def evaluate(r):\n while r: pass\n return True",
                  "def evaluate(r): return eval('True')"),
              List.of("", "loop", ""));
      List<List<String>> rows = texts(engine.run(session));
      assertEquals(List.of("error:timeout", "error:timeout"), rows.get(0).subList(1, 3));
      assertEquals(List.of("error:timeout", "error:timeout", "error:timeout"), rows.get(1));
    }
  }

  @ParameterizedTest
  @MethodSource(ENGINES)
  void givenManyThreadsAndHostsKilledUnderThem_thenEveryVerdictIsRight(SandboxSettings settings)
      throws Exception {
    int sessions = 160;
    Set<Long> before = children();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try (VerifierEngine engine = Sandboxes.open(patient(settings))) {
      CountDownLatch some = new CountDownLatch(sessions / 4);
      List<Future<List<List<String>>>> answers = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        answers.add(
            threads.submit(
                () -> {
                  List<List<String>> answer = texts(engine.run(MIXED));
                  some.countDown();
                  return answer;
                }));
      }
      some.await();
      Set<Long> hosts = children();
      hosts.removeAll(before);
      hosts.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      for (Future<List<List<String>>> answer : answers) {
        assertEquals(EXPECTED, answer.get());
      }
      Set<Long> replaced = children();
      replaced.removeAll(before);
      assertNotEquals(hosts, replaced);
    } finally {
      threads.shutdown();
    }
    Set<Long> after = children();
    after.removeAll(before);
    assertEquals(Set.of(), after);
  }

  @ParameterizedTest
  @MethodSource(ENGINES)
  void givenAWorkerKilled_thenItsProcessesEndToo(SandboxSettings settings, @TempDir Path folder)
      throws Exception {
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                HostClassPath.of(HostMain.class, "org/graalvm/polyglot/Engine.class", folder),
                DyingWorker.class.getName(),
                settings.engine().text(),
                settings.engine() == EngineKind.CPYTHON ? "3" : "1")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
      String line = said.readLine();
      assertTrue(line != null && line.startsWith("open "), line);
      List<ProcessHandle> hosts = worker.descendants().toList();
      assertFalse(hosts.isEmpty());
      worker.destroyForcibly().waitFor();
      for (ProcessHandle host : hosts) {
        host.onExit().get(60, TimeUnit.SECONDS);
      }
    } finally {
      worker.destroyForcibly();
    }
  }

  @ParameterizedTest
  @MethodSource(ENGINES)
  void givenASlowRow_thenTwoTimeoutsEndItAndTheSessionsTimeEndsAll(SandboxSettings settings)
      throws Exception {
    SandboxSettings brief =
        settings.withCallTimeout(Duration.ofMillis(500)).withSessionTimeout(Duration.ofSeconds(30));
    String slow = "def evaluate(r):\n while r == 'loop': pass\n return True";
    try (VerifierEngine engine = Sandboxes.open(brief)) {
      VerificationSession session =
          new VerificationSession(
              List.of(slow, "def evaluate(r): return True"),
              List.of("a", "loop", "b", "loop", "c", "loop"));
      assertEquals(
          List.of(
              List.of(
                  "true",
                  "error:timeout",
                  "true",
                  "error:timeout",
                  "error:timeout",
                  "error:timeout"),
              List.of("true", "true", "true", "true", "true", "true")),
          texts(engine.run(session)));
    }
  }

  @Test
  void givenAHostThatGetsOn_thenItIsWaitedForBeyondItsTimeout() throws Exception {
    SandboxSettings settings =
        SandboxSettings.of().withSlots(1).withHostTimeout(Duration.ofSeconds(2));
    VerificationSession session =
        new VerificationSession(List.of("def evaluate(r): return True"), List.of(""));
    try (VerifierEngine engine = Sandboxes.open(patient(settings))) {
      assertEquals(Verdict.TRUE, engine.run(session).get(0, 0));
    }
  }

  /** A new host is cold, and the machine may be busy: where nothing loops, time is no object. */
  private static SandboxSettings patient(SandboxSettings settings) {
    return settings.withCallTimeout(Duration.ofMinutes(2));
  }

  private static List<List<String>> texts(VerdictMatrix matrix) {
    return matrix.rows().stream().map(FakeVerifierEngine::texts).toList();
  }

  /** The hosts; what they start comes and goes. */
  private static Set<Long> children() {
    return alive(ProcessHandle.current().children());
  }

  private static Set<Long> descendants() {
    return alive(ProcessHandle.current().descendants());
  }

  private static Set<Long> alive(Stream<ProcessHandle> processes) {
    return processes
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static VerifierEngine.Source copy(VerifierEngine.Source source) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(source);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (VerifierEngine.Source) in.readObject();
    }
  }
}
