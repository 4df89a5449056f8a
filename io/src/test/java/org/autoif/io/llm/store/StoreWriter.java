package org.autoif.io.llm.store;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** A process for tests to run beside another, or to kill: writes rows and tells which are there. */
final class StoreWriter {
  private static final int QUEUED = 64;

  private StoreWriter() {}

  /**
   * Arguments: the file, the text of the rows, the first key's number, how many. For each row a
   * line with its key and the text that the store holds, as soon as that is durable.
   */
  public static void main(String[] args) throws Exception {
    StoreSettings settings = StoreSettings.sqlite(Path.of(args[0]));
    int first = Integer.parseInt(args[2]);
    int rows = Integer.parseInt(args[3]);
    Semaphore room = new Semaphore(QUEUED);
    try (CompletionStore store = CompletionStores.open(settings)) {
      for (int i = 0; i < rows; i++) {
        room.acquire();
        store.put(
            StoreRows.row("key" + (first + i), args[1]),
            new CompletionStore.Receipt() {
              @Override
              public void stored(StoredCompletion kept) {
                System.out.println(kept.key() + " " + kept.text());
                room.release();
              }

              @Override
              public void lost(StoreException why) {
                System.out.println("lost: " + why.getMessage());
                room.release();
              }
            });
      }
    }
  }
}
