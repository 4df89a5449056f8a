package org.autoif.io.llm;

import java.util.List;
import org.autoif.io.record.Message;

/**
 * One request for one sample.
 *
 * @param messages the conversation so far
 * @param temperature sampling temperature, in [0, 2]
 * @param seed seed of this sample
 */
public record ChatRequest(List<Message> messages, double temperature, long seed) {
  /** Copies the messages. */
  public ChatRequest {
    messages = List.copyOf(messages);
  }
}
