package org.autoif.pipeline.command;

/** What was asked cannot be done as asked; the message is the one line to show. Exit status 2. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
