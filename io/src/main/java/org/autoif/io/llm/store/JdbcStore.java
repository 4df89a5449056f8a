package org.autoif.io.llm.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/** The one open store of this process at an address: a few connections, one of them writing. */
final class JdbcStore implements AutoCloseable {
  /** The DoFns of a worker look up by turns; the writer takes one for each transaction. */
  private static final int CONNECTIONS = 5;

  private static final int IDLE_MILLIS = 60_000;

  private final Database database;
  private final HikariDataSource pool;
  private final GroupCommit commits;
  private volatile boolean hasSharedTables;

  JdbcStore(StoreSettings settings) throws StoreException {
    this.database = new Database(settings);
    database.prepare();
    HikariConfig config = new HikariConfig();
    config.setPoolName("completion-store");
    config.setDataSource(database.unpooled());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setIdleTimeout(IDLE_MILLIS);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(Math.max(1000, settings.patienceMillis()));
    this.pool = new HikariDataSource(config);
    this.commits =
        new GroupCommit(
            rows ->
                database.run(
                    pool, connection -> StoredRows.insert(connection, database.dialect(), rows)),
            database.name(),
            settings.patienceMillis());
  }

  StoreSettings settings() {
    return database.settings();
  }

  Map<String, StoredCompletion> find(Collection<String> keys) throws StoreException {
    return keys.isEmpty()
        ? Map.of()
        : database.run(pool, connection -> StoredRows.find(connection, keys));
  }

  void put(StoredCompletion completion, CompletionStore.Receipt receipt) {
    commits.put(completion, receipt);
  }

  long turn(String name, double millis) throws StoreException {
    return database.run(
        pool,
        connection -> {
          createSharedTables(connection);
          return SharedTurns.take(connection, database.dialect(), name, millis);
        });
  }

  double share(String name, double wanted, double all) throws StoreException {
    return database.run(
        pool,
        connection -> {
          createSharedTables(connection);
          return SharedBudgets.take(connection, name, wanted, all);
        });
  }

  private void createSharedTables(Connection connection) throws SQLException {
    if (!hasSharedTables) {
      SharedTables.create(connection);
      hasSharedTables = true;
    }
  }

  void awaitWritten(long millis) throws InterruptedException {
    commits.await(millis);
  }

  @Override
  public void close() {
    commits.close();
    pool.close();
  }
}
