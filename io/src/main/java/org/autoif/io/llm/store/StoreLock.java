package org.autoif.io.llm.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.autoif.io.record.Ids;
import org.jspecify.annotations.Nullable;

/**
 * A lock by name that the users of one PostgreSQL server share: an advisory lock of a connection,
 * which the server gives back when the process that holds it ends. An SQLite file is on one
 * machine, where files can be locked themselves: there it is always to be had.
 */
public final class StoreLock implements AutoCloseable {
  private static final StoreLock FREE = new StoreLock(null);

  private final @Nullable Connection connection;

  private StoreLock(@Nullable Connection connection) {
    this.connection = connection;
  }

  /**
   * Takes the lock if nobody has it.
   *
   * @return the lock, or null if another process or thread holds it
   * @throws StoreException if the server cannot be asked
   */
  public static @Nullable StoreLock tryTake(StoreSettings settings, String name)
      throws StoreException {
    if (settings.dialect() != Dialect.POSTGRESQL) {
      return FREE;
    }
    Database database = new Database(settings);
    try {
      Connection connection = database.unpooled().getConnection();
      boolean taken = false;
      try (PreparedStatement take = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
        take.setLong(1, Ids.number("lock", name));
        try (ResultSet row = take.executeQuery()) {
          taken = row.next() && row.getBoolean(1);
        }
      } finally {
        if (!taken) {
          connection.close();
        }
      }
      return taken ? new StoreLock(connection) : null;
    } catch (SQLException e) {
      throw database.broken(e);
    }
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // the server has given the lock back then
      }
    }
  }
}
