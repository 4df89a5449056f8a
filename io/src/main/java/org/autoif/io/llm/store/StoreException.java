package org.autoif.io.llm.store;

/** A completion store that cannot be used; the message is one line that names it and says why. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1;

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  StoreException(String message) {
    super(message);
  }
}
