package org.autoif.io.llm.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Rows for tests, and a way to wait for their receipts. */
final class StoreRows {
  private static final long LONGEST_WAIT_SECONDS = 120;

  private StoreRows() {}

  static StoredCompletion row(String key, String text) {
    return new StoredCompletion(
        key, "m", "Step", "teacher", text, null, "stop", 10, 5, 0, -1, 1, 1000);
  }

  /** Writes a row, waits until it is durable and returns what the store holds. */
  static StoredCompletion put(CompletionStore store, StoredCompletion row)
      throws InterruptedException, TimeoutException, ExecutionException {
    return queue(store, row).get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
  }

  static CompletableFuture<StoredCompletion> queue(CompletionStore store, StoredCompletion row) {
    CompletableFuture<StoredCompletion> done = new CompletableFuture<>();
    store.put(
        row,
        new CompletionStore.Receipt() {
          @Override
          public void stored(StoredCompletion kept) {
            done.complete(kept);
          }

          @Override
          public void lost(StoreException why) {
            done.completeExceptionally(why);
          }
        });
    return done;
  }
}
