package org.autoif.io.llm.store;

import org.autoif.io.record.CleanText;
import org.jspecify.annotations.Nullable;

/**
 * One row of the store: what one request brought.
 *
 * @param key SHA-256 of the canonical request, in hexadecimal
 * @param model the model that answered
 * @param step transform that asked first; for statistics only
 * @param role whom it asked; for statistics only
 * @param text the answer without reasoning text
 * @param reasoning the reasoning text, if any came
 * @param finishReason why the model stopped, in the endpoint's word
 * @param promptTokens as the endpoint counted them, 0 where it does not
 * @param completionTokens likewise
 * @param cachedTokens those of the prompt tokens that the endpoint had in its cache
 * @param latencyMillis time from the request to its answer, in milliseconds; -1 if unknown
 * @param attempts how often the request was sent; 0 if another row stands for the request
 * @param created when the answer came, in milliseconds since 1970
 */
public record StoredCompletion(
    String key,
    String model,
    String step,
    String role,
    String text,
    @Nullable String reasoning,
    String finishReason,
    long promptTokens,
    long completionTokens,
    long cachedTokens,
    long latencyMillis,
    int attempts,
    long created) {

  /**
   * Replaces what a database cannot hold as text, NUL and halves of surrogate pairs, by U+FFFD, so
   * that a row reads back as it was written.
   */
  public StoredCompletion {
    text = CleanText.of(text);
    reasoning = reasoning == null ? null : CleanText.of(reasoning);
    finishReason = CleanText.of(finishReason);
  }
}
