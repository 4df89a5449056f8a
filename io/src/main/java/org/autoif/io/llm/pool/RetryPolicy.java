package org.autoif.io.llm.pool;

import com.google.api.client.util.ExponentialBackOff;
import java.io.IOException;
import org.autoif.io.llm.ChatException;

/**
 * What one request has been through, and whether it is worth another try.
 *
 * <p>A fault of the request or of its way costs an attempt. An endpoint that has no room or is away
 * costs patience instead, which is the endpoint's and not the request's: it ends when the endpoint
 * has answered nobody for so long, and then nothing else is worth a try either. A request that is
 * turned away four times as long while others are answered is given up alone.
 *
 * <p>Waits double with jitter, and are never shorter than the endpoint asks for.
 */
final class RetryPolicy {
  private static final int FIRST_WAIT_MILLIS = 500;
  private static final int LONGEST_WAIT_MILLIS = 30_000;
  private static final int LONGEST_ASKED_WAIT_MILLIS = 120_000;

  /** With room for one more soon, since others leave all the time. */
  private static final int LONGEST_WAIT_FOR_ROOM_MILLIS = 4_000;

  private static final int ALONE = 4;

  private final int most;
  private final long patienceMillis;
  private final ExponentialBackOff backOff =
      new ExponentialBackOff.Builder()
          .setInitialIntervalMillis(FIRST_WAIT_MILLIS)
          .setMaxIntervalMillis(LONGEST_WAIT_MILLIS)
          .setMultiplier(2)
          .setRandomizationFactor(0.5)
          .setMaxElapsedTimeMillis(Integer.MAX_VALUE)
          .build();
  private int made;
  private int failed;
  private long waited;
  private long firstSent;
  private long lastSent;

  RetryPolicy(int most, long patienceMillis) {
    this.most = most;
    this.patienceMillis = patienceMillis;
  }

  /** Notes that the request is sent. */
  void sent(long now) {
    if (made++ == 0) {
      firstSent = now;
    }
    lastSent = now;
  }

  /** Returns how often it was sent. */
  int made() {
    return made;
  }

  /** What comes after an error. */
  sealed interface Next {}

  /** Another try. */
  record Again(long afterMillis, boolean costsAnAttempt) implements Next {}

  /** No other try, of this request or, if {@code forAll}, of any to that endpoint. */
  record Never(boolean forAll) implements Next {}

  /**
   * Says what to do after an error.
   *
   * @param answeredLast when the endpoint last answered anyone
   */
  Next after(ChatException e, long now, long answeredLast) {
    ChatException.Kind kind = e.kind();
    if (!kind.isRetryable()) {
      return new Never(kind.isFatal());
    }
    boolean noRoom = kind == ChatException.Kind.RATE;
    boolean othersAreServed = kind == ChatException.Kind.UNAVAILABLE && answeredLast >= lastSent;
    if (kind.isEndpointAway() && !othersAreServed) {
      if (now - Math.max(firstSent, answeredLast) >= patienceMillis) {
        return new Never(true);
      }
      if (waited >= ALONE * patienceMillis) {
        return new Never(false);
      }
      long wait = wait(e, noRoom ? LONGEST_WAIT_FOR_ROOM_MILLIS : LONGEST_WAIT_MILLIS);
      waited += wait;
      return new Again(wait, false);
    }
    failed++;
    return failed >= most ? new Never(false) : new Again(wait(e, LONGEST_WAIT_MILLIS), true);
  }

  private long wait(ChatException e, long longest) {
    try {
      long own = Math.min(longest, backOff.nextBackOffMillis());
      return Math.max(own, Math.min(e.retryAfterMillis(), LONGEST_ASKED_WAIT_MILLIS));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
