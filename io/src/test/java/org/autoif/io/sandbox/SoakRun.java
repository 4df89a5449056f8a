package org.autoif.io.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.autoif.io.sandbox.pool.Sandboxes;

/**
 * Runs many sessions from many threads and says what grew meanwhile. Every fiftieth session has a
 * function that breaks something.
 *
 * <p>Arguments: engine, sessions, threads, slots.
 */
public final class SoakRun {
  private static final List<String> FUNCTIONS =
      List.of(
          "def evaluate(response): return len(response.split()) >= 3",
          "def evaluate(response): return eval('len(response)') > 10",
          "import re\ndef evaluate(response): return bool(re.search(r'\\d', response))");
  private static final List<String> BROKEN =
      List.of(
          "import os\ndef evaluate(response): os._exit(0)",
          "import os\ndef evaluate(response): os.abort()",
          "def evaluate(response):\n    while True: pass",
          "def evaluate(response): return evaluate(response)",
          "def evaluate(response): return 'a' * 10**10");

  private SoakRun() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    EngineKind kind = EngineKind.valueOf(args[0].toUpperCase(Locale.ROOT));
    int sessions = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    SandboxSettings settings =
        SandboxSettings.of()
            .withEngine(kind)
            .withSlots(Integer.parseInt(args[3]))
            .withCallTimeout(Duration.ofMillis(200));
    long start = System.nanoTime();
    try (VerifierEngine engine = Sandboxes.open(settings)) {
      System.out.println(run(engine, kind, threads, sessions));
    }
    System.out.printf(
        "%d sessions, %.1f s, processes left: %d%n",
        sessions, (System.nanoTime() - start) / 1e9, ProcessHandle.current().descendants().count());
  }

  private static String run(VerifierEngine engine, EngineKind kind, int threads, int sessions)
      throws Exception {
    AtomicInteger wrong = new AtomicInteger();
    phase(engine, kind, threads, sessions / 10, wrong);
    long[] before = measure();
    phase(engine, kind, threads, sessions - sessions / 10, wrong);
    long[] after = measure();
    return String.format(
        "wrong %d | descriptors of the worker %d -> %d, of hosts %d -> %d"
            + " | hosts' memory %d -> %d KB | heap %d -> %d MB | processes %d -> %d | hosts %d -> %d",
        wrong.get(),
        before[0],
        after[0],
        before[1],
        after[1],
        before[2],
        after[2],
        before[3],
        after[3],
        before[4],
        after[4],
        before[5],
        after[5]);
  }

  private static void phase(
      VerifierEngine engine, EngineKind kind, int threads, int sessions, AtomicInteger wrong)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      int number = i;
      all.add(
          pool.submit(
              () -> {
                if (!isRight(engine, kind, number)) {
                  wrong.incrementAndGet();
                }
                return null;
              }));
    }
    for (Future<?> each : all) {
      each.get();
    }
    pool.shutdown();
  }

  private static boolean isRight(VerifierEngine engine, EngineKind kind, int number)
      throws IOException, InterruptedException {
    List<String> functions = new ArrayList<>(FUNCTIONS);
    if (number % 50 == 0) {
      functions.add(1, BROKEN.get(number / 50 % BROKEN.size()));
    }
    String text = "text number " + number;
    List<List<Verdict>> rows =
        new ArrayList<>(
            engine.run(new VerificationSession(functions, List.of(text, "short"))).rows());
    if (number % 50 == 0 && rows.remove(1).stream().anyMatch(Verdict::isValid)) {
      return false;
    }
    rows.removeIf(row -> row.stream().allMatch(v -> GoldenCorpus.isDeclined(kind, v)));
    return rows.size() >= 2 && rows.stream().allMatch(List.of(Verdict.TRUE, Verdict.FALSE)::equals);
  }

  /** Descriptors of the worker, of the hosts; KB of the hosts; MB of heap; processes; hosts. */
  private static long[] measure() throws IOException {
    System.gc();
    long hosts = 0;
    long descriptors = 0;
    long kilobytes = 0;
    for (ProcessHandle host : ProcessHandle.current().children().toList()) {
      Path folder = Path.of("/proc", Long.toString(host.pid()));
      hosts++;
      descriptors += count(folder.resolve("fd"));
      kilobytes +=
          Files.readAllLines(folder.resolve("status")).stream()
              .filter(line -> line.startsWith("VmRSS"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum();
    }
    Runtime runtime = Runtime.getRuntime();
    return new long[] {
      count(Path.of("/proc/self/fd")),
      descriptors,
      kilobytes,
      (runtime.totalMemory() - runtime.freeMemory()) >> 20,
      ProcessHandle.current().descendants().count(),
      hosts
    };
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
