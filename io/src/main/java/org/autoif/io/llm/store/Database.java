package org.autoif.io.llm.store;

import com.google.api.client.util.BackOff;
import com.google.api.client.util.BackOffUtils;
import com.google.api.client.util.ExponentialBackOff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The database of a store: opens it, makes its table, and turns its errors into one line. */
final class Database {
  private static final int FIRST_WAIT_MILLIS = 20;
  private static final int LONGEST_WAIT_MILLIS = 2_000;
  private static final Set<PosixFilePermission> WRITE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  /** What is done over a connection. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private final StoreSettings settings;
  private final Dialect dialect;
  private final DataSource unpooled;

  /**
   * Connects to nothing yet.
   *
   * @throws StoreException if the password is named but not there
   */
  Database(StoreSettings settings) throws StoreException {
    this.settings = settings;
    this.dialect = settings.dialect();
    this.unpooled =
        dialect.connect(settings.url(), settings.patienceMillis(), settings.readPassword());
  }

  StoreSettings settings() {
    return settings;
  }

  Dialect dialect() {
    return dialect;
  }

  /** Returns a source of connections that are not pooled. */
  DataSource unpooled() {
    return unpooled;
  }

  /** Makes the folder and the table where they are missing. */
  void prepare() throws StoreException {
    Path file = settings.file();
    if (file != null) {
      refuseReadOnly(file);
      try {
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) { // which may be a link
          Files.createDirectories(folder);
        }
      } catch (IOException e) {
        throw new StoreException(name() + " cannot be made: " + e, e);
      }
    }
    run(
        unpooled,
        connection -> {
          try (Statement statement = connection.createStatement()) {
            if (!has(statement, StoredRows.NONE)) {
              create(statement, StoredRows.CREATE);
              if (has(statement, StoredRows.FIRST_FORM) && !has(statement, StoredRows.NONE)) {
                addColumns(statement);
              }
              statement.executeQuery(StoredRows.NONE).close();
            }
          }
          return true;
        });
  }

  private boolean has(Statement statement, String query) throws SQLException {
    try {
      statement.executeQuery(query).close();
      return true;
    } catch (SQLException e) {
      if (dialect.isTransient(e)) {
        throw e;
      }
      return false; // making it tells what is wrong, if it is more than that
    }
  }

  /** Makes a table by a statement that leaves one that is there alone. */
  static void create(Statement statement, String sql) throws SQLException {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      // Two processes may make it at the same time; then the other one's is as good.
      if (!String.valueOf(e.getSQLState()).startsWith("23")) {
        throw e;
      }
    }
  }

  private void addColumns(Statement statement) throws SQLException {
    for (String column : StoredRows.ADDED) {
      try {
        statement.execute("ALTER TABLE completions ADD COLUMN " + column);
      } catch (SQLException e) {
        if (dialect.isTransient(e)) {
          throw e;
        }
        // another process was quicker with this one; what else is wrong shows when it is read
      }
    }
  }

  /** A file without any write permission is meant to stay as it is, even by root. */
  private void refuseReadOnly(Path file) throws StoreException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, new LinkOption[0]);
    if (view == null || !Files.exists(file)) {
      return;
    }
    try {
      if (Collections.disjoint(view.readAttributes().permissions(), WRITE)) {
        throw new StoreException(name() + " is read-only");
      }
    } catch (IOException e) {
      throw new StoreException(name() + " cannot be looked at: " + e, e);
    }
  }

  /**
   * Does something over a connection of its own, again while what stops it may pass and patience
   * lasts. What is done must be harmless to repeat.
   */
  <T> T run(DataSource connections, Work<T> work) throws StoreException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.patienceMillis());
    BackOff backOff = doubling();
    while (true) {
      try (Connection connection = connections.getConnection()) {
        return work.run(connection);
      } catch (SQLException e) {
        SQLException cause = cause(e);
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || !dialect.isTransient(cause) || !pause(backOff, left)) {
          throw broken(cause);
        }
      }
    }
  }

  private static BackOff doubling() {
    return new ExponentialBackOff.Builder()
        .setInitialIntervalMillis(FIRST_WAIT_MILLIS)
        .setMaxIntervalMillis(LONGEST_WAIT_MILLIS)
        .setMultiplier(2)
        .setRandomizationFactor(0)
        .setMaxElapsedTimeMillis(Integer.MAX_VALUE)
        .build();
  }

  /** Waits its next wait, or what is left of the patience; false if it is interrupted. */
  private static boolean pause(BackOff backOff, long left) {
    try {
      return BackOffUtils.next(millis -> Thread.sleep(Math.min(millis, left)), backOff);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The pool wraps the error that matters. */
  private static SQLException cause(SQLException e) {
    SQLException at = e;
    while (at.getCause() instanceof SQLException inner && inner != at) {
      at = inner;
    }
    return at;
  }

  StoreException broken(SQLException e) {
    return new StoreException(name() + " " + dialect.explain(e), dialect.isTransient(e), e);
  }

  String name() {
    return "the completion store " + settings.url();
  }
}
