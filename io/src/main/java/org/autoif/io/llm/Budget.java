package org.autoif.io.llm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one worker process has spent of a run's limits. Nothing gives it back, so that a bundle that
 * the runner tries again does not start to spend anew.
 */
final class Budget {
  private static final Map<String, Budget> BY_RUN = new HashMap<>();
  private static final int CHARACTERS_A_TOKEN = 4;

  /** Time that a completion has to get from its call to the store's queue. */
  private static final long HAND_OVER_MILLIS = 250;

  private final SpendingLimits limits;
  private long calls;
  private int inFlight;
  private BigDecimal spent = BigDecimal.ZERO;
  private @Nullable String reached;

  private Budget(SpendingLimits limits) {
    this.limits = limits;
  }

  /** Returns the one budget of a run in this process. */
  static Budget of(SpendingLimits limits) {
    synchronized (BY_RUN) {
      return BY_RUN.computeIfAbsent(limits.run(), run -> new Budget(limits));
    }
  }

  /**
   * Takes one call, to be given back by one of the next two methods.
   *
   * @throws ChatException of kind BUDGET if there is none left, now and ever after
   */
  synchronized void take(String role, ChatRequest request) throws ChatException {
    BigDecimal maxCost = limits.maxCost();
    if (reached != null) {
      throw refused(reached);
    }
    if (limits.maxCalls() > 0 && calls + inFlight >= limits.maxCalls()) {
      reached = "--maxCalls=" + limits.maxCalls();
    } else if (maxCost != null
        && spent
                .add(expected(role, request).multiply(BigDecimal.valueOf(inFlight + 1L)))
                .compareTo(maxCost)
            > 0) {
      reached = "--maxCost=" + maxCost.toPlainString();
    }
    if (reached != null) {
      throw refused(reached);
    }
    inFlight++;
  }

  /** What one more call will probably cost: the mean so far, or by the length of its prompt. */
  private BigDecimal expected(String role, ChatRequest request) {
    if (calls > 0) {
      return spent.divide(BigDecimal.valueOf(calls), 12, RoundingMode.HALF_UP);
    }
    long tokens =
        request.messages().stream().mapToLong(message -> message.getContent().length()).sum()
            / CHARACTERS_A_TOKEN;
    return limits.prices().cost(role, tokens, 0, tokens);
  }

  private ChatException refused(String limit) {
    return new ChatException(
        ChatException.Kind.BUDGET, limit + " is reached; " + limits.advice(), 0, null);
  }

  /** A call that was taken brought this. */
  synchronized void paid(String role, Completion completion) {
    calls++;
    add(role, completion);
    completion.others().forEach(other -> add(role, other));
    ended();
  }

  private void add(String role, Completion one) {
    spent =
        spent.add(
            limits
                .prices()
                .cost(role, one.promptTokens(), one.cachedTokens(), one.completionTokens()));
  }

  /** A call that was taken failed: it is taken for unpaid. */
  synchronized void unpaid() {
    ended();
  }

  private void ended() {
    inFlight--;
    notifyAll();
  }

  /** Waits until everything that is paid for is on its way to the store. */
  void settle() throws InterruptedException {
    synchronized (this) {
      while (inFlight > 0) {
        wait();
      }
    }
    // No call can start any more; those that ended are handed over in microseconds.
    TimeUnit.MILLISECONDS.sleep(HAND_OVER_MILLIS);
  }
}
