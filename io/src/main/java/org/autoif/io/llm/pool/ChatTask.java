package org.autoif.io.llm.pool;

import java.util.concurrent.atomic.AtomicBoolean;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Completion;

/** One request, from its first try to its answer or its end. */
final class ChatTask {
  /** Learns how a request ended, on the thread that made it. */
  interface Listener {
    /**
     * It is on its way, until {@link #came}.
     *
     * @param times how often it was sent, this time included
     */
    default void sent(int times) {}

    /** It is not on its way any more, whatever it brought. */
    default void came() {}

    /** It was answered. */
    void answered(Outcome outcome);

    /**
     * It was given up.
     *
     * @param last its last error
     * @param forAll whether no other request to the endpoint can succeed either
     */
    void gaveUp(ChatException last, int attempts, boolean forAll);
  }

  /**
   * What a request came to.
   *
   * @param completion what it brought
   * @param attempts how often it was sent
   */
  record Outcome(Completion completion, int attempts) {}

  /** What sends requests, and is told how each went. */
  interface Sender {
    /** Returns the time, in milliseconds. */
    long now();

    /** It was answered, with so many tokens. */
    void succeeded(ChatTask task, long tokens);

    /** The endpoint has no room for it. */
    void refused(ChatTask task);

    /** It was not answered in time. */
    void timedOut(ChatTask task);

    /** It came back with an error of its own. */
    void failed(ChatTask task);

    /** Returns when its endpoint answered anything last. */
    long answeredLast(ChatTask task);

    /** Returns whether its endpoint's budget of tries has one for it; takes it. */
    boolean takeRetry(ChatTask task);

    /** Queues it again. */
    void submitAgain(ChatTask task, long afterMillis);
  }

  private static final long WITHOUT_BUDGET_MILLIS = 30_000;

  private final Sender pool;
  private final ChatClient client;
  private final ChatRequest request;
  private final RetryPolicy attempts;
  private final AtomicBoolean cancelled;
  private final Listener listener;
  private long ticket;

  /**
   * Makes a request that {@link CallPool#submit} sends.
   *
   * @param cancelled once true, the request is not sent any more and its listener learns nothing
   */
  ChatTask(
      Sender pool,
      ChatClient client,
      ChatRequest request,
      RetryPolicy attempts,
      AtomicBoolean cancelled,
      Listener listener) {
    this.pool = pool;
    this.client = client;
    this.request = request;
    this.attempts = attempts;
    this.cancelled = cancelled;
    this.listener = listener;
  }

  String endpoint() {
    return client.endpoint();
  }

  boolean isFresh() {
    return attempts.made() == 0;
  }

  boolean isCancelled() {
    return cancelled.get();
  }

  void admit(long number) {
    ticket = number;
  }

  long ticket() {
    return ticket;
  }

  /**
   * Sends the request. Whatever breaks on the way, its listener learns of an end, or it is queued
   * again.
   */
  void run() {
    try {
      attempts.sent(pool.now());
      listener.sent(attempts.made());
    } catch (RuntimeException | Error e) {
      pool.failed(this);
      broke(e);
      return;
    }
    Completion completion;
    try {
      completion = complete();
    } catch (ChatException e) {
      try {
        failed(e);
      } catch (RuntimeException | Error unforeseen) {
        broke(unforeseen);
      }
      return;
    } catch (RuntimeException | Error e) {
      pool.failed(this);
      broke(e);
      return;
    }
    try {
      pool.succeeded(this, completion.promptTokens() + completion.completionTokens());
      listener.answered(new Outcome(completion, attempts.made()));
    } catch (RuntimeException | Error e) {
      broke(e);
    }
  }

  /** Something broke that nobody has foreseen: the job ends with it rather than wait for ever. */
  void broke(Throwable e) {
    listener.gaveUp(broken(e), Math.max(1, attempts.made()), true);
  }

  private Completion complete() throws ChatException {
    try {
      return client.complete(request);
    } finally {
      listener.came();
    }
  }

  private void failed(ChatException e) {
    if (e.kind() == ChatException.Kind.RATE) {
      pool.refused(this);
    } else if (e.kind() == ChatException.Kind.TIMEOUT) {
      pool.timedOut(this);
    } else {
      pool.failed(this);
    }
    RetryPolicy.Next next = attempts.after(e, pool.now(), pool.answeredLast(this));
    if (next instanceof RetryPolicy.Again again) {
      boolean soon = !again.costsAnAttempt() || pool.takeRetry(this);
      long wait = again.afterMillis();
      pool.submitAgain(this, soon ? wait : Math.max(wait, WITHOUT_BUDGET_MILLIS));
    } else if (next instanceof RetryPolicy.Never never) {
      listener.gaveUp(e, attempts.made(), never.forAll());
    }
  }

  private static ChatException broken(Throwable e) {
    return new ChatException(ChatException.Kind.PERMANENT, "a chat call broke: " + e, 0, e);
  }
}
