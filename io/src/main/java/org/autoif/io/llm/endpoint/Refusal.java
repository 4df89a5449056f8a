package org.autoif.io.llm.endpoint;

import java.util.regex.Pattern;
import org.autoif.io.llm.ChatException;

/** Classifies what an endpoint says when it does not answer. */
final class Refusal {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE;

  /** Of a text that the provider does not want to see; another one may pass. */
  private static final Pattern CONTENT =
      Pattern.compile(
          "moderation|flagged|content.?(?:policy|filter|management|exists|risk)|safety"
              + "|inappropriate|data_?inspection|usage polic|prohibited|sensitive|violat|harmful"
              + "|responsible ?ai|responsibleai",
          FLAGS);

  private static final Pattern KEY =
      Pattern.compile(
          "api.?key|credential|token|permission|unauthorized|not authorized|authenti|access denied"
              + "|access to|country|region|subscription|billing|suspended|disabled|invalid key",
          FLAGS);

  private static final Pattern TOO_LONG =
      Pattern.compile(
          "context.?(?:length|window|size)|context_length_exceeded|prompt is too long"
              + "|too many (?:input )?tokens|input (?:is )?too long|maximum (?:input|prompt) length"
              + "|longer than the model|exceeds? the (?:model's )?max(?:imum)?.{0,20}tokens",
          FLAGS);

  /** A request that is above a rate's whole budget is refused for ever, with 429 nevertheless. */
  private static final Pattern TOO_LARGE = Pattern.compile("request too large", FLAGS);

  private static final Pattern USED_UP =
      Pattern.compile("insufficient_quota|quota_exceeded|insufficient_balance", FLAGS);

  /** What is said with a good status, in the words of types and codes or in those of a text. */
  private static final Pattern RATE =
      Pattern.compile("rate.?limit|too many requests|throttl", FLAGS);

  private static final Pattern BUSY =
      Pattern.compile("overload|unavailable|try again|busy|capacity|loading", FLAGS);
  private static final Pattern AUTH =
      Pattern.compile(
          "authentication|unauthorized|permission_denied|invalid.{0,8}api.?key"
              + "|incorrect api key|no api key",
          FLAGS);
  private static final Pattern WRONG =
      Pattern.compile(
          "invalid_request|bad.?request|unsupported|not supported|not found|not_found"
              + "|does not exist|unknown (?:model|field|parameter)|unprocessable|validation",
          FLAGS);

  private Refusal() {}

  /**
   * Returns the kind of an answer.
   *
   * @param others whether the key was good for others before
   */
  static ChatException.Kind kind(int status, ErrorText said, boolean others) {
    String all = said.code() + " " + said.words();
    return switch (status) {
      case 401, 407 -> ChatException.Kind.AUTH;
      case 403 -> forbidden(all, others);
      case 402 -> ChatException.Kind.QUOTA;
      case 429 ->
          TOO_LARGE.matcher(all).find()
              ? ChatException.Kind.TOO_LONG
              : USED_UP.matcher(said.code()).find()
                  ? ChatException.Kind.QUOTA
                  : ChatException.Kind.RATE;
      case 502, 503, 529 -> ChatException.Kind.UNAVAILABLE;
      case 408, 409, 425 -> ChatException.Kind.SERVER;
      default -> {
        if (status >= 400 && TOO_LONG.matcher(all).find()) {
          yield ChatException.Kind.TOO_LONG;
        }
        if (status >= 500) {
          yield ChatException.Kind.SERVER;
        }
        yield status == 413
            ? ChatException.Kind.TOO_LONG
            : CONTENT.matcher(all).find()
                ? ChatException.Kind.REFUSED
                : ChatException.Kind.PERMANENT;
      }
    };
  }

  private static ChatException.Kind forbidden(String all, boolean others) {
    if (CONTENT.matcher(all).find()) {
      return ChatException.Kind.REFUSED;
    }
    // Where the key was good a moment ago, and nothing is said of it, it is about this request.
    return others && !KEY.matcher(all).find()
        ? ChatException.Kind.REFUSED
        : ChatException.Kind.AUTH;
  }

  /** Returns the kind of an error that came with a good status. */
  static ChatException.Kind withGoodStatus(ErrorText said, boolean others) {
    String all = said.code() + " " + said.words();
    if (said.status() != 0) {
      return kind(said.status(), said, others);
    }
    if (USED_UP.matcher(all).find()) {
      return ChatException.Kind.QUOTA;
    }
    if (RATE.matcher(all).find()) {
      return ChatException.Kind.RATE;
    }
    if (AUTH.matcher(all).find()) {
      return ChatException.Kind.AUTH;
    }
    if (TOO_LONG.matcher(all).find()) {
      return ChatException.Kind.TOO_LONG;
    }
    if (WRONG.matcher(all).find()) {
      return CONTENT.matcher(all).find()
          ? ChatException.Kind.REFUSED
          : ChatException.Kind.PERMANENT;
    }
    if (CONTENT.matcher(all).find()) {
      return ChatException.Kind.REFUSED;
    }
    return BUSY.matcher(all).find() ? ChatException.Kind.UNAVAILABLE : ChatException.Kind.MALFORMED;
  }
}
