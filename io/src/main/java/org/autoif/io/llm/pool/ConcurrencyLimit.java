package org.autoif.io.llm.pool;

/**
 * How many requests one endpoint takes at a time, found out by asking.
 *
 * <p>A refusal halves the limit, once a crowd. Rounds without one raise it again by 1, 2, 4 and so
 * on, up to the next refusal, which takes it back to what the last whole round stood; there it
 * rests before it tries one more. So an endpoint that holds still is kept full at the price of a
 * refusal in a hundred requests, and one that gets its room back is full again within a few rounds.
 *
 * <p>Not safe for use by many threads: its pool guards it.
 */
final class ConcurrencyLimit {
  /** Answers, at least, between a refusal and the next try for more: keeps refusals under 1 %. */
  private static final int LEAST_REST = 100;

  /** Time-outs without an answer between them that are more than one slow answer. */
  private static final int TOGETHER = 2;

  private final int most;
  private int limit;

  /** The limit that has last stood a whole round, or that a cut went down to. */
  private int proven;

  private int step = 1;
  private int rest;
  private int inFlight;

  /** Requests that were ever started; the number of one is its ticket. */
  private long started;

  /** The last ticket when the limit last changed: only later ones tell of the new one. */
  private long changed;

  /** Requests that timed out since the last answer. */
  private int timedOut;

  private int answeredSince;
  private boolean filledSince;

  /** Starts at {@code most}, which is never exceeded. */
  ConcurrencyLimit(int most) {
    this.most = most;
    this.limit = most;
    this.proven = most;
  }

  boolean hasRoom() {
    return inFlight < limit;
  }

  /** Returns the ticket of another request, to be given back by one of the methods below. */
  long start() {
    inFlight++;
    filledSince |= inFlight >= limit;
    return ++started;
  }

  /** The request was answered. */
  void succeeded(long ticket) {
    inFlight--;
    timedOut = 0;
    rest = Math.max(0, rest - 1);
    if (ticket <= changed || ++answeredSince < limit || !filledSince) {
      return;
    }
    proven = limit;
    if (rest == 0 && limit < most) {
      change(Math.min(most, limit + step));
      step = Math.min(most, 2 * step);
    }
  }

  /** The endpoint refused the request as one too many. */
  void refused(long ticket) {
    inFlight--;
    if (ticket <= changed) {
      return; // it belongs to a crowd that has been dealt with
    }
    if (limit > proven) {
      rest = Math.max(LEAST_REST, 4 * proven);
    } else {
      proven = Math.max(1, limit / 2);
    }
    change(proven);
    step = 1;
  }

  /**
   * The request was not answered in time. Where that happens again before anything is answered, the
   * endpoint has more in its queue than it can work through.
   *
   * @return whether the limit is lowered
   */
  boolean timedOut(long ticket) {
    if (ticket <= changed || ++timedOut < TOGETHER || limit == 1) {
      inFlight--;
      return false;
    }
    timedOut = 0;
    refused(ticket);
    return true;
  }

  /** The request failed for a reason that tells nothing of how many the endpoint takes. */
  void failed() {
    inFlight--;
  }

  /** Returns how many may be in flight now. */
  int limit() {
    return limit;
  }

  private void change(int to) {
    limit = to;
    changed = started;
    answeredSince = 0;
    filledSince = inFlight >= limit;
  }
}
