package org.autoif.io.llm;

import java.util.Locale;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.jspecify.annotations.Nullable;

/**
 * A chat call that did not give an answer, classified by what can be done about it. One that leaves
 * a DoFn ends a job on Flink at once, whatever the cluster's restart strategy: the endpoint's
 * patience is used up then, or asking again does not help.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class ChatException extends Exception {
  private static final long serialVersionUID = 1;

  /** What went wrong, and whether asking again may help. */
  public enum Kind {
    /** 429: too many requests just now. */
    RATE(true, true),
    /**
     * 429 for an account that is used up: asking again does not help, nor does asking anything
     * else.
     */
    QUOTA(false, true),
    /** 408, 409 or 5xx other than the next. */
    SERVER(true, false),
    /** 502, 503 or 529: the server is overloaded, starts, or is gone behind its proxy. */
    UNAVAILABLE(true, true),
    /** No answer within the limit. */
    TIMEOUT(true, false),
    /** The connection was reset or cut. */
    NETWORK(true, false),
    /**
     * Nobody answers at that address; when that does not pass, no other request can succeed either.
     */
    UNREACHABLE(true, true),
    /** An answer that is not a chat completion. */
    MALFORMED(true, false),
    /** A completion that the server broke off, by its own account. */
    CUT(true, false),
    /** A completion without any text, for no reason of the model's. */
    EMPTY(true, false),
    /** A completion that is finished, all of it as reasoning. */
    REASONING(false, false),
    /** Any other 4xx: the request itself is wrong. */
    PERMANENT(false, false),
    /** The provider does not want to see this prompt; it takes others. */
    REFUSED(false, false),
    /** This prompt is longer than the endpoint takes. */
    TOO_LONG(false, false),
    /** A limit of the user's on calls or cost is reached. */
    BUDGET(false, true),
    /** More calls of a step failed than the user allows. */
    FAILURES(false, true),
    /** 401, or 403 that is not about one prompt: the key is wrong, and will be for every call. */
    AUTH(false, true);

    private final boolean retryable;
    private final boolean fatal;

    Kind(boolean retryable, boolean fatal) {
      this.retryable = retryable;
      this.fatal = fatal;
    }

    /** Returns whether the same request may succeed later. */
    public boolean isRetryable() {
      return retryable;
    }

    /**
     * Returns whether no other request can succeed either: the job must end with this, once it is
     * not retried or the endpoint's patience is used up.
     */
    public boolean isFatal() {
      return fatal;
    }

    /** Returns whether it is the endpoint that cannot serve now, whatever the request. */
    public boolean isEndpointAway() {
      return retryable && fatal;
    }

    /** Returns the word for this kind in failure rows. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;
  private final long retryAfterMillis;
  private final int status;
  private final @Nullable String parameter;
  private final transient @Nullable Completion billed;

  /**
   * Makes an exception.
   *
   * @param message one line that names the endpoint and what it said, without any secret
   * @param retryAfterMillis how long the endpoint asked to wait; 0 if it did not
   */
  public ChatException(
      Kind kind, String message, long retryAfterMillis, @Nullable Throwable cause) {
    this(kind, message, retryAfterMillis, cause, 0, null, null);
  }

  private ChatException(
      Kind kind,
      @Nullable String message,
      long retryAfterMillis,
      @Nullable Throwable cause,
      int status,
      @Nullable String parameter,
      @Nullable Completion billed) {
    super(message, cause);
    this.kind = kind;
    this.retryAfterMillis = retryAfterMillis;
    this.status = status;
    this.parameter = parameter;
    this.billed = billed;
  }

  /** Makes one of an answer with a status, which may name a parameter that it refuses. */
  public static ChatException refused(
      Kind kind, String message, long retryAfterMillis, int status, @Nullable String parameter) {
    return new ChatException(kind, message, retryAfterMillis, null, status, parameter, null);
  }

  /** Returns this as one of another kind. */
  public ChatException as(Kind other) {
    return new ChatException(
        other, getMessage(), retryAfterMillis, getCause(), status, parameter, billed);
  }

  /** Returns this for an answer that was billed and cannot be used. */
  public ChatException billedAs(Completion completion) {
    return new ChatException(
        kind, getMessage(), retryAfterMillis, getCause(), status, parameter, completion);
  }

  /** Returns what went wrong. */
  public Kind kind() {
    return kind;
  }

  /** Returns how long the endpoint asked to wait, in milliseconds; 0 if it did not. */
  public long retryAfterMillis() {
    return retryAfterMillis;
  }

  /** Returns the status of the answer; 0 if none came. */
  public int status() {
    return status;
  }

  /** Returns the parameter that the endpoint names; absent for none. */
  public @Nullable String parameter() {
    return parameter;
  }

  /** Returns what was billed for an answer that cannot be used; absent for nothing. */
  public @Nullable Completion billed() {
    return billed;
  }
}
