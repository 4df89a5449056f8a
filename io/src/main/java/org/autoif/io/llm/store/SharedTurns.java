package org.autoif.io.llm.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The table by which the workers of a job keep a common pace, on the database's own clock. */
final class SharedTurns {
  private static final String CREATE =
      "CREATE TABLE IF NOT EXISTS turns (name VARCHAR(2000) NOT NULL PRIMARY KEY,"
          + " taken_until DOUBLE PRECISION NOT NULL)";

  private SharedTurns() {}

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Database.create(statement, CREATE);
    }
  }

  /** Takes the next stretch of a name's time and returns the milliseconds until it begins. */
  static long take(Connection connection, Dialect dialect, String name, double millis)
      throws SQLException {
    String length = "CAST(? AS DOUBLE PRECISION)";
    String later = dialect.larger + "(turns.taken_until, " + dialect.nowMillis + ") + " + length;
    String sql =
        "INSERT INTO turns (name, taken_until) VALUES (?, "
            + dialect.nowMillis
            + " + "
            + length
            + ") ON CONFLICT (name) DO UPDATE SET taken_until = "
            + later
            + " RETURNING taken_until - "
            + length
            + " - "
            + dialect.nowMillis;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      for (int i = 2; i <= 4; i++) {
        statement.setDouble(i, millis);
      }
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the database returned no turn");
        }
        return Math.max(0, Math.round(row.getDouble(1)));
      }
    }
  }
}
