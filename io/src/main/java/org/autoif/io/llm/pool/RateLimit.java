package org.autoif.io.llm.pool;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.autoif.io.llm.CallTimer;
import org.autoif.io.llm.store.StoreException;

/**
 * Holds the requests to one endpoint to {@link Rates}. Permits are taken for half a second ahead,
 * in {@link Turns} that other workers take from too, and are good from the moment their turn comes.
 * A library's limiter knows one process only, or wants a server of its own.
 *
 * <p>What a request will cost in tokens is known only later: permits are paid for by the mean of
 * those before, and what was wrong is put right by the next ones.
 */
final class RateLimit {
  private static final Logger LOG = Logger.getLogger(RateLimit.class.getName());
  private static final double MINUTE_MILLIS = 60_000;
  private static final double AHEAD_MILLIS = 500;

  /** Before the first answer: a short question and its answer. */
  private static final double FIRST_GUESS_TOKENS = 500;

  private final String endpoint;
  private final Rates rates;
  private final Turns turns;
  private final CallTimer timer;
  private final Runnable permitted;
  private int permits;
  private boolean taking;

  /** Requests that have or had a permit and have not ended yet. */
  private int open;

  private long answered;
  private double spentTokens;
  private double paidTokens;

  /**
   * Makes a pace.
   *
   * @param permitted what to run, on the timer's thread, when there are new permits
   */
  RateLimit(String endpoint, Rates rates, Turns turns, CallTimer timer, Runnable permitted) {
    this.endpoint = endpoint;
    this.rates = rates;
    this.turns = turns;
    this.timer = timer;
    this.permitted = permitted;
  }

  /** Takes the permit for a request if there is one; else orders some. */
  synchronized boolean permits() {
    if (rates.areNone()) {
      return true;
    }
    if (permits == 0) {
      order();
      return false;
    }
    permits--;
    return true;
  }

  /** A request with a permit was answered, and cost this. */
  synchronized void answered(long tokens) {
    open--;
    answered++;
    spentTokens += tokens;
  }

  /** A request with a permit failed, and cost nothing. */
  synchronized void failed() {
    open--;
  }

  private double mean() {
    return answered == 0 ? FIRST_GUESS_TOKENS : spentTokens / answered;
  }

  private void order() {
    if (taking) {
      return;
    }
    taking = true;
    try {
      timer.apart(this::take);
    } catch (RuntimeException | Error e) {
      taking = false; // else no permit would ever be ordered again
      throw e;
    }
  }

  /** Runs without the lock and on a thread of its own: others' turns may be in a database. */
  private void take() {
    int count;
    double tokens;
    synchronized (this) {
      count = (int) Math.max(1, AHEAD_MILLIS / Math.max(millisEach(), 0.001));
      open += count;
      // What was paid too much is used up by what follows.
      tokens = Math.max(0, spentTokens + open * mean() - paidTokens);
      paidTokens += tokens;
    }
    long wait = Math.round(AHEAD_MILLIS);
    try {
      wait = 0;
      if (rates.requestsPerMinute() > 0) {
        wait = turn("requests", count * MINUTE_MILLIS / rates.requestsPerMinute());
      }
      if (rates.tokensPerMinute() > 0) {
        wait = Math.max(wait, turn("tokens", tokens * MINUTE_MILLIS / rates.tokensPerMinute()));
      }
    } finally {
      // Whatever broke, who waits for a permit gets one: a job is never left waiting for nothing.
      grantAfter(wait, count);
    }
  }

  private void grantAfter(long wait, int count) {
    boolean waits = false;
    try {
      timer.after(wait, () -> grant(count));
      waits = true;
    } finally {
      if (!waits) {
        grant(count);
      }
    }
  }

  private synchronized double millisEach() {
    double byRequests =
        rates.requestsPerMinute() == 0 ? 0 : MINUTE_MILLIS / rates.requestsPerMinute();
    double byTokens =
        rates.tokensPerMinute() == 0 ? 0 : mean() * MINUTE_MILLIS / rates.tokensPerMinute();
    return Math.max(byRequests, byTokens);
  }

  private long turn(String unit, double millis) {
    try {
      return turns.take(unit + " " + endpoint, millis);
    } catch (StoreException | RuntimeException e) {
      // The next completion that cannot be kept there ends the job; until then, at our own pace.
      LOG.log(Level.WARNING, "the rate is not shared for a moment", e);
      return Math.round(millis);
    }
  }

  private void grant(int count) {
    synchronized (this) {
      permits += count;
      taking = false;
    }
    permitted.run();
  }
}
