package org.autoif.io.llm.endpoint;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request goes without, or has in another form, because the endpoint does not take it. None
 * of them changes what is asked: a completion is kept under the same key with them and without.
 */
public enum Concession {
  /** One sample a request, without {@code n}. */
  ONE_CHOICE(
      "n",
      "n is left out",
      "number of (?:choices|completions)|['\"`]n['\"`]|\\bn (?:must|should|is|>|=|parameter)|parameter:? n\\b"
          + "|(?:only one|multiple) (?:completion|choice)"),
  /** Without {@code response_format}. */
  NO_FORMAT(
      "response_format",
      "response_format is left out",
      "response.?format|json_schema|json_object|structured output"),
  /** The system's text stands before the user's. */
  FOLDED_SYSTEM(
      "system",
      "the system turn is put before the user's",
      "system.{0,20}(?:role|message|prompt|instruction|turn)|role.{0,30}system"
          + "|roles must alternate|developer instruction|only user and assistant"),
  /** Without {@code seed}. */
  NO_SEED("seed", "seed is left out", "\\bseed\\b"),
  /** Without {@code temperature}. */
  NO_TEMPERATURE("temperature", "temperature is left out", "\\btemperature\\b"),
  /** The cap by its newer name. */
  OTHER_TOKENS(
      "max_tokens",
      "max_tokens is sent as max_completion_tokens",
      "max_tokens|max_completion_tokens"),
  /** Without a cap. */
  NO_TOKENS("max_tokens", "max_tokens is left out", "(?!)"),
  /** The answer comes as server-sent events. */
  STREAM(
      "stream",
      "answers are streamed",
      "only.{0,30}stream|stream(?:ing)? mode|stream.{0,30}(?:required|must|enable|be true)"
          + "|must.{0,20}stream|non-?stream"),
  /** A stream without the tokens that it took. */
  NO_STREAM_OPTIONS("stream_options", "stream_options is left out", "stream_options");

  /** What an endpoint may be asked without from the start. */
  private static final List<Concession> OMITTED =
      List.of(ONE_CHOICE, NO_FORMAT, NO_SEED, NO_TEMPERATURE, NO_TOKENS);

  private final String field;
  private final String words;
  private final Pattern hint;

  Concession(String field, String words, String hint) {
    this.field = field;
    this.words = words;
    this.hint = Pattern.compile(hint, Pattern.CASE_INSENSITIVE);
  }

  /** Returns what is done, in words. */
  public String words() {
    return words;
  }

  /** Returns whether an endpoint that says this may mean it. */
  boolean isHintedBy(@Nullable String parameter, String said) {
    return field.equals(parameter) || hint.matcher(said).find();
  }

  /** Returns whether an endpoint names it as the parameter that it refuses. */
  boolean isNamedBy(@Nullable String parameter) {
    return field.equals(parameter);
  }

  /**
   * Returns what leaves a field of the request out.
   *
   * @throws IllegalArgumentException if it is not one that can be left out
   */
  public static Concession omitting(String field) {
    for (Concession concession : OMITTED) {
      if (concession.field.equals(field)) {
        return concession;
      }
    }
    throw new IllegalArgumentException(
        "'" + field + "' cannot be left out: expected " + omittable());
  }

  /** Returns the names of the fields that can be left out. */
  public static String omittable() {
    return String.join(", ", OMITTED.stream().map(concession -> concession.field).toList());
  }

  /** Returns what is done, in words and in a fixed order. */
  public static List<String> words(Collection<Concession> concessions) {
    return concessions.stream().sorted().map(Concession::words).toList();
  }

  static Set<Concession> and(Set<Concession> some, Collection<Concession> more) {
    EnumSet<Concession> all = EnumSet.noneOf(Concession.class);
    all.addAll(some);
    all.addAll(more);
    if (all.contains(NO_TOKENS)) {
      all.remove(OTHER_TOKENS);
    }
    return Set.copyOf(all);
  }
}
