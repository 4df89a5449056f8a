package org.autoif.io.sandbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.autoif.io.sandbox.Verdict.Kind;
import org.autoif.io.sandbox.cpython.CPythonEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever dies, nothing else does, and nothing stays behind. */
@Timeout(240)
class CPythonLifeTest {
  /** Has a process of its own, because of the eval, and sleeps so that it is caught in it. */
  private static final String SLOW =
      """
      import time
      def evaluate(response):
          time.sleep(float(eval(response)))
          return True
      """;

  private VerifierEngine engine;
  private ExecutorService threads;

  @BeforeEach
  void open() throws IOException {
    assumeTrue(TestEngines.isHere(EngineKind.CPYTHON), "no CPython 3.9 or newer here");
    engine =
        CPythonEngine.open(
            TestEngines.settings(EngineKind.CPYTHON).withCallTimeout(Duration.ofMinutes(3)));
    threads = Executors.newFixedThreadPool(2);
  }

  @AfterEach
  void close() {
    if (engine != null) {
      engine.close();
      threads.shutdownNow();
    }
  }

  @Test
  void givenFunctionWithWhichEveryHostDies_thenItIsCrash() throws Exception {
    Future<VerdictMatrix> running = threads.submit(() -> engine.run(session("150")));
    for (int death = 0; death < 3; death++) {
      ProcessHandle host = busyHost();
      host.destroyForcibly();
      host.onExit().get();
    }

    assertThat(running.get().get(0, 0).kind(), is(Kind.CRASH));
    assertThat(engine.run(session("0")).get(0, 0), is(Verdict.TRUE));
  }

  @Test
  void givenHostKilled_thenItsChildrenDieWithIt() throws Exception {
    Future<VerdictMatrix> running = threads.submit(() -> engine.run(session("0.5")));
    ProcessHandle host = busyHost();
    List<ProcessHandle> children = host.descendants().toList();
    assertThat(children, is(not(empty())));
    host.destroyForcibly();
    for (ProcessHandle child : children) {
      awaitEnd(child);
    }
    running.get();
  }

  @Test
  void givenChildrenKilledFromOutside_thenTheyAreRunAgain() throws Exception {
    Future<VerdictMatrix> running = threads.submit(() -> engine.run(session("0.5")));
    ProcessHandle host = busyHost();
    host.children().forEach(ProcessHandle::destroyForcibly);

    assertThat(running.get().get(0, 0), is(Verdict.TRUE));
    assertThat(engine.run(session("0")).get(0, 0), is(Verdict.TRUE));
  }

  @Test
  void givenInterrupt_thenCallEndsAndSlotIsFree() throws Exception {
    Future<VerdictMatrix> running = threads.submit(() -> engine.run(session("150")));
    busyHost();
    running.cancel(true);
    threads.shutdown();

    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS), is(true));
    assertThat(engine.run(session("0")).get(0, 0), is(Verdict.TRUE));
  }

  @Test
  void givenClose_thenRunningSessionFailsAndNoProcessIsLeft() throws Exception {
    Future<VerdictMatrix> running = threads.submit(() -> engine.run(session("150")));
    busyHost();
    List<ProcessHandle> all = hosts().stream().flatMap(CPythonLifeTest::family).toList();
    engine.close();

    Exception e = Assertions.assertThrows(Exception.class, running::get);
    assertThat(e.getCause() instanceof IOException, is(true));
    for (ProcessHandle process : all) {
      awaitEnd(process);
    }
    Assertions.assertThrows(IOException.class, () -> engine.run(session("0")));
  }

  private static VerificationSession session(String seconds) {
    return new VerificationSession(List.of(SLOW), List.of(seconds));
  }

  private static Set<ProcessHandle> hosts() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  private static Stream<ProcessHandle> family(ProcessHandle host) {
    return Stream.concat(Stream.of(host), host.descendants());
  }

  /** Waits for a host in whose own child (after the runner) a verifier sleeps. */
  private static ProcessHandle busyHost() throws InterruptedException {
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      for (ProcessHandle host : hosts()) {
        if (host.children().count() >= 2) {
          return host;
        }
      }
      Thread.onSpinWait();
    }
  }

  private static void awaitEnd(ProcessHandle process) throws Exception {
    process.onExit().get(60, TimeUnit.SECONDS);
  }
}
