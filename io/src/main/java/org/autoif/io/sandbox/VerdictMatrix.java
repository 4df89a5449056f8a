package org.autoif.io.sandbox;

import java.util.List;

/**
 * The verdicts of a session.
 *
 * @param rows one row a function in the order of the session, each with one verdict a text
 */
public record VerdictMatrix(List<List<Verdict>> rows) {
  /** Copies the rows. */
  public VerdictMatrix {
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Returns what function {@code function} said of text {@code input}. */
  public Verdict get(int function, int input) {
    return rows.get(function).get(input);
  }
}
