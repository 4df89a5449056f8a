package org.autoif.io.llm;

import java.util.List;
import org.autoif.io.record.Message;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param messages the conversation so far
 * @param temperature sampling temperature, in [0, 2]
 * @param seed seed of the first sample
 * @param choices samples that are wanted; fewer may come
 * @param responseFormat form of the answer that the endpoint is asked to keep to, as the JSON of
 *     OpenAI's {@code response_format}; it may not
 */
public record ChatRequest(
    List<Message> messages,
    double temperature,
    long seed,
    int choices,
    @Nullable String responseFormat) {
  /** Copies the messages. */
  public ChatRequest {
    messages = List.copyOf(messages);
  }

  /** Makes a request for one sample in any form. */
  public ChatRequest(List<Message> messages, double temperature, long seed) {
    this(messages, temperature, seed, 1, null);
  }

  public ChatRequest withChoices(int wanted) {
    return new ChatRequest(messages, temperature, seed, wanted, responseFormat);
  }
}
