package org.autoif.io.llm.store;

import java.sql.Connection;
import java.sql.SQLException;

/** The table by which the workers of a job divide what it may spend. */
final class SharedBudgets {
  private static final String TAKE =
      "INSERT INTO budgets (name, taken, before) VALUES (?, CAST(? AS DOUBLE PRECISION), 0)"
          + " ON CONFLICT (name) DO UPDATE SET before = budgets.taken, taken = CASE"
          + " WHEN budgets.taken + CAST(? AS DOUBLE PRECISION) > CAST(? AS DOUBLE PRECISION)"
          + " THEN CAST(? AS DOUBLE PRECISION)"
          + " ELSE budgets.taken + CAST(? AS DOUBLE PRECISION) END"
          + " RETURNING taken - before";

  private SharedBudgets() {}

  /** Takes {@code wanted} of a budget, or what is left of it, and returns what was taken. */
  static double take(Connection connection, String name, double wanted, double all)
      throws SQLException {
    double first = Math.min(wanted, all);
    return SharedTables.take(connection, TAKE, name, first, wanted, all, all, wanted);
  }
}
