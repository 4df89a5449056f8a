package org.autoif.io.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.autoif.io.sandbox.pool.Sandboxes;

/**
 * Runs the whole golden corpus and prints agreement, every difference and the rate of each pass.
 * Arguments: engine, slots, passes, file.
 */
public final class GoldenRun {
  private GoldenRun() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    EngineKind kind = EngineKind.valueOf(args[0].toUpperCase(Locale.ROOT));
    int slots = Integer.parseInt(args[1]);
    int passes = Integer.parseInt(args[2]);
    List<GoldenCorpus.Row> rows = GoldenCorpus.read(Path.of(args[3]));
    SandboxSettings settings = SandboxSettings.of().withEngine(kind).withSlots(slots);
    long start = System.nanoTime();
    try (VerifierEngine engine = Sandboxes.open(settings)) {
      System.out.printf("%s, start %d ms%n", engine.version(), millis(start));
      List<List<Verdict>> before = List.of();
      for (int pass = 0; pass < passes; pass++) {
        start = System.nanoTime();
        List<List<Verdict>> verdicts = run(engine, rows, slots);
        long took = millis(start);
        long pairs = rows.stream().mapToLong(row -> row.inputs().size()).sum();
        System.out.printf(
            "pass %d: %d pairs in %d ms, %d a second; same as before: %s%n",
            pass, pairs, took, pairs * 1000 / took, before.isEmpty() || before.equals(verdicts));
        before = verdicts;
      }
      report(kind, rows, before);
    }
  }

  static List<List<Verdict>> run(VerifierEngine engine, List<GoldenCorpus.Row> rows, int threads)
      throws InterruptedException, ExecutionException, IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<Verdict>>> futures = new ArrayList<>();
      for (GoldenCorpus.Row row : rows) {
        futures.add(
            pool.submit(
                () -> {
                  VerificationSession session =
                      new VerificationSession(List.of(row.function()), row.inputs());
                  return engine.run(session).rows().get(0);
                }));
      }
      List<List<Verdict>> verdicts = new ArrayList<>();
      for (Future<List<Verdict>> future : futures) {
        verdicts.add(future.get());
      }
      return verdicts;
    } finally {
      pool.shutdown();
    }
  }

  private static void report(
      EngineKind kind, List<GoldenCorpus.Row> rows, List<List<Verdict>> verdicts) {
    int declined = 0;
    int valid = 0;
    int closed = 0;
    int missing = 0;
    int pairs = 0;
    int same = 0;
    int flips = 0;
    for (int i = 0; i < rows.size(); i++) {
      GoldenCorpus.Row row = rows.get(i);
      if (row.verdicts().stream().anyMatch(v -> !v.startsWith("error"))) {
        valid++;
        closed += verdicts.get(i).stream().allMatch(v -> GoldenCorpus.isDeclined(kind, v)) ? 1 : 0;
      }
      for (int j = 0; j < row.inputs().size(); j++) {
        String expected = row.verdicts().get(j);
        Verdict verdict = verdicts.get(i).get(j);
        String actual = GoldenCorpus.recorded(verdict);
        if (GoldenCorpus.isDeclined(kind, verdict)) {
          declined++;
          continue;
        }
        pairs++;
        if (expected.equals(actual)) {
          same++;
          continue;
        }
        boolean flip = !expected.startsWith("error") && !actual.startsWith("error");
        flips += flip ? 1 : 0;
        missing += GoldenCorpus.lacksAModule(verdicts.get(i)) ? 1 : 0;
        System.out.printf(
            "function %d text %d: %s (%s) but %s: %s%n",
            row.id(), j, expected, row.raw().get(j), verdict.text(), verdict.message());
      }
    }
    System.out.printf(
        "%d of %d pairs agree: %.3f %%; %d flips; %d differ for want of a module%n",
        same, pairs, 100.0 * same / pairs, flips, missing);
    if (declined > 0) {
      System.out.printf(
          "declined: %d pairs, and %d of %d functions that have a verdict at all (%.2f %%)%n",
          declined, closed, valid, 100.0 * closed / valid);
    }
  }

  private static long millis(long since) {
    return Math.max(1, (System.nanoTime() - since) / 1_000_000);
  }
}
