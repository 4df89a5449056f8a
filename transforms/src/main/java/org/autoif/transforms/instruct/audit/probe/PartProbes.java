package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Texts for instructions on how many marked parts there are: placeholders, highlights, sections.
 */
final class PartProbes {
  private static final int MANY = 40;
  private static final String WORDS = "different words";

  private static final String BOUND = "(?:(?<how>" + Bound.HOW + ")\\s+)?" + Bound.NUMBER + "\\s+";
  private static final Pattern PLACEHOLDERS =
      Pattern.compile(
          BOUND
              + "placeholders?(?:,? (?:represented by|in|with) square brackets)?(?:,? such as \\[\\w+\\])?");
  private static final Pattern HIGHLIGHTS =
      Pattern.compile(
          "highlight\\s+"
              + BOUND
              + "(?:sections?|parts?|words?|phrases?) (?:in (?:your|the) (?:answer|response) )?with markdown"
              + "(?:,? i\\.e\\.,? \\*[^*]+\\*)?(?: like \\*[^*]+\\*)?");
  private static final Pattern SECTIONS =
      Pattern.compile(
          "(?:have|contain|be divided into)\\s+"
              + BOUND
              + "sections?\\. mark the beginning of each section with (?<mark>[a-z]+) x.*",
          Pattern.DOTALL);
  private static final Pattern DIVIDED =
      Pattern.compile(
          "(?:there (?:should|must) be|write|use|(?:have|contain))\\s+"
              + BOUND
              + "(?:paragraphs?|parts?)[.,]? (?:(?:paragraphs are )?(?:separated|delimited|divided) (?:with|by) (?:the )?"
              + "(?:markdown )?(?:divider:? )?|with )\\*\\s?\\*\\s?\\*(?: between (?:them|the parts|the paragraphs))?");
  private static final Pattern BOLD =
      Pattern.compile(
          "(?:highlight|make|put|set|mark)\\s+"
              + BOUND
              + "(?:phrases?|words?|parts?)\\s+(?:in )?bold(?: (?:by|with|using) (?:markdown|(?:double|two) asterisks))?");
  private static final Pattern NUMBERED =
      Pattern.compile(
          "(?:an? )?numbered list (?:of|with) " + BOUND + "(?:items?|points?|steps?|entries)\\b");
  private static final Pattern NUMBERED_ITEMS =
      Pattern.compile(BOUND + "numbered (?:items?|points?)\\b");
  private static final Pattern NUMBERS =
      Pattern.compile(
          "(?:include|use|contain|mention)s?\\s+(?<how>"
              + Bound.HOW
              + ")\\s+"
              + Bound.NUMBER
              + "\\s+numbers(?: written)?(?: (?:in|as) (?:digits|figures|numerals))?"
              + "(?: in (?:the|your) (?:response|answer))?\\s*[.!]?$");

  private static final Pattern UNIQUE =
      Pattern.compile(
          "(?:use|include|contain)s?\\s+(?<how>"
              + Bound.AT_LEAST
              + ")\\s+"
              + Bound.NUMBER
              + "\\s+(?:unique|different|distinct) words(?: in (?:the|your) (?:response|answer))?\\s*[.!]?$");
  private static final Pattern EMOJIS =
      Pattern.compile(BOUND + "emojis?(?: in (?:the|your) (?:response|answer))?");
  private static final Pattern SIGNS =
      Pattern.compile(
          BOUND
              + "(?<sign>question mark|exclamation (?:mark|point)|comma|semicolon)s?\\b"
              + "(?! at|[ -]separated)(?: in (?:the|your) (?:response|answer))?");
  private static final Pattern NO_REPEAT =
      Pattern.compile(
          "only use unique words(?: in (?:the|your) (?:response|answer))?|no word (?:should|must|may) be (?:used twice|repeated)"
              + "|(?:without|do not|don't|never) repeat(?:ing)? (?:any|a) words?\\b(?! (?:more|from|in|that))"
              + "|(?:do not|don't|never) use (?:any|a|the same) word twice|use (?:each|every) word only once");
  private static final Pattern TITLE_CASE =
      Pattern.compile("in title case(?: \\(capitalize the first letter of every major word\\))?");

  private PartProbes() {}

