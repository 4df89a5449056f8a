package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts for instructions on letters and marks: forbidden ones, and how many there are. */
final class CharacterProbes {
  /** More than this of a letter makes texts that are too long to be worth it. */
  private static final int OFTEN = 60;

  private static final String NEVER =
      "(?:without(?: using| including)?|exclud(?:e|ing)|avoid(?:ing)?(?: using| the use of)?"
          + "|refrain(?:ing)? from (?:using|(?:the )?use of)|do not use|don't use|never use|use no|\\bno)";
  private static final Pattern LETTER =
      Pattern.compile(
          "(?:"
              + NEVER
              + "|no words? (?:containing|with|that contain))\\s+"
              + "(?:any\\s+)?(?:words?\\s+(?:containing|with|that (?:contains?|have|has))\\s+)?(?:the\\s+)?letters?\\s+"
              + "['\"“‘]?([a-z])['\"”’]?(?!\\w)");
  private static final Pattern VOWELS =
      Pattern.compile(
          "(?:without|no|avoid|exclude)\\s+(?:using\\s+)?(?:any\\s+)?vowels(?:\\s*\\([aeiouy, and]+\\))?");
  private static final Pattern MARK =
      Pattern.compile(
          NEVER
              + "\\s+(?:any\\s+)?(?:(?<sign>[!?.,;:])\\s+\\([^)]*\\)|(?<mark>"
              + String.join("|", LastMarkProbes.MARKS.keySet())
              + "|dot)s?\\b)(?! (?:at|in) the end)(?:\\s+as punctuation and in general)?");
  private static final Pattern NO_SPACE =
      Pattern.compile(
          "(?:should not|must not|may not|do not|don't) (?:contain|include|use|have) any (?:white ?spaces?"
              + "|spaces)|without (?:any |using (?:any )?)?(?:white ?spaces?|spaces)\\b(?! (?:at|between|before|after))");
  private static final Pattern LETTER_OFTEN =
      Pattern.compile(
          "(?:(?:use|include)\\s+)?(?:the\\s+)?letter\\s+['\"“‘]?(?<letter>[a-z])['\"”’]?\\s+(?:must|should|has to|needs to"
              + "|shall|to)?\\s*(?:(?:appear|occur|be used)s?\\s+)?(?<how>"
              + Bound.HOW
              + ")\\s+"
              + Bound.NUMBER
              + "\\s+times?");
  private static final Pattern CAPITALS_COUNT =
      Pattern.compile(
          "(?<how>"
              + Bound.HOW
              + ")\\s+"
              + Bound.NUMBER
              + "\\s+words? (?:(?:written )?in|with) (?:all )?(?:capital letters|capitals|caps|upper ?case)\\b");
  private static final Pattern CAPITALS_OFTEN =
      Pattern.compile(
          "words? (?:with|in) (?:all )?(?:capital letters|capitals|caps|upper ?case)\\s+(?:must|should"
              + "|has to|have to|needs to)?\\s*(?:appear|occur|be used)\\s+(?<how>"
              + Bound.HOW
              + ")\\s+"
              + Bound.NUMBER
              + "\\s+times?");

  private static final Pattern FIRST_LETTER =
      Pattern.compile(
          "(?:"
              + NEVER
              + ")\\s+(?:any\\s+)?words?\\s+(?:that\\s+)?(?:start|begin)(?:s|ning|ing)?\\s+with\\s+(?:the\\s+letter\\s+)?"
              + "['\"“‘]?(?<letter>[a-z])['\"”’]?(?!\\w)");

  private CharacterProbes() {}

  static List<Probe> of(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    List<Probe> probes = new ArrayList<>();
    forbiddenLetters(text, probes);
    Matcher first = FIRST_LETTER.matcher(text);
    if (first.find()) {
      probes.addAll(Scope.sure(text, FIRST_LETTER, noWordWith(first.group("letter"))));
    }
    Matcher mark = MARK.matcher(text);
    if (mark.find() && !Wording.isOfParts(text)) {
      String sign = mark.group("sign") != null ? mark.group("sign") : sign(mark.group("mark"));
      probes.addAll(Scope.sure(text, MARK, without(sign)));
    }
    if (NO_SPACE.matcher(text).find()) {
      probes.addAll(Scope.sure(text, NO_SPACE, noSpace()));
    }
    Matcher often = LETTER_OFTEN.matcher(text);
    if (often.find() && !Wording.isNegated(text, often.start())) {
      counted(text, LETTER_OFTEN, often, often.group("letter"), probes);
    }
    Matcher capitals = CAPITALS_OFTEN.matcher(text);
    Matcher count = CAPITALS_COUNT.matcher(text);
    if (count.find() && !Wording.isNegated(text, count.start())) {
      counted(text, CAPITALS_COUNT, count, "", probes);
    }
    if (capitals.find() && !Wording.isNegated(text, capitals.start())) {
      counted(text, CAPITALS_OFTEN, capitals, "", probes);
    }
    return probes;
  }

  private static String sign(String mark) {
    return LastMarkProbes.MARKS.getOrDefault(mark, ".");
  }

