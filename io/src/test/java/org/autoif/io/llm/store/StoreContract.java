package org.autoif.io.llm.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every database behind a store has to keep. */
abstract class StoreContract {
  /** Returns an empty store. */
  abstract StoreSettings settings() throws Exception;

  @Test
  void givenRow_thenItIsFoundByTheNextProcessThatOpens() throws Exception {
    StoreSettings settings = settings();
    StoredCompletion row =
        new StoredCompletion(
            "k",
            "model",
            "Step",
            "judge",
            "täxt\n\"😀\"",
            "why",
            "length",
            1L << 40,
            7,
            6,
            250,
            3,
            99);
    try (CompletionStore store = CompletionStores.open(settings)) {
      assertThat(StoreRows.put(store, row), is(row));
    }
    try (CompletionStore store = CompletionStores.open(settings)) {
      assertThat(store.find(List.of("k", "absent")), is(Map.of("k", row)));
      assertThat(store.find(List.of()), is(Map.of()));
    }
  }

  @Test
  void givenStoreOfTheFirstForm_thenItsRowsAreReadAndNewOnesWritten() throws Exception {
    StoreSettings settings = settings();
    CompletionStores.open(settings).close();
    try (Connection connection = new Database(settings).unpooled().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE completions");
      statement.execute(
          "CREATE TABLE completions (key VARCHAR(64) NOT NULL PRIMARY KEY, model TEXT NOT NULL,"
              + " step TEXT NOT NULL, role TEXT NOT NULL, text TEXT NOT NULL, reasoning TEXT,"
              + " finish_reason TEXT NOT NULL, prompt_tokens BIGINT NOT NULL,"
              + " completion_tokens BIGINT NOT NULL, created BIGINT NOT NULL)");
      statement.execute(
          "INSERT INTO completions VALUES ('old', 'm', 'Step', 'teacher', 'text', NULL, 'stop',"
              + " 10, 5, 1000)");
    }
    try (CompletionStore store = CompletionStores.open(settings)) {
      StoredCompletion row = StoreRows.row("new", "text");
      assertThat(StoreRows.put(store, row), is(row));
      assertThat(
          store.find(List.of("old", "new")),
          is(Map.of("old", StoreRows.row("old", "text"), "new", row)));
    }
  }

  @Test
  void givenKeyTwice_thenTheFirstStaysAndIsWhatTheReceiptTells() throws Exception {
    try (CompletionStore store = CompletionStores.open(settings())) {
      StoredCompletion first = StoreRows.row("k", "first");
      CompletableFuture<StoredCompletion> one = StoreRows.queue(store, first);
      CompletableFuture<StoredCompletion> two =
          StoreRows.queue(store, StoreRows.row("k", "second"));
      CompletableFuture<StoredCompletion> other = StoreRows.queue(store, StoreRows.row("l", "l"));
      assertThat(one.get(60, TimeUnit.SECONDS), is(first));
      assertThat(two.get(60, TimeUnit.SECONDS), is(first));
      assertThat(other.get(60, TimeUnit.SECONDS).text(), is("l"));
      assertThat(StoreRows.put(store, StoreRows.row("k", "third")), is(first));
    }
  }

  @Test
  void givenTextNoDatabaseTakes_thenTheReceiptTellsWhatIsRead() throws Exception {
    try (CompletionStore store = CompletionStores.open(settings())) {
      StoredCompletion row = StoreRows.row("k", "nul \0 half \ud83d!");
      assertThat(row.text(), is("nul \ufffd half \ufffd!"));
      assertThat(StoreRows.put(store, row), is(row));
      assertThat(store.find(List.of("k")), is(Map.of("k", row)));
    }
  }

  @Test
  void givenManyWhoTakeFromOneBudget_thenTheyGetAllOfItAndNoMore() throws Exception {
    try (CompletionStore store = CompletionStores.open(settings())) {
      List<Double> shares =
          IntStream.range(0, 40)
              .parallel()
              .mapToObj(
                  i -> {
                    try {
                      return store.share("calls of a run", 7, 100);
                    } catch (StoreException e) {
                      throw new AssertionError(e);
                    }
                  })
              .toList();
      assertThat(shares.stream().filter(share -> share == 7).count(), is(14L));
      assertThat(shares.stream().filter(share -> share == 2).count(), is(1L));
      assertThat(shares.stream().filter(share -> share == 0).count(), is(25L));
      assertThat(store.share("calls of another", 7, 5), is(5.0));
      assertThat(store.share("calls of another", 7, 5), is(0.0));
    }
  }

