package org.autoif.io.llm.store;

import java.sql.Connection;
import java.sql.SQLException;

/** The table by which the workers of a job keep a common pace, on the database's own clock. */
final class SharedTurns {
  private SharedTurns() {}

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
    return Math.round(SharedTables.take(connection, sql, name, millis, millis, millis));
  }
}