  private static List<Probe> noSpace() {
    return List.of(
        new Probe("one word", "Bread", true),
        new Probe("words and marks, no space", "Good_plans-help,people.", true),
        new Probe("two words", "Good plans", false),
        new Probe("one space", "Goodplans help", false),
        new Probe("much text", PlainTexts.TWO, false));
  }

  private static List<Probe> noWordWith(String first) {
    List<String> good =
        PlainTexts.WORDS.stream().filter(word -> !word.startsWith(first)).limit(6).toList();
    String bad =
        PlainTexts.WORDS.stream().filter(word -> word.startsWith(first)).findFirst().orElse("");
    if (bad.isEmpty()) {
      return List.of();
    }
    String plain = String.join(" ", good);
    return List.of(
        new Probe("no such word", plain, true),
        new Probe("no such word, a full stop", PlainTexts.capital(plain) + ".", true),
        new Probe("the letter within a word", plain + " re" + bad, true),
        new Probe("such a word last", plain + " " + bad, false),
        new Probe("such a word first", PlainTexts.capital(bad) + " " + plain, false),
        new Probe("such a word behind a mark", plain + " (" + bad + ")", false));
  }

  private static List<Probe> without(String sign) {
    String plain = PlainTexts.TWO.replace(".", sign.equals(".") ? "!" : ".");
    int at = plain.indexOf(" early");
    List<Probe> probes = new ArrayList<>();
    probes.add(new Probe("no " + sign, plain, true));
    probes.add(new Probe("no " + sign + ", a line break at the end", plain + "\n", true));
    probes.add(
        new Probe("one " + sign, plain.substring(0, at) + sign + plain.substring(at), false));
    probes.add(
        new Probe(sign + " at the end", plain.substring(0, plain.length() - 1) + sign, false));
    return probes;
  }

  private static void forbiddenLetters(String text, List<Probe> to) {
    Matcher letter = LETTER.matcher(text);
    if (letter.find()) {
      to.addAll(Scope.sure(text, LETTER, letters(Set.of(letter.group(1)))));
    } else if (VOWELS.matcher(text).find()) {
      to.addAll(Scope.sure(text, VOWELS, letters(Set.of("a", "e", "i", "o", "u"))));
    }
  }

  private static List<Probe> letters(Set<String> bad) {
    String good =
        PlainTexts.WORDS.stream()
            .filter(word -> bad.stream().noneMatch(word::contains))
            .limit(6)
            .collect(Collectors.joining(" "));
    List<Probe> probes = new ArrayList<>();
    probes.add(new Probe("none of the letters", good, true));
    probes.add(new Probe("none of the letters, a full stop", PlainTexts.capital(good) + ".", true));
    probes.add(new Probe("none of the letters, a line break at the end", good + "\n", true));
    for (String each : new TreeSet<>(bad)) {
      PlainTexts.WORDS.stream()
          .filter(word -> word.indexOf(each) > 0)
          .findFirst()
          .ifPresent(
              word -> {
                String kind = "the letter " + each;
                probes.add(new Probe(kind, good + " " + word, false));
                probes.add(
                    new Probe(
                        kind + ", a capital", good + " " + word.toUpperCase(Locale.ROOT), false));
                probes.add(
                    new Probe(
                        kind + ", in the first word",
                        PlainTexts.capital(word) + " " + good,
                        false));
              });
    }
    return probes;
  }

  /** Texts with so many of a letter, or of words in capitals if there is none. */
  private static void counted(
      String text, Pattern demand, Matcher found, String letter, List<Probe> to) {
    int n = Bound.number(found, letter.isEmpty() ? 2 : 3);
    if (n > OFTEN) {
      return;
    }
    Bound bound = Bound.of(found.group("how"), n);
    List<String> free =
        PlainTexts.WORDS.stream()
            .filter(word -> letter.isEmpty() || !word.contains(letter))
            .limit(5)
            .toList();
    String with =
        PlainTexts.WORDS.stream()
            .filter(word -> letter.isEmpty() ? word.length() > 4 : once(word, letter))
            .findFirst()
            .orElse("");
    String one = letter.isEmpty() ? with.toUpperCase(Locale.ROOT) : with;
    if (one.isEmpty() || free.size() < 5) {
      return;
    }
    String what = letter.isEmpty() ? " words in capitals" : " times the letter " + letter;
    List<Probe> probes = bound.probes(true, t -> t + what, t -> times(free, one, t));
    if (bound.least() > 0) {
      probes.add(new Probe("0" + what, times(free, one, 0), false));
      if (letter.isEmpty()) {
        String first = PlainTexts.capital(with);
        probes.add(new Probe("capitals first, no" + what, times(free, first, OFTEN + 1), false));
      }
    }
    to.addAll(Scope.sure(text, demand, probes));
  }

  private static boolean once(String word, String letter) {
    return word.length() > 2
        && word.indexOf(letter) >= 0
        && word.indexOf(letter) == word.lastIndexOf(letter);
  }

  private static String times(List<String> free, String one, int times) {
    List<String> words = new ArrayList<>(free);
    words.addAll(Collections.nCopies(times, one));
    return String.join(" ", words);
  }
}
