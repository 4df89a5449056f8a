package org.autoif.io.llm.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables by which the workers of a job divide something: a row a name, asked in one step. */
final class SharedTables {
  private static final String TURNS =
      "CREATE TABLE IF NOT EXISTS turns (name VARCHAR(2000) NOT NULL PRIMARY KEY,"
          + " taken_until DOUBLE PRECISION NOT NULL)";

  private static final String BUDGETS =
      "CREATE TABLE IF NOT EXISTS budgets (name VARCHAR(2000) NOT NULL PRIMARY KEY,"
          + " taken DOUBLE PRECISION NOT NULL, before DOUBLE PRECISION NOT NULL)";

  private SharedTables() {}

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Database.create(statement, TURNS);
      Database.create(statement, BUDGETS);
    }
  }

  /**
   * Takes something and returns how much.
   *
   * @param sql takes a name, then {@code values}, and returns one number
   */
  static double take(Connection connection, String sql, String name, double... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      for (int i = 0; i < values.length; i++) {
        statement.setDouble(i + 2, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the database returned nothing for " + name);
        }
        return Math.max(0, row.getDouble(1));
      }
    }
  }
}
