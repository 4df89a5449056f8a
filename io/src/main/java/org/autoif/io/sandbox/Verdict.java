package org.autoif.io.sandbox;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one function said of one text: {@code TRUE}, {@code FALSE} or the kind of its error.
 *
 * @param kind the verdict
 * @param message what went wrong in one capped line; absent for {@code TRUE} and {@code FALSE}
 */
public record Verdict(Kind kind, @Nullable String message) {
  /** The longest message that is kept, in characters. */
  public static final int MAX_MESSAGE = 300;

  /** How the message of {@link #notRun} begins; the program of the cpython engine has it too. */
  private static final String NOT_RUN = "not run: ";

  /** Every verdict there is. */
  public enum Kind {
    /** The text follows the instruction. */
    TRUE,
    /** It does not. */
    FALSE,
    /** The source does not compile, or does not define {@code evaluate}. */
    COMPILE,
    /** The function, or the top level of its source, raised an exception. */
    EXCEPTION,
    /** It ran longer than the limit; after two the rest of the function's row is this too. */
    TIMEOUT,
    /** It asked for more memory than the limit. */
    MEMORY,
    /** It recursed too deeply. */
    RECURSION,
    /** It tried to end the interpreter. */
    EXIT,
    /** It returned something that is neither {@code True} nor {@code False}. */
    NOT_BOOL,
    /** The process that ran it died. */
    CRASH,
    /** It tried something that the sandbox forbids. */
    VIOLATION,
    /** The engine cannot run this source faithfully. */
    UNSUPPORTED
  }

  /** The text follows the instruction. */
  public static final Verdict TRUE = new Verdict(Kind.TRUE, null);

  /** The text does not follow the instruction. */
  public static final Verdict FALSE = new Verdict(Kind.FALSE, null);

  /** Returns the error {@code kind} with what is known of it. */
  public static Verdict error(Kind kind, @Nullable String message) {
    if (kind == Kind.TRUE || kind == Kind.FALSE) {
      throw new IllegalArgumentException(kind + " is not an error");
    }
    if (message == null) {
      return new Verdict(kind, null);
    }
    String line = message.strip().replaceAll("\\s+", " ");
    return new Verdict(
        kind, line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE - 1) + "…");
  }

  /**
   * Returns the error {@code kind} on a text that the function has not met, for what it did on
   * other texts of the session.
   */
  public static Verdict notRun(Kind kind, String why) {
    return error(kind, NOT_RUN + why);
  }

  /**
   * Returns whether this is about the text. If not, the session's other texts left no time or
   * patience for it: run by itself, the function may say something else of it.
   */
  public boolean wasRun() {
    return message == null || !message.startsWith(NOT_RUN);
  }

  /** Returns whether this is {@code TRUE} or {@code FALSE}. */
  public boolean isValid() {
    return kind == Kind.TRUE || kind == Kind.FALSE;
  }

  /** Returns {@code true}, {@code false} or {@code error:<kind>}, as the files have it. */
  public String text() {
    String word = kind.name().toLowerCase(Locale.ROOT);
    return isValid() ? word : "error:" + word;
  }
}
