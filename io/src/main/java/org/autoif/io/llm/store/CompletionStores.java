package org.autoif.io.llm.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.autoif.io.worker.PerWorker;

/**
 * The open stores of this worker process: one for each {@link StoreSettings} in use, shared by all
 * who open it, closed by the last who closes it.
 *
 * <p>In a DoFn: {@code store = source.open()} in {@code @Setup}, {@code store.close()} in
 * {@code @Teardown}, with {@code source = CompletionStores.source(settings)} a field.
 */
public final class CompletionStores {
  /** Closed while nobody opens anything: whoever opens one anew finds everything written. */
  private static final PerWorker<StoreSettings, JdbcStore> OPEN =
      PerWorker.<StoreSettings, JdbcStore>endedBy(JdbcStore::close)
          .endingAlone()
          .whenEmpty(Drivers::forget);

  /** Up to this size, in bytes, a file is read through before a run. */
  private static final long LARGEST_CHECKED = 1L << 30;

  private CompletionStores() {}

  /** Returns what opens the store of these settings on whichever worker it comes to. */
  public static CompletionStore.Source source(StoreSettings settings) {
    return new Opener(settings);
  }

  /**
   * Returns the store of these settings; its table and an SQLite store's file and folder are made
   * where they are missing. Closing twice is closing once.
   *
   * @throws StoreException if it cannot be opened
   */
  public static CompletionStore open(StoreSettings settings) throws StoreException {
    return new Lease(OPEN.take(settings, () -> new JdbcStore(settings)));
  }

  /**
   * Writes what waits in the open stores of this process and closes them, for the end of a process
   * that was interrupted; whoever still has one finds it closed.
   */
  public static void closeAll() {
    OPEN.all().forEach(JdbcStore::close);
  }

  /**
   * Waits until what was given to the open stores of this process before is written or lost.
   *
   * @param millis how long to wait at most for each, in milliseconds
   */
  public static void awaitWritten(long millis) throws InterruptedException {
    for (JdbcStore store : OPEN.all()) {
      store.awaitWritten(millis);
    }
  }

  /**
   * Opens a store for a moment to learn before a run whether it can be read and written. An SQLite
   * file of up to 1 GiB is read through.
   *
   * @throws StoreException if it is corrupt, read-only, locked, or not to be reached
   */
  public static void check(StoreSettings settings) throws StoreException {
    Database database = new Database(settings);
    database.prepare();
    String wrong =
        database.run(
            database.unpooled(),
            connection -> {
              StoredRows.tryInsert(connection, database.dialect());
              if (database.dialect() != Dialect.SQLITE) {
                return "ok";
              }
              try (Statement statement = connection.createStatement()) {
                return number(statement, database.dialect().diskBytes) > LARGEST_CHECKED
                    ? "ok"
                    : text(statement, "PRAGMA quick_check(1)");
              }
            });
    if (!wrong.equals("ok")) {
      throw new StoreException(database.name() + " is corrupt: " + wrong);
    }
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.next() ? String.valueOf(row.getString(1)).lines().findFirst().orElse("") : "ok";
    }
  }

  private record Opener(StoreSettings settings) implements CompletionStore.Source {
    @Override
    public CompletionStore open() throws StoreException {
      return CompletionStores.open(settings);
    }
  }

  private static final class Lease implements CompletionStore {
    private final JdbcStore store;
    private final AtomicBoolean closed = new AtomicBoolean();

    Lease(JdbcStore store) {
      this.store = store;
    }

    @Override
    public Map<String, StoredCompletion> find(Collection<String> keys) throws StoreException {
      return store.find(keys);
    }

    @Override
    public void put(StoredCompletion completion, Receipt receipt) {
      store.put(completion, receipt);
    }

    @Override
    public long turn(String name, double millis) throws StoreException {
      return store.turn(name, millis);
    }

    @Override
    public double share(String name, double wanted, double all) throws StoreException {
      return store.share(name, wanted, all);
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        OPEN.giveBack(store);
      }
    }
  }
}
