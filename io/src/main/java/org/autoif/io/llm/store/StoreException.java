package org.autoif.io.llm.store;

/** A completion store that cannot be used; the message is one line that names it and says why. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean passing;

  /**
   * Makes one.
   *
   * @param passing whether the same may work later
   */
  StoreException(String message, boolean passing, Throwable cause) {
    super(message, cause);
    this.passing = passing;
  }

  StoreException(String message, Throwable cause) {
    this(message, false, cause);
  }

  /** Makes one that does not pass by itself. */
  public StoreException(String message) {
    super(message);
    passing = false;
  }

  /**
   * Returns whether the same may work later: the server is away or full, or another process has the
   * file.
   */
  public boolean isTransient() {
    return passing;
  }
}
