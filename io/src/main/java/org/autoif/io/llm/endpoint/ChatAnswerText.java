package org.autoif.io.llm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.Completion;
import org.autoif.io.llm.Finish;

/** Reads the body of a chat completion. */
final class ChatAnswerText {
  private static final String ALL_REASONING =
      "is all reasoning, with no text behind it: a server that tells them apart by a parser does so"
          + " when thinking is switched off; start it without the parser, or leave enable_thinking"
          + " out of the extra body";

  private ChatAnswerText() {}

  /**
   * Returns the first choice with the others in it. The tokens of the prompt are counted with the
   * first one; those of the completions, of which endpoints tell the sum, by the lengths of the
   * texts.
   *
   * <p>A choice that the server broke off or emptied is left out, so that it is asked for again; an
   * answer that has no other is an error, with what was billed for it.
   *
   * @param millis time that the answer took
   * @param malformed makes the exception for an answer that is none
   */
  static Completion parse(JsonNode json, long millis, Function<String, ChatException> malformed)
      throws ChatException {
    JsonNode usage = json.path("usage");
    boolean isFree = usage.path("completion_tokens").asLong(-1) == 0;
    List<Completion> choices = new ArrayList<>();
    ChatException fault = null;
    for (JsonNode choice : json.path("choices")) {
      if (choice.path("message").isObject()) {
        try {
          choices.add(choice(choice, isFree, malformed));
        } catch (ChatException e) {
          fault = e;
        }
      }
    }
    if (choices.isEmpty()) {
      ChatException none = fault == null ? malformed.apply("has no choices[0].message") : fault;
      throw none.billedAs(
          counted(
              new Completion("", null, "", 0, 0),
              usage.path("prompt_tokens").asLong(0),
              usage.path("completion_tokens").asLong(0),
              cached(usage),
              millis,
              1));
    }
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

  private static Completion choice(
      JsonNode choice, boolean isFree, Function<String, ChatException> malformed)
      throws ChatException {
    JsonNode message = choice.path("message");
    JsonNode content = message.path("content");
    boolean isNone = content.isNull() || content.isMissingNode();
    if (!content.isTextual() && !content.isArray() && !isNone) {
      throw malformed.apply("has a message.content that is neither a text nor a list of parts");
    }
    Finish finish = Finish.of(choice);
    if (finish.isFault()) {
      String why = choice.has("error") ? ": " + ErrorText.of(choice.path("error")).words() : "";
      throw malformed
          .apply("was broken off: finish_reason " + finish.word() + why)
          .as(ChatException.Kind.CUT);
    }
    String thinking = content.isArray() ? text(content, "thinking") : "";
    String own = thinking;
    for (String field : new String[] {"reasoning_content", "reasoning"}) {
      if (message.path(field).isTextual() && !message.path(field).asText().isBlank()) {
        own = message.path(field).asText();
      }
    }
    String said = isNone ? "" : text(content, "text");
    ReasoningText split =
        own.isEmpty() ? ReasoningText.split(said) : ReasoningText.splitOpened(said);
    String reasoning = own.isEmpty() ? split.reasoning() : own;
    if (finish.isComplete() && split.text().isBlank()) {
      if (reasoning != null && !reasoning.isBlank()) {
        throw malformed.apply(ALL_REASONING).as(ChatException.Kind.REASONING);
      }
      if (isNone || isFree) {
        throw malformed.apply("has no text in it").as(ChatException.Kind.EMPTY);
      }
    }
    return new Completion(split.text(), reasoning, finish.word(), 0, 0);
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
