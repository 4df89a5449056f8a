package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts for instructions on how each sentence begins or ends. */
final class SentenceProbes {
  private static final String SENTENCE = "(?:each|every|all)\\s+(?:of\\s+the\\s+)?sentences?";
  private static final String FIRST =
      "(?<first>the\\s+same\\s+letter|an?\\s+vowel|an?\\s+consonant"
          + "|an?\\s+consecutive\\s+letter\\s+of\\s+the\\s+alphabet"
          + "|the\\s+letter\\s+['\"“‘]?(?<letter>[a-z])['\"”’]?(?!\\w))";
  private static final String LAST = "an?\\s+(?:exclamation\\s+(?:point|mark)|question\\s+mark)\\b";
  private static final String BE = "(?:be|as)\\s+(?:an?\\s+)?(?:exclamations?|questions?)\\b";
  private static final String MUST =
      "\\s+(?:must\\s+|should\\s+|has\\s+to\\s+|needs?\\s+to\\s+|to\\s+)?";
  private static final Pattern BEGINS =
      Pattern.compile(
          "(?:(?:with )?the first word (?:of|in) )?"
              + SENTENCE
              + MUST
              + "(?:start|begin)(?:s|ning|ing)?\\s+with\\s+"
              + FIRST
              + "|\\b(?:start|begin)\\s+"
              + SENTENCE
              + "\\s+with\\s+"
              + FIRST.replace("<first>", "<first2>").replace("<letter>", "<letter2>"));
  private static final Pattern ENDS =
      Pattern.compile(
          SENTENCE
              + MUST
              + "end(?:s|ing)?\\s+with\\s+"
              + LAST
              + "|"
              + SENTENCE
              + MUST
              + BE
              + "|\\bend\\s+"
              + SENTENCE
              + "\\s+with\\s+"
              + LAST);

  /** What may stand around it without asking for anything more. */
  private static final Pattern NO_DEMANDS =
      Wording.idle("ensure|make sure|that|in|the|response|have|has|use|and");

  /** How many sentences a text has that is to be accepted, where their number is free. */
  private static final int USUAL = 3;

  private static final int MOST = 20;

  private SentenceProbes() {}

  static List<Probe> of(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    if (Wording.leavesAWay(text)) {
      return List.of();
    }
    Matcher begins = BEGINS.matcher(text);
    if (begins.find() && Scope.isWhole(text, BEGINS)) {
      String first = either(begins, "first");
      return first.contains("consecutive")
          ? alphabet(isAlone(text, begins))
          : first.contains("same")
              ? same(isAlone(text, begins))
              : letters(
                  first, either(begins, "letter"), count(text, begins), isAlone(text, begins));
    }
    Matcher ends = ENDS.matcher(text);
    return ends.find() && Scope.isWhole(text, ENDS)
        ? marks(ends.group().contains("question") ? "?" : "!", isAlone(text, ends))
        : List.of();
  }

  private static String either(Matcher found, String group) {
    String first = found.group(group);
    String second = found.group(group + "2");
    return first != null ? first : second != null ? second : "";
  }

  /** Returns how many sentences may be asked for besides; 0 if more is. */
  private static int count(String text, Matcher found) {
    List<UnitLimit> limits =
        UnitLimit.in(text).stream()
            .filter(l -> l.to() <= found.start() || l.from() >= found.end())
            .toList();
    if (limits.isEmpty()) {
      return isAlone(text, found) ? USUAL : 0;
    }
    UnitLimit limit = limits.get(0);
    String masked =
        text.substring(0, limit.from())
            + " ".repeat(limit.to() - limit.from())
            + text.substring(limit.to());
    int n = limit.bound().highest();
    boolean counts = limits.size() == 1 && limit.unit() == Unit.SENTENCES && n <= MOST;
    return counts && isAlone(masked, found) ? n : 0;
  }

  private static boolean isAlone(String text, Matcher found) {
    String rest = text.substring(0, found.start()) + text.substring(found.end());
    return Wording.asksNothing(rest, NO_DEMANDS);
  }

  /** Returns the sentences whose first words are these. */
  private static String text(String... words) {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      text.append(PlainTexts.capital(word)).append(" can help people. ");
    }
    return text.toString().strip();
  }

  private static List<Probe> same(boolean alone) {
    List<Probe> probes = new ArrayList<>();
    if (alone) {
      probes.addAll(PlainTexts.dressed("s first", text("sea", "silver", "stars"), true));
      probes.addAll(PlainTexts.dressed("a first", text("apple", "April", "area"), true));
    }
    probes.addAll(PlainTexts.dressed("another letter last", text("sea", "silver", "moon"), false));
    probes.addAll(PlainTexts.dressed("another letter first", text("moon", "sea", "silver"), false));
    probes.add(new Probe("the letter within", text("sea", "moon", "silver"), false));
    return probes;
  }

  private static List<Probe> alphabet(boolean alone) {
    List<Probe> probes = new ArrayList<>();
    if (alone) {
      probes.addAll(
          PlainTexts.dressed("a, b, c, d first", text("apple", "bread", "city", "danger"), true));
    }
    probes.addAll(PlainTexts.dressed("a, c, b first", text("apple", "city", "bread"), false));
    probes.addAll(PlainTexts.dressed("a, a, a first", text("apple", "area", "April"), false));
    probes.addAll(PlainTexts.dressed("a, b, d first", text("apple", "bread", "danger"), false));
    return probes;
  }

  private static List<Probe> letters(String first, String letter, int count, boolean countIsFree) {
    boolean vowel = first.contains("vowel");
    List<String> good = new ArrayList<>();
    List<String> other = new ArrayList<>();
    for (String word : PlainTexts.WORDS) {
      char initial = word.charAt(0);
      boolean isVowel = "aeiou".indexOf(initial) >= 0;
      boolean fits = letter.isEmpty() ? isVowel == vowel : letter.charAt(0) == initial;
      // By letter or by sound, and y is both.
      if (!letter.isEmpty() || !word.matches("(?:y|hon|use).*")) {
        (fits ? good : other).add(word);
      }
    }
    if (good.size() < 2) {
      return List.of();
    }
    List<Probe> probes = new ArrayList<>();
    String a = good.get(0);
    String b = good.get(1);
    if (count > 0) {
      String[] words = new String[count];
      Arrays.setAll(words, i -> i % 2 == 0 ? a : b);
      probes.addAll(PlainTexts.dressed("such a letter first", text(words), true));
      words[count - 1] = other.get(0);
      probes.addAll(PlainTexts.dressed("such a letter first but last", text(words), false));
    }
    if (countIsFree) {
      probes.addAll(PlainTexts.dressed("one such sentence", text(b), true));
    }
    probes.addAll(PlainTexts.dressed("another letter last", text(a, b, other.get(0)), false));
    probes.addAll(PlainTexts.dressed("another letter first", text(other.get(1), a, b), false));
    probes.addAll(PlainTexts.dressed("another letter within", text(a, other.get(2), b), false));
    return probes;
  }

  private static List<Probe> marks(String mark, boolean alone) {
    List<Probe> probes = new ArrayList<>();
    String all = PlainTexts.TWO.replace(".", mark);
    if (alone) {
      probes.add(new Probe("the mark " + mark + " at each end", all, true));
      probes.add(new Probe("the mark " + mark + ", a line break at the end", all + "\n", true));
    }
    probes.add(new Probe("a full stop last", all.substring(0, all.length() - 1) + ".", false));
    probes.add(new Probe("a full stop first", all.replaceFirst("[?!]", "."), false));
    probes.add(new Probe("full stops", PlainTexts.TWO, false));
    return probes;
  }
}
