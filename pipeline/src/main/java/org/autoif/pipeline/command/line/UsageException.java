package org.autoif.pipeline.command.line;

/** What was asked cannot be done as asked; the message is the one line to show. Exit status 2. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UsageException(String message) {
    super(message);
  }
}
