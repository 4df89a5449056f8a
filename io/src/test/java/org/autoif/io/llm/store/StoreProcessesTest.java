package org.autoif.io.llm.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that processes share, and one whose process is killed. */
class StoreProcessesTest {
  private static final int ROWS = 3000;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  @Test
  void givenTwoProcesses_thenBothGetTheSameRows() throws Exception {
    Path file = folder.resolve("store.sqlite");
    Process one = writer(file, "one", 0, ROWS);
    Process two = writer(file, "two", 0, ROWS);
    Map<String, String> first = new HashMap<>();
    Map<String, String> second = new HashMap<>();
    try (BufferedReader ones = lines(one);
        BufferedReader twos = lines(two)) {
      Thread reader = new Thread(() -> twos.lines().forEach(line -> put(second, line)));
      reader.start();
      ones.lines().forEach(line -> put(first, line));
      reader.join();
      assertThat(one.waitFor(), is(0));
      assertThat(two.waitFor(), is(0));
    } finally {
      one.destroyForcibly();
      two.destroyForcibly();
    }
    assertThat(first.size(), is(ROWS));
    assertThat(second, is(first));
    try (CompletionStore store = CompletionStores.open(StoreSettings.sqlite(file))) {
      store.find(first.keySet()).forEach((key, row) -> assertThat(row.text(), is(first.get(key))));
    }
  }

  @Test
  void givenKilledProcess_thenEveryRowItToldOfIsThere() throws Exception {
    int rounds = Integer.getInteger("autoif.kills", 4);
    Path file = folder.resolve("store.sqlite");
    Random random = new Random(7);
    Set<String> told = new HashSet<>();
    for (int round = 0; round < rounds; round++) {
      Process writer = writer(file, "text ".repeat(50), 1_000_000 * round, 1_000_000);
      try (BufferedReader lines = lines(writer)) {
        for (int left = 1 + random.nextInt(2000); left > 0; left--) {
          told.add(key(lines.readLine()));
        }
        writer.toHandle().destroyForcibly(); // the Process itself would close what it said
        lines.lines().filter(line -> line.endsWith("text ")).forEach(line -> told.add(key(line)));
        writer.waitFor();
      } finally {
        writer.destroyForcibly();
      }
      CompletionStores.check(StoreSettings.sqlite(file));
      try (CompletionStore store = CompletionStores.open(StoreSettings.sqlite(file))) {
        assertThat(store.find(told).keySet(), is(told));
      }
    }
    assertThat(told, hasItems("key0"));
  }

  private static void put(Map<String, String> rows, String line) {
    rows.put(key(line), line.substring(line.indexOf(' ')).strip());
  }

  private static String key(String line) {
    assertThat(line, line.startsWith("key"), is(true));
    return line.substring(0, line.indexOf(' '));
  }

  private static Process writer(Path file, String text, int first, int rows) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StoreWriter.class.getName(),
                file.toString(),
                text,
                Integer.toString(first),
                Integer.toString(rows)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static BufferedReader lines(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }
}
