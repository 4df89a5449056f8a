package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Texts for instructions that want so many words in each sentence, or in each line. */
final class EachProbes {
  private static final String N = Bound.NUMBER;
  private static final String HAS =
      "(?:must |should |has to |needs to )?(?:have|has|contains?|be|is|consists? of|with)";
  private static final String BOUND =
      "(?:(?<how%1$d>"
          + Bound.HOW
          + ")\\s+)?(?<n%1$d>"
          + N
          + ")\\s+words?(?:\\s+long)?(?<tail%1$d>\\s+(?:or (?:less|fewer|more)|at most|at least))?";

  /** How many words each sentence has, in the ways in which that is said. */
  private static final Pattern SENTENCE =
      Pattern.compile(
          "(?:each|every) sentence "
              + HAS
              + "\\s+(?:only )?"
              + String.format(BOUND, 1)
              + "|(?:all )?sentences (?:with|of|that (?:have|are)|(?:must |should )?(?:have|be)) (?:only )?"
              + String.format(BOUND, 2)
              + "|"
              + String.format(BOUND, 3)
              + "\\s+(?:per|in each|in every|for each) sentence"
              + "|no sentence (?:(?:may|should|must|can) )?(?:be |have |with |of )?(?:longer than|over|above|more than"
              + "|exceed(?:ing)?)\\s+(?<n4>"
              + N
              + ")\\s+words");

  private static final Pattern LINE =
      Pattern.compile(
          "(?:exactly |only )?"
              + N
              + "\\s+words?\\s+(?:for each|per|on each|in each|in every|on every|for every)\\s+line"
              + "|(?<ladder>each|every) word (?:on|in) (?:a|its own) (?:new|separate|own)? ?line"
              + "|(?:each|every) line "
              + HAS
              + "\\s+(?:exactly |only )?"
              + N
              + "\\s+words?");

  /** What else an instruction may ask for, so that nothing is sure to follow it. */
  private static final Pattern MORE = Pattern.compile("\\b(and|first|then|but|start|begin|end)");

  /** More words than this in a sentence make texts that are too long to be worth it. */
  private static final int LONGEST = 60;

  private EachProbes() {}

  static List<Probe> of(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    List<Probe> probes = new ArrayList<>();
    Matcher sentence = SENTENCE.matcher(text);
    Matcher line = LINE.matcher(text);
    if (sentence.find()) {
      Bound bound = bound(sentence);
      if (bound != null && !MORE.matcher(text).find()) {
        sentences(bound, probes);
        return Scope.sure(text, SENTENCE, probes);
      }
    } else if (line.find() && !MORE.matcher(text).find()) {
      boolean ladder = line.group("ladder") != null;
      int words = ladder ? 1 : Bound.number(line, line.group(1) == null ? 3 : 1);
      int all = words == 1 ? wordsInAll(text) : 0;
      if (all > 0) {
        ladder(all, probes);
      } else if (UnitLimit.in(instruction).size() <= 1) {
        lines(words, probes);
        return Scope.sure(text, LINE, probes);
      }
    }
    return probes;
  }

  private static int wordsInAll(String text) {
    return UnitLimit.in(text).stream()
        .filter(l -> l.unit() == Unit.WORDS && l.least() == l.most() && l.least() > 1)
        .mapToInt(UnitLimit::least)
        .findFirst()
        .orElse(0);
  }

  /** Returns how many words a sentence may have; null if it says two things. */
  private static @Nullable Bound bound(Matcher sentence) {
    if (sentence.group("n4") != null) {
      return new Bound(0, Bound.number(sentence.group("n4")));
    }
    for (int i = 1; i <= 3; i++) {
      String n = sentence.group("n" + i);
      if (n != null) {
        String how = sentence.group("how" + i);
        String tail = sentence.group("tail" + i);
        String both = UnitLimit.how(how == null ? "exactly" : how, tail == null ? "" : tail);
        return both.isEmpty() ? null : Bound.of(both, Bound.number(n));
      }
    }
    return null;
  }

  private static void sentences(Bound bound, List<Probe> to) {
    for (int n : bound.within()) {
      if (n > 0 && n <= LONGEST) {
        accepted(n, to);
      }
    }
    int good = bound.highest();
    for (int n : bound.beyond()) {
      if (good <= LONGEST) {
        String kind = n + " words in the ";
        to.add(new Probe(kind + "last sentence", sentences(good, good, n, "."), false));
        to.add(new Probe(kind + "first sentence", sentences(n, good, good, "."), false));
        to.add(new Probe(kind + "second sentence", sentences(good, n, good, "."), false));
      }
    }
  }

  private static void accepted(int n, List<Probe> to) {
    String each = n + " words in each sentence";
    String three = sentences(n, n, n, ".");
    to.add(new Probe(each + ", one sentence", PlainTexts.sentence(0, n, "."), true));
    to.add(new Probe(each, three, true));
    to.add(
        new Probe(
            each + ", all ends", three.replaceFirst("\\.", "!").replaceFirst("\\.", "?"), true));
    to.add(new Probe(each + ", a line break at the end", three + "\n", true));
    to.add(new Probe(each + ", a line each", three.replace(". ", ".\n"), true));
  }

  private static String sentences(int first, int second, int third, String end) {
    return PlainTexts.sentence(0, first, end)
        + " "
        + PlainTexts.sentence(first, second, end)
        + " "
        + PlainTexts.sentence(first + second, third, end);
  }

  private static void lines(int n, List<Probe> to) {
    String each = n + " words in each line";
    String three = lines(n, n, n);
    to.add(new Probe(each, three, true));
    to.add(new Probe(each + ", a line break at the end", three + "\n", true));
    to.add(new Probe(each + ", full stops", three.replace("\n", ".\n") + ".", true));
    if (n > 1) {
      to.add(new Probe(each + ", a comma", three.replaceFirst(" ", ", "), true));
      to.add(new Probe("one word missing in one line", lines(n, n - 1, n), false));
    }
    to.add(new Probe("one word too many in the last line", lines(n, n, n + 1), false));
  }

  private static String lines(int first, int second, int third) {
    return String.join("\n", List.of(line(0, first), line(7, second), line(14, third)));
  }

  private static String line(int from, int words) {
    return String.join(" ", PlainTexts.words(from, words));
  }

  /** So many words, one a line. */
  private static void ladder(int n, List<Probe> to) {
    String kind = n + " lines of one word";
    List<String> words = PlainTexts.words(0, n);
    String plain = String.join("\n", words);
    to.add(new Probe(kind, plain, true));
    to.add(new Probe(kind + ", a line break at the end", plain + "\n", true));
    to.add(new Probe("two words in the last line", plain + " more", false));
    to.add(new Probe("one line too few", String.join("\n", words.subList(1, n)), false));
    to.add(new Probe("one line too many", plain + "\nmore", false));
    to.add(
        new Probe(
            "sentences for lines",
            PlainTexts.sentences(n).stream().collect(Collectors.joining("\n")),
            false));
    to.add(new Probe("all words on one line", String.join(" ", words), false));
  }
}
