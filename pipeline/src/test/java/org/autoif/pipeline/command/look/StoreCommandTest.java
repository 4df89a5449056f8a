package org.autoif.pipeline.command.look;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.autoif.io.llm.store.CompletionStore;
import org.autoif.io.llm.store.CompletionStores;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoreMaintenance;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.llm.store.StoredCompletion;
import org.autoif.pipeline.command.AutoIf;
import org.autoif.pipeline.command.Run;
import org.autoif.pipeline.command.job.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code store} on a store, as a user runs it. */
@Tag("slow")
class StoreCommandTest {
  private static final String HELP =
      """
      usage: autoif store stats|prune|export [--option=value ...]

      Shows, prunes or exports the completions that runs have paid for.

            [stats|prune|export]           What to do.

      Output:
            --output=<a text>              Folder for the results.

      Store:
            --completionStore=<a text>     Where finished completions are kept, so that none is paid for
                                             twice: jdbc:sqlite:FILE on one machine, jdbc:postgresql:
                                             //HOST/DATABASE?user=NAME for many, or none; by default
                                             completions.sqlite in the folder of --output.
            --completionStorePasswordEnv=<a text>
                                           Environment variable that holds the store's password, on every
                                             worker; by default PGPASSWORD, then the file ~/.pgpass.
            --completionStorePasswordFile=<a text>
                                           File that holds the store's password, on every worker; used
                                             when --completionStorePasswordEnv is not given.

      Prune:
            --model=<a text>               Delete those of this model.
            --olderThan=<a whole number>   Delete those made more than this many days ago.

      Export:
            --to=<a text>                  New file for the rows, one JSON object a line; by default
                                             standard output.

      For example:

        autoif store prune --output=out --olderThan=90

      Beam's own options, such as --runner, are taken besides.
      """;

  private static final String STATS =
      """
      model                    step                 role          rows       bytes  prompt tok   compl tok  first       last
      big                      SampleResponses      teacher          1           9          10           5  2026-01-01  2026-01-01
      small                    GenerateVerifiers    teacher          2          10          20          10  2026-01-01  2026-01-02
      all                                                            3          19          30          15  2026-01-01  2026-01-02

      3 completions in jdbc:sqlite:@/completions.sqlite, 0.0 MB on disk
      """;

  private static final String ROW_C =
      "{\"key\":\"c\",\"model\":\"big\",\"step\":\"SampleResponses\",\"role\":\"teacher\","
          + "\"text\":\"täxt\",\"reasoning\":\"why?\",\"finish_reason\":\"stop\","
          + "\"prompt_tokens\":10,\"completion_tokens\":5,\"cached_tokens\":0,"
          + "\"latency_millis\":-1,\"attempts\":1,\"created\":1767225600001}";

  private static final long NEW_YEAR = 1_767_225_600_000L;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  @BeforeEach
  void writeStore() throws StoreException {
    try (CompletionStore store = CompletionStores.open(StoreSettings.sqlite(file()))) {
      put(store, row("a", "small", "GenerateVerifiers", "first", null, NEW_YEAR));
      put(store, row("b", "small", "GenerateVerifiers", "later", null, NEW_YEAR + 86_400_000));
      put(store, row("c", "big", "SampleResponses", "täxt", "why?", NEW_YEAR + 1));
    }
  }

  @Test
  void givenHelp_thenActionsAndOptionsAreTold() {
    Run run = Run.of("store", "--help");
    assertThat(run.out(), is(HELP));
    assertThat(run.status(), is(0));
  }

  @Test
  void givenStats_thenRowsAreCountedByModelStepAndRole() {
    Run run = store("stats");
    assertThat(run.err(), is(""));
    assertThat(run.out(), is(STATS.replace("@", folder.toString())));
  }

  @Test
  void givenExport_thenEachRowIsALine() throws Exception {
    Run run = store("export");
    assertThat(run.err(), is(""));
    List<String> rows = run.out().lines().toList();
    assertThat(rows.size(), is(3));
    assertThat(rows.get(1), is(ROW_C));
    Path to = folder.resolve("rows.jsonl");
    assertThat(store("export", "--to=" + to).out(), is("completions in " + to + "\n"));
    assertThat(Files.readAllLines(to), is(rows));
    Run again = store("export", "--to=" + to);
    assertThat(again.status(), is(2));
    assertThat(again.err(), is("autoif: --to='" + to + "' exists already: choose another file\n"));
  }

  @Test
  void givenPlainLocale_thenTheRowsAreUtf8AndAFullDiskIsAFailure() throws Exception {
    Path to = folder.resolve("printed.jsonl");
    assertThat(export(to.toFile()), is(0));
    assertThat(Files.readAllLines(to).get(1), is(ROW_C));
    File full = new File("/dev/full");
    if (full.exists()) {
      assertThat(export(full), is(1));
      assertThat(
          Files.readString(folder.resolve("err")),
          is("autoif: standard output cannot be written: not all of it arrived\n"));
    }
  }

