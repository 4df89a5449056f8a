package org.autoif.io.llm.spending;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Completion;
import org.autoif.io.llm.store.CompletionStore;
import org.autoif.io.llm.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * What one worker process has spent of a run's limits. Nothing gives it back, so that a bundle that
 * the runner tries again does not start to spend anew.
 */
final class Budget {
  private static final int MOST_RUNS = 64;

  /** In the order in which they came; the first goes where a process outlives many runs. */
  private static final Map<String, Budget> BY_RUN = new LinkedHashMap<>();

  private static final int CHARACTERS_A_TOKEN = 4;

  /** How many times a worker asks for more before there is none left, if it is alone. */
  private static final int PARTS = 50;

  private static final long MOST_CALLS_A_PART = 256;

  private final SpendingLimits limits;

  /** What this process has taken of the run's limits. */
  private long takenCalls;

  private BigDecimal takenMoney = BigDecimal.ZERO;

  /** Requests that were sent, and those of them that something was billed for. */
  private long calls;

  private int inFlight;
  private BigDecimal spent = BigDecimal.ZERO;

  /** What the lengths of the prompts let expect: of the calls in flight, and of the answered. */
  private BigDecimal guessedInFlight = BigDecimal.ZERO;

  private BigDecimal guessedOfSpent = BigDecimal.ZERO;
  private @Nullable String reached;

  private Budget(SpendingLimits limits) {
    this.limits = limits;
  }

  /** Returns the one budget of a run in this process. */
  static Budget of(SpendingLimits limits) {
    synchronized (BY_RUN) {
      Budget budget = BY_RUN.computeIfAbsent(limits.run(), run -> new Budget(limits));
      if (BY_RUN.size() > MOST_RUNS) {
        BY_RUN.remove(BY_RUN.keySet().iterator().next());
      }
      return budget;
    }
  }

  /**
   * Takes one call, to be given back by {@link #ended}.
   *
   * @return the guess of its cost, which is set aside; zero if cost has no limit
   * @throws ChatException of kind BUDGET if there is none left, now and ever after
   */
  synchronized BigDecimal take(String role, ChatRequest request) throws ChatException {
    BigDecimal guess = limits.maxCost() == null ? BigDecimal.ZERO : guess(role, request);
    if (reached == null) {
      reached = reached(guess);
    }
    if (reached != null) {
      throw refused(reached);
    }
    inFlight++;
    guessedInFlight = guessedInFlight.add(guess);
    return guess;
  }

  /** Returns the option that keeps this call from being made, or null if none does. */
  private @Nullable String reached(BigDecimal guess) throws ChatException {
    long most = limits.maxCalls();
    if (most > 0 && calls + inFlight >= takenCalls) {
      long part = Math.max(1, Math.min(MOST_CALLS_A_PART, most / PARTS));
      takenCalls += Math.round(share("calls", (double) part, (double) most));
      if (calls + inFlight >= takenCalls) {
        return "--maxCalls=" + most;
      }
    }
    BigDecimal maxCost = limits.maxCost();
    if (maxCost != null) {
      BigDecimal needed = spent.add(expected(guess));
      if (needed.compareTo(takenMoney) > 0) {
        // Whole billionths, which the store adds up exactly.
        double all = billionths(maxCost, RoundingMode.FLOOR);
        double part =
            Math.max(
                billionths(needed.subtract(takenMoney), RoundingMode.CEILING),
                Math.ceil(all / PARTS));
        takenMoney =
            takenMoney.add(BigDecimal.valueOf(Math.round(share("cost", part, all)), Prices.SCALE));
        if (needed.compareTo(takenMoney) > 0) {
          return "--maxCost=" + maxCost.toPlainString();
        }
      }
    }
    return null;
  }

  private static double billionths(BigDecimal money, RoundingMode rounding) {
    return money.movePointRight(Prices.SCALE).setScale(0, rounding).doubleValue();
  }

  private double share(String of, double wanted, double all) throws ChatException {
    try (CompletionStore store = limits.store().open()) {
      return store.share(of + " " + limits.run(), wanted, all);
    } catch (StoreException e) {
      throw new ChatException(
          ChatException.Kind.BUDGET, "what is left to spend is unknown: " + e.getMessage(), 0, e);
    }
  }

  /**
   * What the calls in flight and one more will probably cost: by their prompts' lengths, corrected
   * by how far such guesses were off. The guess of this call weighs in, so that one cheap answer (a
   * check of the start) says little about dear ones.
   */
  private BigDecimal expected(BigDecimal guess) {
    BigDecimal weight = guessedOfSpent.add(guess);
    BigDecimal all = guessedInFlight.add(guess);
    return weight.signum() == 0
        ? all
        : all.multiply(spent.add(guess)).divide(weight, 12, RoundingMode.HALF_UP);
  }

  /** What a call costs whose answers are each as long as its prompt. */
  private BigDecimal guess(String role, ChatRequest request) {
    long tokens =
        request.messages().stream().mapToLong(message -> message.getContent().length()).sum()
            / CHARACTERS_A_TOKEN;
    return limits.prices().cost(role, tokens, 0, tokens * request.choices());
  }

  private ChatException refused(String limit) {
    return new ChatException(
        ChatException.Kind.BUDGET, limit + " is reached; " + limits.advice(), 0, null);
  }

  /**
   * A call that was taken has ended.
   *
   * @param guess what {@link #take} returned
   * @param sent whether it reached anyone: it is counted then, also if nothing came of it
   * @param billed what was billed; absent for nothing
   */
  synchronized void ended(
      String role, BigDecimal guess, boolean sent, @Nullable Completion billed) {
    guessedInFlight = guessedInFlight.subtract(guess);
    calls += sent ? 1 : 0;
    if (billed != null) {
      guessedOfSpent = guessedOfSpent.add(guess);
      add(role, billed);
      billed.others().forEach(other -> add(role, other));
    }
    inFlight--;
  }

  private void add(String role, Completion one) {
    spent =
        spent.add(
            limits
                .prices()
                .cost(role, one.promptTokens(), one.cachedTokens(), one.completionTokens()));
  }
}
