package org.autoif.io.llm.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table of a store and its statements. */
final class StoredRows {
  /** Keys a query; both databases take many more parameters, neither gets faster by them. */
  private static final int KEYS = 500;

  private static final String FIRST_COLUMNS =
      "key, model, step, role, text, reasoning, finish_reason, prompt_tokens, completion_tokens,"
          + " created";

  static final String COLUMNS = FIRST_COLUMNS + ", cached_tokens, latency_millis, attempts";

  /** The columns that the first form had not. */
  static final List<String> ADDED =
      List.of(
          "cached_tokens BIGINT NOT NULL DEFAULT 0",
          "latency_millis BIGINT NOT NULL DEFAULT -1",
          "attempts BIGINT NOT NULL DEFAULT 1");

  static final String CREATE =
      "CREATE TABLE IF NOT EXISTS completions (key VARCHAR(64) NOT NULL PRIMARY KEY,"
          + " model TEXT NOT NULL, step TEXT NOT NULL, role TEXT NOT NULL, text TEXT NOT NULL,"
          + " reasoning TEXT, finish_reason TEXT NOT NULL, prompt_tokens BIGINT NOT NULL,"
          + " completion_tokens BIGINT NOT NULL, created BIGINT NOT NULL, "
          + String.join(", ", ADDED)
          + ")";

  /** Fails unless there is a table of the first form, or of a later one. */
  static final String FIRST_FORM = "SELECT " + FIRST_COLUMNS + " FROM completions WHERE 1 = 0";

  /** Fails if the table is missing or another one of that name. */
  static final String NONE = "SELECT " + COLUMNS + " FROM completions WHERE 1 = 0";

  private StoredRows() {}

  static Map<String, StoredCompletion> find(Connection connection, Collection<String> keys)
      throws SQLException {
    Map<String, StoredCompletion> found = new HashMap<>();
    List<String> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += KEYS) {
      List<String> some = all.subList(from, Math.min(from + KEYS, all.size()));
      String marks = String.join(",", Collections.nCopies(some.size(), "?"));
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT " + COLUMNS + " FROM completions WHERE key IN (" + marks + ")")) {
        for (int i = 0; i < some.size(); i++) {
          select.setString(i + 1, some.get(i));
        }
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            StoredCompletion row = read(rows);
            found.put(row.key(), row);
          }
        }
      }
    }
    return found;
  }

  /**
   * Writes rows whose keys are not there, in one transaction.
   *
   * @return the rows that were there first, by key; and of those written, as they are there, the
   *     ones of which the driver does not tell that they were
   */
  static Map<String, StoredCompletion> insert(
      Connection connection, Dialect dialect, List<StoredCompletion> rows) throws SQLException {
    dialect.begin(connection);
    try {
      Map<String, StoredCompletion> first = insertUncommitted(connection, dialect, rows);
      dialect.end(connection, true);
      return first;
    } catch (SQLException e) {
      rollBack(connection, dialect, e);
      throw e;
    }
  }

  /** Finds out whether rows could be written, and writes none. */
  static void tryInsert(Connection connection, Dialect dialect) throws SQLException {
    dialect.begin(connection);
    try {
      insertUncommitted(
          connection,
          dialect,
          List.of(new StoredCompletion("probe", "", "", "", "", null, "", 0, 0, 0, -1, 0, 0)));
    } catch (SQLException e) {
      rollBack(connection, dialect, e);
      throw e;
    }
    dialect.end(connection, false);
  }

  private static Map<String, StoredCompletion> insertUncommitted(
      Connection connection, Dialect dialect, List<StoredCompletion> rows) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            dialect.insertInto
                + " completions ("
                + COLUMNS
                + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
                + dialect.onConflict)) {
      for (StoredCompletion row : rows) {
        write(row, insert);
        insert.addBatch();
      }
      int[] written = insert.executeBatch();
      List<String> others = new ArrayList<>();
      for (int i = 0; i < written.length; i++) {
        if (written[i] != 1) { // 0, or unknown where the driver joins the rows of a batch
          others.add(rows.get(i).key());
        }
      }
      return find(connection, others);
    }
  }

  private static void rollBack(Connection connection, Dialect dialect, SQLException why) {
    try {
      dialect.end(connection, false);
    } catch (SQLException e) {
      why.addSuppressed(e); // the connection is gone, and the transaction with it
    }
  }

  private static void write(StoredCompletion row, PreparedStatement to) throws SQLException {
    to.setString(1, row.key());
    to.setString(2, row.model());
    to.setString(3, row.step());
    to.setString(4, row.role());
    to.setString(5, row.text());
    to.setString(6, row.reasoning());
    to.setString(7, row.finishReason());
    to.setLong(8, row.promptTokens());
    to.setLong(9, row.completionTokens());
    to.setLong(10, row.created());
    to.setLong(11, row.cachedTokens());
    to.setLong(12, row.latencyMillis());
    to.setInt(13, row.attempts());
  }

  static StoredCompletion read(ResultSet row) throws SQLException {
    return new StoredCompletion(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(11),
        row.getLong(12),
        row.getInt(13),
        row.getLong(10));
  }
}
