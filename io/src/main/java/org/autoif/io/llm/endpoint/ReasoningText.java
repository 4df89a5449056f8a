package org.autoif.io.llm.endpoint;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits an answer from the reasoning that a model put in front of it. Reasoning is never verified,
 * scored or published.
 *
 * <p>Marks count only where a model writes them: an opening one at the start of the answer, and a
 * closing one without it, as chat templates that begin the thoughts leave it, where it ends what
 * stands before it. In code, in quotes or in a sentence they are words like others.
 *
 * @param text the answer
 * @param reasoning what stood between the marks; absent if there were none
 */
record ReasoningText(String text, @Nullable String reasoning) {
  private static final int FLAGS = Pattern.DOTALL | Pattern.CASE_INSENSITIVE;

  private static final String WORDS =
      "think(?:ing)?|thoughts?|reasoning|internal_thoughts?|seed:think";

  /** What opens thoughts at the start, and what closes them, with the group of the first in it. */
  private record Marks(Pattern open, String close) {
    Pattern close(Matcher opened) {
      String word = opened.groupCount() == 0 ? "" : Pattern.quote(opened.group(1));
      return Pattern.compile(close.replace("%s", word), FLAGS);
    }
  }

  private static final List<Marks> MARKS =
      List.of(
          marks("<(" + WORDS + ")>", "</%s>"),
          marks("\\[(THINK|THINKING|REASONING)]", "\\[/%s]"),
          marks("<\\|(think|thinking)\\|>", "<\\|(?:/|end_?of_)?%s\\|>"),
          marks("<\\|begin_of_thought\\|>", "<\\|end_of_thought\\|>"),
          marks("◁(think)▷", "◁/%s▷"),
          marks("<\\|START_THINKING\\|>", "<\\|END_THINKING\\|>"),
          marks("<\\|inner_prefix\\|>", "<\\|inner_suffix\\|>"),
          marks("<unused94>(?:thought\\n)?", "<unused95>"),
          marks("<\\|channel>thought\\b", "<channel\\|>"),
          marks("Here(?:'s| is) my thought process:", "Here(?:'s| is) my response:"));

  /** The end of thoughts that their template began. */
  private static final Pattern CLOSE =
      Pattern.compile("</(?:think|thinking|thought|reasoning)>|\\[/THINK]|◁/think▷", FLAGS);

  private static final Pattern OPEN =
      Pattern.compile("<(?:think|thinking|thought|reasoning)>|\\[THINK]|◁think▷", FLAGS);

  /** OpenAI's harmony, of which some servers leave the marks and some the words alone. */
  private static final Pattern CHANNEL =
      Pattern.compile(
          "(?:<\\|start\\|>assistant)?<\\|channel\\|>(\\w+).*?<\\|message\\|>(.*?)"
              + "(?:<\\|(?:end|return|call)\\|>|(?=<\\|start\\|>)|\\z)",
          FLAGS);

  private static final Pattern BARE_CHANNELS =
      Pattern.compile(
          "\\Aanalysis(?=[A-Z\\s])(.*?)assistant ?final(?=\\S|\\s)(.*)\\z", Pattern.DOTALL);

  /** What some put around the answer behind their thoughts. */
  private static final List<Pattern> WRAPPED =
      List.of(
          Pattern.compile(
              "\\A\\s*<\\|begin_of_solution\\|>(.*?)(?:<\\|end_of_solution\\|>\\s*)?\\z", FLAGS),
          Pattern.compile(
              "\\A\\s*<\\|START_RESPONSE\\|>(.*?)(?:<\\|END_RESPONSE\\|>\\s*)?\\z", FLAGS),
          Pattern.compile("\\A\\s*<(answer|response|output)>(.*)</\\1>\\s*\\z", FLAGS));

  private static Marks marks(String open, String close) {
    return new Marks(Pattern.compile("\\A\\s*" + open, FLAGS), close);
  }

  /** Splits {@code content}. */
  static ReasoningText split(String content) {
    ReasoningText opened = opened(content);
    return opened == null ? closed(content) : opened;
  }

