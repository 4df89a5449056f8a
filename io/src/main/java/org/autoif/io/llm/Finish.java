package org.autoif.io.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/**
 * Why a choice ended.
 *
 * @param word {@code stop} if the model was done, {@code length} if its tokens were, {@code
 *     content_filter} if a filter stopped it, else the endpoint's own word; none of the others is a
 *     whole answer
 */
public record Finish(String word) {
  static final String STOP = "stop";
  static final String LENGTH = "length";
  static final String FILTER = "content_filter";

  private static final Set<String> DONE =
      Set.of(
          STOP,
          "eos",
          "eos_token",
          "end_turn",
          "stop_sequence",
          "stop_token",
          "stop_str",
          "complete",
          "completed",
          "finished",
          "endoftext");

  private static final Set<String> FULL =
      Set.of(
          LENGTH,
          "max_tokens",
          "max_output_tokens",
          "model_length",
          "token_limit",
          "model_context_window_exceeded");

  private static final Set<String> FILTERED =
      Set.of(
          FILTER,
          "content_filtered",
          "safety",
          "recitation",
          "prohibited_content",
          "blocklist",
          "spii",
          "sensitive",
          "refusal",
          "guardrail_intervened",
          "error_toxic",
          "image_safety");

  private static final Set<String> FAULTS =
      Set.of(
          "error",
          "insufficient_system_resource",
          "network_error",
          "abort",
          "aborted",
          "cancelled",
          "canceled",
          "timeout",
          "overloaded",
          "engine_overloaded",
          "internal_error",
          "server_error",
          "failed");

  public static Finish of(JsonNode choice) {
    JsonNode reason = choice.path("finish_reason");
    JsonNode refusal = choice.path("message").path("refusal");
    if (choice.hasNonNull("error")) {
      return new Finish("error");
    }
    if (refusal.isTextual() && !refusal.asText().isBlank()) {
      return new Finish(FILTER);
    }
    boolean isEmpty = reason.isTextual() && reason.asText().isBlank();
    if (reason.isMissingNode() || isEmpty) {
      return new Finish(STOP); // servers that never tell
    }
    return new Finish(known(reason.asText()));
  }

  /** Returns the one word for what endpoints have several for; others as they are. */
  public static String known(String own) {
    String word = own.strip().toLowerCase(Locale.ROOT);
    if (DONE.contains(word)) {
      return STOP;
    }
    if (FULL.contains(word)) {
      return LENGTH;
    }
    if (FILTERED.contains(word)) {
      return FILTER;
    }
    return FAULTS.contains(word) ? word : own;
  }

  /** Returns whether the model said all that it had to say. */
  public boolean isComplete() {
    return word.equals(STOP);
  }

  /** Returns whether the server broke off, so that asking again may help. */
  public boolean isFault() {
    return FAULTS.contains(word);
  }
}
