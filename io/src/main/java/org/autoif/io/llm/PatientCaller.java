package org.autoif.io.llm;

import com.google.api.client.util.ExponentialBackOff;
import com.google.api.client.util.Sleeper;
import java.io.IOException;

/**
 * Asks until an answer comes, the error is one that repeating does not mend, or patience ends.
 *
 * <p>An endpoint that has no room (429) or is away costs no attempt but patience: the sum of the
 * waits for it. Waits double with jitter, and are never shorter than the endpoint asks for.
 */
final class PatientCaller {
  private static final int FIRST_WAIT_MILLIS = 500;
  private static final int LONGEST_WAIT_MILLIS = 30_000;
  private static final int LONGEST_ASKED_WAIT_MILLIS = 120_000;

  /** With room for one more soon, since others leave all the time. */
  private static final int LONGEST_WAIT_FOR_ROOM_MILLIS = 4_000;

  private final int maxAttempts;
  private final long patienceMillis;
  private final Sleeper sleeper;

  PatientCaller(int maxAttempts, long patienceMillis, Sleeper sleeper) {
    this.maxAttempts = maxAttempts;
    this.patienceMillis = patienceMillis;
    this.sleeper = sleeper;
  }

  /**
   * What a request came to.
   *
   * @param completion what it brought
   * @param attempts how often it was sent
   */
  record Outcome(Completion completion, int attempts) {}

  /** The last error of a request that was given up. */
  static final class GivenUp extends Exception {
    private static final long serialVersionUID = 1;

    private final ChatException last;
    private final int attempts;

    GivenUp(ChatException last, int attempts) {
      super(last);
      this.last = last;
      this.attempts = attempts;
    }

    ChatException last() {
      return last;
    }

    int attempts() {
      return attempts;
    }
  }

  /**
   * Asks.
   *
   * @param limit how many requests the client's endpoint takes
   * @throws GivenUp with the last error
   */
  Outcome call(ChatClient client, ChatRequest request, InFlightLimit limit)
      throws GivenUp, InterruptedException {
    ExponentialBackOff backOff =
        new ExponentialBackOff.Builder()
            .setInitialIntervalMillis(FIRST_WAIT_MILLIS)
            .setMaxIntervalMillis(LONGEST_WAIT_MILLIS)
            .setMultiplier(2)
            .setRandomizationFactor(0.5)
            .setMaxElapsedTimeMillis(Integer.MAX_VALUE)
            .build();
    int failed = 0;
    long waited = 0;
    for (int attempt = 1; ; attempt++) {
      try {
        return new Outcome(once(client, request, limit), attempt);
      } catch (ChatException e) {
        boolean noRoom = e.kind() == ChatException.Kind.RATE;
        boolean free = noRoom || e.kind() == ChatException.Kind.UNREACHABLE;
        if (!free) {
          failed++;
        }
        if (!e.kind().isRetryable()
            || failed >= maxAttempts
            || (free && waited >= patienceMillis)) {
          throw new GivenUp(e, attempt);
        }
        long wait = wait(e, backOff, noRoom ? LONGEST_WAIT_FOR_ROOM_MILLIS : LONGEST_WAIT_MILLIS);
        waited += free ? wait : 0;
        sleeper.sleep(wait);
      }
    }
  }

  private static Completion once(ChatClient client, ChatRequest request, InFlightLimit limit)
      throws ChatException, InterruptedException {
    long ticket = limit.acquire();
    boolean told = false;
    try {
      Completion completion = client.complete(request);
      told = true;
      limit.succeeded();
      return completion;
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.RATE) {
        told = true;
        limit.refused(ticket);
      }
      throw e;
    } finally {
      if (!told) {
        limit.failed();
      }
    }
  }

  private static long wait(ChatException e, ExponentialBackOff backOff, long longest) {
    try {
      long own = Math.min(longest, backOff.nextBackOffMillis());
      return Math.max(own, Math.min(e.retryAfterMillis(), LONGEST_ASKED_WAIT_MILLIS));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
