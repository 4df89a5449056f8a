package org.autoif.io.llm;

import com.google.api.client.util.ExponentialBackOff;
import com.google.api.client.util.Sleeper;
import java.io.IOException;

/** Asks until an answer comes, the error is one that repeating does not mend, or patience ends. */
final class PatientCaller {
  private static final int FIRST_WAIT_MILLIS = 500;
  private static final int LONGEST_WAIT_MILLIS = 30_000;
  private static final int LONGEST_ASKED_WAIT_MILLIS = 120_000;

  private final int maxAttempts;
  private final Sleeper sleeper;

  PatientCaller(int maxAttempts, Sleeper sleeper) {
    this.maxAttempts = maxAttempts;
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

  Outcome call(ChatClient client, ChatRequest request) throws GivenUp, InterruptedException {
    ExponentialBackOff backOff =
        new ExponentialBackOff.Builder()
            .setInitialIntervalMillis(FIRST_WAIT_MILLIS)
            .setMaxIntervalMillis(LONGEST_WAIT_MILLIS)
            .setMultiplier(2)
            .setRandomizationFactor(0.5)
            .setMaxElapsedTimeMillis(Integer.MAX_VALUE)
            .build();
    for (int attempt = 1; ; attempt++) {
      try {
        return new Outcome(client.complete(request), attempt);
      } catch (ChatException e) {
        if (!e.kind().isRetryable() || attempt == maxAttempts) {
          throw new GivenUp(e, attempt);
        }
        sleeper.sleep(wait(e, backOff));
      }
    }
  }

  private static long wait(ChatException e, ExponentialBackOff backOff) {
    try {
      long own = backOff.nextBackOffMillis();
      return Math.max(own, Math.min(e.retryAfterMillis(), LONGEST_ASKED_WAIT_MILLIS));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
