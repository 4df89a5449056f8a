package org.autoif.io.llm.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The table by which the workers of a job divide what it may spend. */
final class SharedBudgets {
  private static final String CREATE =
      "CREATE TABLE IF NOT EXISTS budgets (name VARCHAR(2000) NOT NULL PRIMARY KEY,"
          + " taken DOUBLE PRECISION NOT NULL, before DOUBLE PRECISION NOT NULL)";

  private static final String TAKE =
      "INSERT INTO budgets (name, taken, before) VALUES (?, CAST(? AS DOUBLE PRECISION), 0)"
          + " ON CONFLICT (name) DO UPDATE SET before = budgets.taken, taken = CASE"
          + " WHEN budgets.taken + CAST(? AS DOUBLE PRECISION) > CAST(? AS DOUBLE PRECISION)"
          + " THEN CAST(? AS DOUBLE PRECISION)"
          + " ELSE budgets.taken + CAST(? AS DOUBLE PRECISION) END"
          + " RETURNING taken - before";

  private SharedBudgets() {}

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Database.create(statement, CREATE);
    }
  }

  /** Takes {@code wanted} of a budget, or what is left of it, and returns what was taken. */
  static double take(Connection connection, String name, double wanted, double all)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
      statement.setString(1, name);
      statement.setDouble(2, Math.min(wanted, all));
      statement.setDouble(3, wanted);
      statement.setDouble(4, all);
      statement.setDouble(5, all);
      statement.setDouble(6, wanted);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the database returned no share");
        }
        return Math.max(0, row.getDouble(1));
      }
    }
  }
}
