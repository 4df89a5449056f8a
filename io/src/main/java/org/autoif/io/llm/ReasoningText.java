package org.autoif.io.llm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits an answer from the reasoning that some models put in front of it between {@code <think>}
 * tags. Reasoning is never verified, scored or published.
 *
 * @param text the answer
 * @param reasoning what stood between the tags; absent if there were none
 */
record ReasoningText(String text, @Nullable String reasoning) {
  private static final Pattern THINK =
      Pattern.compile("\\A\\s*(?:<think>)?(.*?)</think>\\s*", Pattern.DOTALL);
  private static final Pattern UNFINISHED =
      Pattern.compile("\\A\\s*<think>(.*)\\z", Pattern.DOTALL);

  /** Splits {@code content}; chat templates that swallow the opening tag are understood. */
  static ReasoningText split(String content) {
    if (!content.contains("think>")) {
      return new ReasoningText(content, null); // most are such, and the patterns read every letter
    }
    Matcher think = THINK.matcher(content);
    if (think.find()) {
      return new ReasoningText(content.substring(think.end()), think.group(1).strip());
    }
    Matcher unfinished = UNFINISHED.matcher(content);
    if (unfinished.matches()) {
      return new ReasoningText("", unfinished.group(1).strip());
    }
    return new ReasoningText(content, null);
  }
}
