package org.autoif.io.llm;

import java.util.List;
import org.autoif.io.record.CleanText;
import org.jspecify.annotations.Nullable;

/**
 * One sample that a request brought.
 *
 * @param text the answer without reasoning text
 * @param reasoning the reasoning text, if any came
 * @param finishReason {@code stop}, {@code length} or the endpoint's own word
 * @param promptTokens as the endpoint counted them, 0 where it does not
 * @param completionTokens likewise
 * @param cachedTokens those of the prompt tokens that the endpoint had in its cache
 * @param latencyMillis time from the request to its answer, in milliseconds; -1 if unknown
 * @param attempts how often the request was sent; 0 if another completion stands for the request
 * @param others what it brought besides, if it asked for more than one sample
 */
public record Completion(
    String text,
    @Nullable String reasoning,
    String finishReason,
    long promptTokens,
    long completionTokens,
    long cachedTokens,
    long latencyMillis,
    int attempts,
    List<Completion> others) {
  /**
   * Copies the others. NUL and halves of surrogate pairs become U+FFFD here, and not only on the
   * way into a store, so that a text is the same whether it comes from the endpoint or from the
   * store.
   */
  public Completion {
    text = CleanText.of(text);
    reasoning = reasoning == null ? null : CleanText.of(reasoning);
    finishReason = CleanText.of(finishReason);
    others = List.copyOf(others);
  }

  /** Makes a completion of a request that was sent once, without cache, of unknown latency. */
  public Completion(
      String text,
      @Nullable String reasoning,
      String finishReason,
      long promptTokens,
      long completionTokens) {
    this(text, reasoning, finishReason, promptTokens, completionTokens, 0, -1, 1, List.of());
  }

  public Completion withOthers(List<Completion> more) {
    return new Completion(
        text,
        reasoning,
        finishReason,
        promptTokens,
        completionTokens,
        cachedTokens,
        latencyMillis,
        attempts,
        more);
  }

  public Completion withAttempts(int sent) {
    return new Completion(
        text,
        reasoning,
        finishReason,
        promptTokens,
        completionTokens,
        cachedTokens,
        latencyMillis,
        sent,
        others);
  }
}
