package org.autoif.io.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.autoif.io.record.Json;

/** Reads the body of a chat completion. */
final class ChatAnswerText {
  private ChatAnswerText() {}

  /**
   * Returns the first choice with the others in it. The tokens of the prompt are counted with the
   * first one; those of the completions, of which endpoints tell the sum, by the lengths of the
   * texts.
   *
   * @param millis time that the answer took
   * @param malformed makes the exception for an answer that is none
   */
  static Completion parse(String body, long millis, Function<String, ChatException> malformed)
      throws ChatException {
    JsonNode json;
    try {
      json = Json.mapper().readTree(body);
    } catch (JsonProcessingException e) {
      throw malformed.apply("is not JSON");
    }
    List<Completion> choices = new ArrayList<>();
    for (JsonNode choice : json.path("choices")) {
      if (choice.path("message").isObject()) {
        choices.add(choice(choice, malformed));
      }
    }
    if (choices.isEmpty()) {
      throw malformed.apply("has no choices[0].message");
    }
    JsonNode usage = json.path("usage");
    long all = usage.path("completion_tokens").asLong(0);
    long length = choices.stream().mapToLong(ChatAnswerText::length).sum();
    List<Completion> others = new ArrayList<>();
    long given = 0;
    for (Completion other : choices.subList(1, choices.size())) {
      long share = Math.round((double) all * length(other) / Math.max(1, length));
      long tokens = Math.min(all - given, share);
      given += tokens;
      others.add(counted(other, 0, tokens, 0, millis, 0));
    }
    return counted(
            choices.get(0),
            usage.path("prompt_tokens").asLong(0),
            all - given,
            cached(usage),
            millis,
            1)
        .withOthers(others);
  }

  private static Completion choice(JsonNode choice, Function<String, ChatException> malformed)
      throws ChatException {
    JsonNode message = choice.path("message");
    JsonNode content = message.path("content");
    if (!content.isTextual()
        && !content.isArray()
        && !content.isNull()
        && !content.isMissingNode()) {
      throw malformed.apply("has a message.content that is neither a text nor a list of parts");
    }
    ReasoningText split = ReasoningText.split(text(content, "text"));
    String thinking = content.isArray() ? text(content, "thinking") : "";
    String reasoning = thinking.isEmpty() ? split.reasoning() : thinking;
    for (String field : new String[] {"reasoning_content", "reasoning"}) {
      if (message.path(field).isTextual()) {
        reasoning = message.path(field).asText();
      }
    }
    return new Completion(
        split.text(), reasoning, choice.path("finish_reason").asText("stop"), 0, 0);
  }

  /**
   * Returns a text as it is; of a list of parts, the texts of those of a type, one after the other.
   * A part is {@code {"type":"text","text":"…"}}, or {@code {"type":"thinking","thinking":…}} with
   * a text or again a list of texts; parts of other types, such as references, have none.
   */
  private static String text(JsonNode content, String type) {
    if (content.isTextual()) {
      return content.asText();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      if (part.path("type").asText().equals(type)) {
        text.append(text(part.path(type), "text"));
      }
    }
    return text.toString();
  }

  private static Completion counted(
      Completion of, long prompt, long completion, long cached, long millis, int attempts) {
    return new Completion(
        of.text(),
        of.reasoning(),
        of.finishReason(),
        prompt,
        completion,
        cached,
        millis,
        attempts,
        List.of());
  }

  private static long length(Completion choice) {
    String reasoning = choice.reasoning();
    return 1L + choice.text().length() + (reasoning == null ? 0 : reasoning.length());
  }

  /** Reads OpenAI's field, which most follow, or DeepSeek's. */
  private static long cached(JsonNode usage) {
    return usage
        .path("prompt_tokens_details")
        .path("cached_tokens")
        .asLong(usage.path("prompt_cache_hit_tokens").asLong(0));
  }
}