  static List<Probe> of(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    List<Probe> probes = new ArrayList<>();
    if (Wording.leavesAWay(text)) {
      return probes;
    }
    counted(PLACEHOLDERS, text, "placeholders", n -> marked(n, "[", "]"), probes);
    counted(HIGHLIGHTS, text, "highlights", n -> marked(n, "*", "*"), probes);
    counted(BOLD, text, "phrases in bold", n -> marked(n, "**", "**"), probes);
    counted(NUMBERED, text, "numbered items", PartProbes::numbered, probes);
    counted(NUMBERED_ITEMS, text, "numbered items", PartProbes::numbered, probes);
    counted(DIVIDED, text, "paragraphs between dividers", PartProbes::divided, probes);
    counted(NUMBERS, text, "numbers", PartProbes::numbers, probes);
    counted(UNIQUE, text, WORDS, PartProbes::unique, probes);
    counted(EMOJIS, text, "emojis", n -> signs(n, " 😀"), probes);
    Matcher sign = SIGNS.matcher(text);
    if (sign.find() && !Wording.isOfParts(text)) {
      String mark = LastMarkProbes.MARKS.getOrDefault(sign.group("sign"), ",");
      counted(SIGNS, text, sign.group("sign") + "s", n -> signs(n, mark), probes);
    }
    if (NO_REPEAT.matcher(text).find() && !Wording.isOfParts(text)) {
      probes.addAll(Scope.sure(text, NO_REPEAT, noRepeat()));
    }
    if (!text.contains("heading") && !text.contains("a title ")) {
      Scope.demanded(TITLE_CASE, text, titleCase(), probes);
    }
    Matcher sections = SECTIONS.matcher(text);
    if (sections.find()) {
      String mark = instruction.substring(sections.start("mark"), sections.end("mark"));
      counted(SECTIONS, text, "sections", n -> sections(n, mark), probes);
    }
    return probes;
  }

  private static void counted(
      Pattern demand, String text, String what, IntFunction<String> made, List<Probe> to) {
    Matcher found = demand.matcher(text);
    if (!found.find() || Wording.isNegated(text, found.start())) {
      return;
    }
    boolean plain = found.group("how") == null;
    int n = Bound.number(found, 2);
    if (n < 1 || n > MANY) {
      return;
    }
    Bound bound = Bound.of(plain ? "exactly" : found.group("how"), n);
    List<Probe> probes = bound.probes(!plain, t -> t + " " + what, made);
    // Plain text has no marked parts, but words, and is one paragraph.
    if (bound.least() > (demand == DIVIDED ? 1 : 0) && !what.equals(WORDS)) {
      probes.add(new Probe("no " + what, PlainTexts.TWO, false));
    }
    to.addAll(Scope.sure(text, demand, probes));
  }

  private static String marked(int n, String before, String after) {
    return PlainTexts.TWO
        + PlainTexts.WORDS.stream()
            .filter(word -> word.length() > 4)
            .limit(n)
            .map(word -> " Then " + before + word + after + " comes.")
            .collect(Collectors.joining());
  }

  private static String unique(int n) {
    List<String> words = PlainTexts.WORDS.subList(0, n);
    // Some of them twice, which counts once.
    return String.join(" ", words) + " " + String.join(" ", words.subList(0, Math.min(3, n)));
  }

  private static String signs(int n, String sign) {
    return IntStream.rangeClosed(1, n)
            .mapToObj(i -> "Good plans help people" + sign)
            .collect(Collectors.joining(" "))
        + " Water plants early.";
  }

  private static List<Probe> noRepeat() {
    return List.of(
        new Probe("different words", "Good plans help people", true),
        new Probe("different words, a line break at the end", "Good plans help people\n", true),
        new Probe("a word twice", "Good plans help other plans.", false),
        new Probe("the last word twice", "Water flowers early, very early.", false));
  }

  private static List<Probe> titleCase() {
    return List.of(
        new Probe("capitals first", "Good Plans Help People", true),
        new Probe("one capital alone", "Good plans help people", false),
        new Probe("no capital", "good plans help people", false),
        new Probe("a word without", "Good Plans Help people Finish Projects", false));
  }

  private static String divided(int n) {
    return String.join("\n\n***\n\n", PlainTexts.sentences(n));
  }

  private static String numbers(int n) {
    return IntStream.rangeClosed(1, n)
        .mapToObj(i -> "Bring " + (3 * i + 1) + " maps.")
        .collect(Collectors.joining(" "));
  }

  private static String numbered(int n) {
    return IntStream.rangeClosed(1, n)
        .mapToObj(i -> i + ". " + PlainTexts.sentences(n).get(i - 1))
        .collect(Collectors.joining("\n"));
  }

  private static String sections(int n, String mark) {
    return IntStream.rangeClosed(1, n)
        .mapToObj(i -> mark + " " + i + "\n" + PlainTexts.sentences(n).get(i - 1))
        .collect(Collectors.joining("\n\n"));
  }
}
