package org.autoif.io.dataset;

/** Takes what cannot be read of a file. */
public interface BadRows {
  /** Throws an {@link InputException} with the reason. */
  BadRows REFUSED =
      (line, reason) -> {
        throw new InputException(reason);
      };

  /**
   * Takes a row.
   *
   * @param line where it is
   * @param reason one line that names the row and says what is wrong
   */
  void add(int line, String reason);
}