  /**
   * Splits an answer whose reasoning came in a field of its own: what opens at its start is the
   * same again, but no closing mark by itself is one.
   */
  static ReasoningText splitOpened(String content) {
    ReasoningText opened = opened(content);
    return opened == null ? new ReasoningText(content, null) : opened;
  }

  private static @Nullable ReasoningText opened(String content) {
    String start = content.stripLeading();
    if (start.isEmpty() || "<[◁Ha".indexOf(start.charAt(0)) < 0) {
      return null; // most are such
    }
    if (start.startsWith("<|channel|>") || start.startsWith("<|start|>")) {
      return channels(content);
    }
    Matcher bare = BARE_CHANNELS.matcher(start);
    if (bare.matches()) {
      return new ReasoningText(bare.group(2).stripLeading(), bare.group(1).strip());
    }
    for (Marks marks : MARKS) {
      Matcher open = marks.open().matcher(content);
      if (open.find()) {
        return between(content, open, marks);
      }
    }
    return null;
  }

  private static @Nullable ReasoningText between(String content, Matcher open, Marks marks) {
    Matcher found = marks.close(open).matcher(content);
    if (!found.find(open.end())) {
      // A sentence that a person may begin too.
      return content.stripLeading().startsWith("H")
          ? null
          : new ReasoningText("", content.substring(open.end()).strip());
    }
    String thoughts = content.substring(open.end(), found.start()).strip();
    String rest = unwrapped(content.substring(found.end())).stripLeading();
    ReasoningText more = opened(rest);
    return more == null
        ? new ReasoningText(rest, thoughts)
        : new ReasoningText(more.text(), (thoughts + "\n" + more.reasoning()).strip());
  }

  private static String unwrapped(String rest) {
    for (Pattern wrapped : WRAPPED) {
      Matcher matcher = wrapped.matcher(rest);
      if (matcher.matches()) {
        return matcher.group(matcher.groupCount()).strip();
      }
    }
    return rest;
  }

  private static ReasoningText channels(String content) {
    StringBuilder reasoning = new StringBuilder();
    String text = "";
    Matcher channel = CHANNEL.matcher(content);
    while (channel.find()) {
      if (channel.group(1).toLowerCase(Locale.ROOT).equals("final")) {
        text = channel.group(2);
      } else {
        reasoning.append(channel.group(2).strip()).append('\n');
      }
    }
    return new ReasoningText(text, reasoning.toString().strip());
  }

  /** Looks for a closing mark that ends what stands before it. */
  private static ReasoningText closed(String content) {
    if (!content.contains("</") && !content.contains("[/") && !content.contains("◁/")) {
      return new ReasoningText(content, null);
    }
    String start = content.stripLeading();
    if (start.startsWith("{") || start.startsWith("[{") || start.startsWith("[\"")) {
      return new ReasoningText(content, null);
    }
    Matcher open = OPEN.matcher(content);
    int firstOpen = open.find() ? open.start() : content.length();
    Matcher close = CLOSE.matcher(content);
    while (close.find() && close.start() < firstOpen) {
      if (ends(content, close.start(), close.end())) {
        return new ReasoningText(
            unwrapped(content.substring(close.end())).stripLeading(),
            content.substring(0, close.start()).strip());
      }
    }
    return new ReasoningText(content, null);
  }

  private static boolean ends(String content, int start, int end) {
    boolean inCode = content.substring(0, start).split("```", -1).length % 2 == 0;
    if (inCode) {
      return false;
    }
    int lineStart = content.lastIndexOf('\n', start - 1) + 1;
    String before = content.substring(lineStart, start);
    boolean ownLine = before.isBlank();
    boolean endsSentence =
        !ownLine
            && "`'\"“‘«([{<,:".indexOf(before.charAt(before.length() - 1)) < 0
            && !Character.isWhitespace(before.charAt(before.length() - 1));
    char after = end < content.length() ? content.charAt(end) : '\n';
    boolean clear = "`'\"”’»)]}.,;:!? ".indexOf(after) < 0;
    boolean own = after == ' ' && content.substring(end).stripLeading().length() > 0;
    return ownLine ? clear || own : endsSentence && clear;
  }
}