  @Test
  void givenManyThreads_thenAllRowsAreThereAfterClose() throws Exception {
    StoreSettings settings = settings();
    List<CompletableFuture<StoredCompletion>> receipts = new ArrayList<>();
    List<String> keys = IntStream.range(0, 4000).mapToObj(i -> "key" + i).toList();
    try (CompletionStore store = CompletionStores.open(settings)) {
      keys.parallelStream()
          .map(key -> StoreRows.queue(store, StoreRows.row(key, "text of " + key)))
          .forEach(
              receipt -> {
                synchronized (receipts) {
                  receipts.add(receipt);
                }
              });
    }
    assertThat(
        receipts.stream().allMatch(r -> r.isDone() && !r.isCompletedExceptionally()), is(true));
    try (CompletionStore store = CompletionStores.open(settings)) {
      Map<String, StoredCompletion> found = store.find(keys);
      assertThat(found.size(), is(4000));
      assertThat(found.get("key17"), is(StoreRows.row("key17", "text of key17")));
    }
  }

  @Test
  void givenClosedStore_thenRowsAreRefusedNotForgotten() throws Exception {
    CompletionStore store = CompletionStores.open(settings());
    store.close();
    store.close();
    CompletableFuture<StoredCompletion> late = StoreRows.queue(store, StoreRows.row("k", "late"));
    assertThat(late.isCompletedExceptionally(), is(true));
  }

  @Test
  void givenRows_thenMaintenanceCountsExportsAndPrunesThem() throws Exception {
    StoreSettings settings = settings();
    try (CompletionStore store = CompletionStores.open(settings)) {
      put(store, "a", "old", "One", 1000);
      put(store, "b", "new", "One", 2000);
      put(store, "c", "new", "Two", 3000);
      put(store, "d", "new", "Two", 4000);
    }
    StoreMaintenance maintenance = StoreMaintenance.of(settings);
    StoreStats stats = maintenance.stats();
    assertThat(
        stats.groups(),
        is(
            List.of(
                new StoreStats.Group("new", "One", "teacher", 1, 9, 3, 4, 2000, 2000),
                new StoreStats.Group("new", "Two", "teacher", 2, 18, 6, 8, 3000, 4000),
                new StoreStats.Group("old", "One", "teacher", 1, 9, 3, 4, 1000, 1000))));
    assertThat(stats.total().rows(), is(4L));
    assertThat(0L, lessThan(stats.diskBytes()));
    List<String> keys = new ArrayList<>();
    maintenance.export(row -> keys.add(row.key()));
    assertThat(keys, is(List.of("a", "b", "c", "d")));
    assertThat(maintenance.prune(4000, "new"), is(2L));
    assertThat(maintenance.prune(2000, null), is(1L));
    assertThat(maintenance.stats().total().rows(), is(1L));
  }

  @Test
  void givenTurnsOfSeveralThreads_thenTheyFollowOneAnother() throws Exception {
    int threads = 4;
    int each = 25;
    double length = 100_000;
    List<Long> begins = Collections.synchronizedList(new ArrayList<>());
    List<Thread> running = new ArrayList<>();
    long from = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                try (CompletionStore store = CompletionStores.open(settings())) {
                  for (int turn = 0; turn < each; turn++) {
                    begins.add(store.turn("requests somewhere", length));
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      running.add(thread);
      thread.start();
    }
    for (Thread thread : running) {
      thread.join();
    }
    double took = (System.nanoTime() - from) / 1e6;
    List<Long> sorted = begins.stream().sorted().toList();
    assertThat(sorted.size(), is(threads * each));
    for (int i = 0; i < sorted.size(); i++) {
      // Counted from when it was taken, each begins where the one before ends.
      assertThat((double) sorted.get(i), closeTo(i * length, took + 100));
    }
    try (CompletionStore store = CompletionStores.open(settings())) {
      assertThat(store.turn("requests elsewhere", length), is(0L));
    }
  }

  private static void put(
      CompletionStore store, String key, String model, String step, long created) throws Exception {
    StoreRows.put(
        store,
        new StoredCompletion(
            key, model, step, "teacher", "täxt", "why?", "stop", 3, 4, 0, -1, 1, created));
  }
}
