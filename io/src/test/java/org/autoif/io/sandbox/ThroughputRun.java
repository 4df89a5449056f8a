package org.autoif.io.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.autoif.io.sandbox.cpython.CPythonInterpreter;
import org.autoif.io.sandbox.pool.Sandboxes;

/**
 * Compares an engine with what it replaces: one CPython that runs the same functions on the same
 * texts by {@code exec} in its own process, under an alarm, with no isolation at all. Both are
 * measured by turns, in the same run. An engine in a JVM compiles itself while it runs, which takes
 * it about a minute of work: the first pass is told, and the mean of the two after it is compared.
 *
 * <p>Arguments: engine, rounds, slots, threads, file of recorded verdicts; and, for {@code cpython}
 * with a process for every function, {@code forkEach}.
 */
public final class ThroughputRun {
  private static final int WARM_PASSES = 2;

  private ThroughputRun() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    EngineKind kind = EngineKind.valueOf(args[0].toUpperCase(Locale.ROOT));
    int rounds = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[3]);
    SandboxSettings settings =
        SandboxSettings.of()
            .withEngine(kind)
            .withSlots(Integer.parseInt(args[2]))
            .withCpython(CPythonSettings.of().withForkEach(args.length > 5));
    List<GoldenCorpus.Row> rows = GoldenCorpus.read(Path.of(args[4]));
    String python = CPythonInterpreter.find("python3").executable();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      double before = upstream(python, rows);
      double isolated = engine(settings, rows, threads);
      double after = upstream(python, rows);
      ratios.add((before + after) / 2 / isolated);
      System.out.printf(
          "unisolated %.2f s and %.2f s, engine %.2f s: ratio %.2f%n",
          before, after, isolated, ratios.get(round));
    }
    System.out.printf(
        "%s, %d slots, %d functions: median ratio %.2f%n",
        kind.text(),
        settings.slots(),
        rows.size(),
        ratios.stream().sorted().toList().get(rounds / 2));
  }

  private static double engine(SandboxSettings settings, List<GoldenCorpus.Row> rows, int threads)
      throws Exception {
    try (VerifierEngine engine = Sandboxes.open(settings)) {
      System.out.printf("  first pass %.2f s%n", pass(engine, rows, threads));
      double worker = processor(ProcessHandle.current());
      double hosts = hosts();
      double seconds = 0;
      for (int pass = 0; pass < WARM_PASSES; pass++) {
        seconds += pass(engine, rows, threads) / WARM_PASSES;
      }
      System.out.printf(
          "  processor seconds a pass: worker %.2f, hosts %.2f%n",
          (processor(ProcessHandle.current()) - worker) / WARM_PASSES,
          (hosts() - hosts) / WARM_PASSES);
      return seconds;
    }
  }

  private static double pass(VerifierEngine engine, List<GoldenCorpus.Row> rows, int threads)
      throws Exception {
    long start = System.nanoTime();
    GoldenRun.run(engine, rows, threads);
    return (System.nanoTime() - start) / 1e9;
  }

  private static double hosts() {
    double seconds = 0;
    for (ProcessHandle host : ProcessHandle.current().children().toList()) {
      seconds += processor(host);
      for (ProcessHandle child : host.children().toList()) {
        seconds += processor(child);
      }
    }
    return seconds;
  }

  /** Processor time of a process and of its children that have ended, by Linux's count. */
  private static double processor(ProcessHandle process) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return IntStream.of(11, 12, 13, 14).mapToLong(i -> Long.parseLong(fields[i])).sum() / 100.0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Returns the seconds that the loop takes, without its start. */
  private static double upstream(String python, List<GoldenCorpus.Row> rows) throws IOException {
    Path script = Files.createTempFile("upstream", ".py");
    try (InputStream source = ThroughputRun.class.getResourceAsStream("unisolated_loop.py")) {
      if (source == null) {
        throw new IOException("unisolated_loop.py is missing");
      }
      Files.write(script, source.readAllBytes());
      Process process = new ProcessBuilder(python, script.toString()).start();
      try (BufferedWriter out = process.outputWriter(UTF_8)) {
        ObjectMapper mapper = new ObjectMapper();
        for (GoldenCorpus.Row row : rows) {
          out.write(
              mapper.writeValueAsString(
                  Map.of("function", row.function(), "inputs", row.inputs())));
          out.newLine();
        }
      }
      try (InputStream in = process.getInputStream()) {
        List<Double> numbers = new ObjectMapper().readValue(in, new TypeReference<>() {});
        System.out.printf("  processor seconds: unisolated %.2f%n", numbers.get(1));
        return numbers.get(0);
      }
    } finally {
      Files.delete(script);
    }
  }
}
