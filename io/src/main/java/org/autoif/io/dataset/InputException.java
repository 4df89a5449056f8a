package org.autoif.io.dataset;

/**
 * An input file that cannot be used; the message is one line that says where and what is allowed.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes an exception with that line. */
  public InputException(String message) {
    super(message);
  }
}
