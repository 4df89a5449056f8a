package org.autoif.io.llm.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks into a store from outside a run, and clears it out. Runs may use it at the same time. */
public final class StoreMaintenance {
  private static final int FETCH_ROWS = 500;

  private final Database database;

  private StoreMaintenance(Database database) {
    this.database = database;
  }

  /**
   * Opens a store that exists.
   *
   * @throws StoreException if it does not, or cannot be opened
   */
  public static StoreMaintenance of(StoreSettings settings) throws StoreException {
    Database database = new Database(settings);
    Path file = settings.file();
    if (file != null && !Files.isRegularFile(file)) {
      throw new StoreException(database.name() + " is not there");
    }
    database.prepare();
    return new StoreMaintenance(database);
  }

  /** Counts what is there. */
  public StoreStats stats() throws StoreException {
    return database.run(
        database.unpooled(),
        connection -> {
          List<StoreStats.Group> groups = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT model, step, role, COUNT(*),"
                          + " SUM(octet_length(text) + COALESCE(octet_length(reasoning), 0)),"
                          + " SUM(prompt_tokens), SUM(completion_tokens), MIN(created),"
                          + " MAX(created) FROM completions GROUP BY model, step, role"
                          + " ORDER BY model, step, role")) {
            while (row.next()) {
              groups.add(
                  new StoreStats.Group(
                      row.getString(1),
                      row.getString(2),
                      row.getString(3),
                      row.getLong(4),
                      row.getLong(5),
                      row.getLong(6),
                      row.getLong(7),
                      row.getLong(8),
                      row.getLong(9)));
            }
          }
          return new StoreStats(groups, diskBytes(connection));
        });
  }

  private long diskBytes(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(database.dialect().diskBytes)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /**
   * Deletes completions; a later run pays for them again.
   *
   * @param before those made before this time, in milliseconds since 1970
   * @param model only those of this model; null for all
   * @return how many were deleted
   */
  public long prune(long before, @Nullable String model) throws StoreException {
    return database.run(
        database.unpooled(),
        connection -> {
          long deleted;
          try (PreparedStatement delete =
              connection.prepareStatement(
                  "DELETE FROM completions WHERE created < ?"
                      + (model == null ? "" : " AND model = ?"))) {
            delete.setLong(1, before);
            if (model != null) {
              delete.setString(2, model);
            }
            deleted = delete.executeUpdate();
          }
          try (Statement vacuum = connection.createStatement()) {
            vacuum.execute("VACUUM");
          } catch (SQLException e) {
            if (!database.dialect().isTransient(e)) {
              throw e;
            }
            // a run is writing: the room is used again by its rows
          }
          return deleted;
        });
  }

  /** Hands every completion on, oldest first; the store is not changed. */
  public void export(Consumer<StoredCompletion> to) throws StoreException {
    try (Connection connection = database.unpooled().getConnection()) {
      connection.setAutoCommit(false); // PostgreSQL sends all rows at once otherwise
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(FETCH_ROWS);
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT " + StoredRows.COLUMNS + " FROM completions ORDER BY created, key")) {
          while (rows.next()) {
            to.accept(StoredRows.read(rows));
          }
        }
      }
      connection.rollback();
    } catch (SQLException e) {
      throw database.broken(e);
    }
  }
}
