package org.autoif.io.llm.pool;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a worker process to one endpoint: those that wait for their first try, those that
 * have waited for another, and what is known of how many the endpoint takes.
 *
 * <p>Not safe for use by many threads: its pool guards it.
 */
final class CallQueue {
  private static final double RETRIES_AT_FIRST = 10;
  private static final double MOST_RETRIES = 100;
  private static final double RETRIES_EARNED = 0.5;

  private final ConcurrencyLimit limit;
  private final RateLimit pace;
  private final Queue<ChatTask> again = new ArrayDeque<>();
  private final Queue<ChatTask> fresh = new ArrayDeque<>();
  private long answeredLast = Long.MIN_VALUE;
  private double retries = RETRIES_AT_FIRST;

  CallQueue(ConcurrencyLimit limit, RateLimit pace) {
    this.limit = limit;
    this.pace = pace;
  }

  /** Queues a request; one that is tried again goes before all that are not. */
  void add(ChatTask task) {
    (task.isFresh() ? fresh : again).add(task);
  }

  /** Takes the next request if the endpoint may be sent one now; it has its ticket then. */
  @Nullable ChatTask next() {
    drop(again);
    drop(fresh);
    Queue<ChatTask> from = again.isEmpty() ? fresh : again;
    if (from.isEmpty() || !limit.hasRoom() || !pace.permits()) {
      return null;
    }
    ChatTask task = from.remove();
    task.admit(limit.start());
    return task;
  }

  /** Hands out all that wait. */
  void drainTo(List<ChatTask> to) {
    to.addAll(again);
    to.addAll(fresh);
    again.clear();
    fresh.clear();
  }

  private static void drop(Queue<ChatTask> queue) {
    for (ChatTask first = queue.peek();
        first != null && first.isCancelled();
        first = queue.peek()) {
      queue.remove();
    }
  }

  void succeeded(long ticket, long now, long tokens) {
    answeredLast = now;
    retries = Math.min(MOST_RETRIES, retries + RETRIES_EARNED);
    limit.succeeded(ticket);
    pace.answered(tokens);
  }

  void refused(long ticket) {
    limit.refused(ticket);
    pace.failed();
  }

  /** Returns the limit that time-outs have lowered, or 0 if they have not. */
  int timedOut(long ticket) {
    boolean lowered = limit.timedOut(ticket);
    pace.failed();
    return lowered ? limit.limit() : 0;
  }

  void failed() {
    limit.failed();
    pace.failed();
  }

  /** Returns when the endpoint last answered anyone. */
  long answeredLast() {
    return answeredLast;
  }

  /**
   * Takes one retry from the budget, which answers fill up by a half each.
   *
   * @return whether there was one; a retry without must wait long, so that an endpoint where most
   *     requests fail is not asked twice as often for that
   */
  boolean takeRetry() {
    if (retries < 1) {
      return false;
    }
    retries--;
    return true;
  }
}
