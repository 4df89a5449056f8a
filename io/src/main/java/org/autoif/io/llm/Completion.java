package org.autoif.io.llm;

import org.jspecify.annotations.Nullable;

/**
 * What one request brought.
 *
 * @param text the answer without reasoning text
 * @param reasoning the reasoning text, if any came
 * @param finishReason {@code stop}, {@code length} or the endpoint's own word
 * @param promptTokens as the endpoint counted them, 0 where it does not
 * @param completionTokens likewise
 */
public record Completion(
    String text,
    @Nullable String reasoning,
    String finishReason,
    long promptTokens,
    long completionTokens) {}
