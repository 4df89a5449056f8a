package org.autoif.transforms.instruct;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.autoif.transforms.step.Words;
import org.jspecify.annotations.Nullable;

/** Tells an instruction from what else stands in a list of them. */
final class InstructionText {
  private static final Pattern BOLD =
      Pattern.compile("\\A(\\*\\*|__|\\*|_|`)((?:(?!\\1).)+)\\1\\z");
  private static final Pattern QUOTED = Pattern.compile("\\A[\"“]([^\"“”]+)[\"”]\\z");

  /** {@code **Length**: rule}, {@code **Length:** rule}, {@code **Length** - rule}. */
  private static final Pattern TITLED =
      Pattern.compile(
          "\\A(?:\\*\\*|__)([^*_]{2,60}?)(?:[:：]\\s*(?:\\*\\*|__)|(?:\\*\\*|__)\\s*(?:[:：]|\\s[-–—]))\\s*(.+)\\z",
          Pattern.DOTALL);

  private static final Pattern LABELLED =
      Pattern.compile(
          "(?iu)\\A[\\s*_(>`\\[-]*(?:examples?|e\\.g\\.|for example|for instance|such as|i\\.e\\.|why|reason(?:ing)?|rationale"
              + "|notes?|explanation|check(?:s|able|ing|er)?|verif\\p{L}+|how to check|tips?|headings?|title|category|type"
              + "|good|bad|correct|wrong|incorrect|input|output|purpose|beispiele?|grund|warum"
              + "|例如|例|示例|例子|原因|理由|说明|说明|检查|解释|예)(?:\\s+\\p{Nd}+)?"
              + "(?:\\s*\\([^)]*\\))?[*_`\\s]*(?:[:：=–—]|-\\s|\\z).*"
              + "|\\A[\\s*_(>`\\[-]*(?:e\\.g\\.|i\\.e\\.|for example|for instance|such as)[\\s,:].*");

  private static final Pattern CHATTER =
      Pattern.compile(
          "\\A(?:sure|certainly|of course|okay|ok|absolutely|great|got it|here (?:are|is|come)|here's|here you"
              + "|i hope|i'm|i am|i can|i will|i'll|i've|i have|i would|i cannot|i understand|let me|let's|note that"
              + "|please note|please let|please feel|feel free|hope (?:this|these)|thank|thanks|sorry|unfortunately|as an ai"
              + "|these (?:are|rules|instructions|new|\\d+)|those (?:are|rules)|below (?:are|is)|the following|following (?:are|is)"
              + "|(?:all|each|every one) of these|in (?:summary|conclusion|total)|would you|do you|enjoy"
              + "|以下是|以下为|好的|当然|这里是|这些|希望|以下は|はい|もちろん)(?![\\p{IsLatin}'’]).*",
          Pattern.DOTALL);

  /** The last word of half a sentence. */
  private static final Pattern BREAKS_OFF =
      Pattern.compile(
          "(?iu).*(?:[,;，、；(\\[{&/]|\\.\\.\\.|…|(?<![\\p{L}'’\"-])(?:a|an|the|and|or|nor|but|of|in|with|to|for|at|by|that"
              + "|which|who|whose|every|each|from|as|than|on|into|is|are|be|must|should|shall|will|can|not|least|most|exactly"
              + "|only|between|und|oder|der|die|das|mit|de|la|el|et|le|les|y|los))\\z",
          Pattern.DOTALL);

  /** The first word of a sentence's second half. */
  private static final Pattern GOES_ON =
      Pattern.compile(
          "\\A(?:in|at|of|and|or|nor|but|with|to|by|that|which|who|whose|from|as|than|on|into|where|has|have|is|are|be"
              + "|was|were|must|should|shall|will|can|e\\.g\\.|i\\.e\\.|such|least|most|exactly|followed|per)\\s.*",
          Pattern.DOTALL);

  private static final Pattern WHOLE = Pattern.compile("(?s).*[.!?。！？:：;][\"'”’)\\]*_`」』）]*\\z");
  private static final int MIN_WORDS = 3;
  private static final int MAX_CHARACTERS = 300;
  private static final int MAX_HEADING_WORDS = 5;

  private InstructionText() {}

  /** Returns why {@code text} cannot be an instruction, or null if it can. */
  static @Nullable String reasonAgainst(String text) {
    if (text.length() > MAX_CHARACTERS) {
      return text.length() + " characters, at most " + MAX_CHARACTERS + " are allowed";
    }
    int words = Words.atLeast(text);
    if (words < MIN_WORDS) {
      return words + " words, at least " + MIN_WORDS + " are needed";
    }
    if (text.endsWith(":")
        || text.endsWith("：")
        || CHATTER.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
      return "talk around the list";
    }
    if (isLabelled(text)) {
      return "an example or a reason";
    }
    if (text.codePoints().noneMatch(Character::isLetter)) {
      return "no letters";
    }
    if (text.endsWith("?") || text.endsWith("？")) {
      return "a question";
    }
    if (text.startsWith("|") || (text.startsWith("{") && text.endsWith("}"))) {
      return "a part of a table or of JSON";
    }
    return isPart(text) ? "a part of a sentence" : null;
  }

  private static boolean isPart(String text) {
    long quotes = text.chars().filter(c -> c == '"').count();
    long open = text.chars().filter(c -> c == '(').count();
    long closed = text.chars().filter(c -> c == ')').count();
    return quotes % 2 != 0
        || open > closed
        || BREAKS_OFF.matcher(text).matches()
        || GOES_ON.matcher(text).matches();
  }

  /** Returns whether a text ends as a sentence does. */
  static boolean isWhole(String text) {
    return WHOLE.matcher(text).matches();
  }

  /** Returns whether a text says first that it is an example, a reason or the like. */
  static boolean isLabelled(String text) {
    return LABELLED.matcher(text).matches();
  }

  /** Returns whether a text is no more than the name of what is below it. */
  static boolean isHeading(String text) {
    return text.endsWith(":")
        || text.endsWith("：")
        || (!isWhole(text) && Words.atLeast(text) <= MAX_HEADING_WORDS);
  }

  /** Returns an entry without its frame of quotes or emphasis, and without a bold title. */
  static String bare(String entry) {
    String text = entry.strip();
    Matcher titled = TITLED.matcher(text);
    if (titled.matches() && Words.atLeast(titled.group(2)) >= MIN_WORDS) {
      text = titled.group(2).strip();
    }
    for (Pattern frame : List.of(BOLD, QUOTED)) {
      Matcher m = frame.matcher(text);
      if (m.matches()) {
        text = m.group(m.groupCount()).strip();
      }
    }
    return text;
  }
}