  /** Exports in a process of its own, as the program is started, and returns its status. */
  private int export(File to) throws Exception {
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            AutoIf.class.getName(),
            "store",
            "export",
            "--output=" + folder);
    program.environment().put("LC_ALL", "C");
    return program
        .redirectOutput(to)
        .redirectError(folder.resolve("err").toFile())
        .start()
        .waitFor();
  }

  @Test
  void givenServerThatIsAway_thenTheJobHasFailed() throws Exception {
    String url = "jdbc:postgresql://127.0.0.1:1/d";
    StoreException away =
        assertThrows(
            StoreException.class,
            () -> StoreMaintenance.of(StoreSettings.of(url).withPatienceMillis(1)).stats());
    assertThat(
        Stores.unusable(away).getMessage(),
        startsWith("--completionStore: the completion store " + url + " cannot be reached: "));
  }

  @Test
  void givenPrune_thenOnlyWhatMeetsAllLimitsGoes() {
    assertThat(store("prune", "--olderThan=36500").out(), containsString("0 completions deleted"));
    assertThat(
        store("prune", "--model=small", "--olderThan=0").out(),
        is("2 completions deleted; runs that need them ask again\n"));
    assertThat(store("export").out(), is(ROW_C + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|store needs one of stats, prune or export",
        "vacuum|store needs one of stats, prune or export, not 'vacuum'",
        "stats|--output or --completionStore is needed",
        "prune --output=@|store prune needs --olderThan or --model",
        "prune --output=@ --olderThan=-1|--olderThan -1: must be 0 or more days",
        "stats --completionStore=none|--completionStore=none: there is nothing to stats",
        "stats --output=@/absent|--completionStore: the completion store"
            + " jdbc:sqlite:@/absent/completions.sqlite is not there",
        "stats --completionStore=jdbc:mysql://h|--completionStore: expected jdbc:sqlite:FILE or",
        "stats --completionStore=jdbc:postgresql://h/d?password=canary|--completionStore: a"
            + " password in the address would be shown",
        "stats --completionStore=jdbc:postgresql://127.0.0.1:1/d --completionStorePasswordEnv=AUTOIF_NO"
            + "|--completionStore: the environment variable AUTOIF_NO is not set",
        "stats --completionStore=jdbc:sqlite:@/text|jdbc:sqlite:@/text is corrupt or not an SQLite"
      })
  void givenBadArguments_thenOneLineTellsIt(String test) throws Exception {
    Files.writeString(
        folder.resolve("text"), "no database, but long enough to be looked at\n".repeat(9));
    String[] parts = test.replace("@", folder.toString()).split("\\|", -1);
    Run run = Run.of(("store " + parts[0]).strip().split(" ", -1));
    assertThat(run.err(), containsString(parts[1]));
    assertThat(run.err(), matchesPattern("autoif: [^\\n]+\\R"));
    assertThat(run.err(), not(containsString("canary")));
    assertThat(run.status(), is(2));
    assertThat(run.out(), is(""));
  }

  @Test
  void givenReadOnlyStore_thenARunIsRefusedBeforeItStarts() throws Exception {
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--r--r--"));
    Run run = Run.of("synthesize", "--demo", "--output=" + folder, "--version=v");
    assertThat(
        run.err(),
        is(
            "autoif: --completionStore: the completion store jdbc:sqlite:"
                + file()
                + " is read-only\n"));
    assertThat(run.status(), is(2));
    assertThat(Files.exists(folder.resolve("v")), is(false));
  }

  @Test
  void givenCorruptStore_thenARunIsRefusedBeforeItStarts() throws Exception {
    Files.writeString(file(), "no database, but long enough to be looked at\n".repeat(9));
    Run run = Run.of("synthesize", "--demo", "--output=" + folder, "--version=v");
    assertThat(run.err(), containsString("is corrupt or not an SQLite database"));
    assertThat(run.err(), matchesPattern("autoif: --completionStore: [^\\n]+\\R"));
    assertThat(run.status(), is(2));
    assertThat(Files.exists(folder.resolve("v")), is(false));
  }

  private Path file() {
    return folder.resolve("completions.sqlite");
  }

  private Run store(String action, String... more) {
    return Run.of(
        Stream.concat(Stream.of("store", action, "--output=" + folder), Stream.of(more))
            .toArray(String[]::new));
  }

  private static StoredCompletion row(
      String key,
      String model,
      String step,
      String text,
      @Nullable String reasoning,
      long created) {
    return new StoredCompletion(
        key, model, step, "teacher", text, reasoning, "stop", 10, 5, 0, -1, 1, created);
  }

  private static void put(CompletionStore store, StoredCompletion row) {
    store.put(
        row,
        new CompletionStore.Receipt() {
          @Override
          public void stored(StoredCompletion kept) {}

          @Override
          public void lost(StoreException why) {
            throw new AssertionError(why);
          }
        });
  }
}
