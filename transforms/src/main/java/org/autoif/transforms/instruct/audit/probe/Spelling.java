package org.autoif.transforms.instruct.audit.probe;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an instruction asks of how each word is spelt, read from its English words.
 *
 * @param has whether a word in lower case has it
 * @param isDoubtful whether one may think otherwise of a word
 * @param from where in the instruction, in lower case, it begins
 * @param to where it ends
 */
record Spelling(Predicate<String> has, Predicate<String> isDoubtful, int from, int to) {
  /** Not a part of the words, such as those of a title. */
  private static final String EACH =
      "\\b(?:only\\s+(?:use\\s+)?(?:the\\s+)?words|(?:answer|respond|reply) with words"
          + "|(?:each|every)\\s+word\\s+(?:must|should|has to|needs to|is|has)"
          + "|all\\s+words\\s+(?:must|should|have to|need to|are|have))";

  private static final String JOINED =
      "\\s+(?:(?:that|which|to|have|has|be|are|is|with|of)\\s+)*(?:all\\s+)?";
  private static final String BEGINNING = "(?:start|begin)(?:s|ning|ing)?\\s+with\\s+";
  private static final String CONTAINING = "(?:contain|includ)(?:s|es|e|ing)?\\s+";
  private static final String QUOTE = "['\"“”‘’]?";
  private static final String LETTER = QUOTE + "[a-z]" + QUOTE + "(?!\\w)";
  private static final String LETTERS =
      "(?:the\\s+)?letters?\\s+(?<letters>"
          + LETTER
          + "(?:,?\\s*(?:or|and/or|,)\\s*"
          + LETTER
          + ")*)(?!\\s*(?:to\\b|through\\b|[-–]|and\\s+"
          + LETTER
          + "))";
  private static final String NUMBER = Bound.NUMBER;

  private static final Pattern STARTS = words(BEGINNING + LETTERS);
  private static final Pattern STARTS_VOWEL =
      words(BEGINNING + "an?\\s+(?<kind>vowel|consonant)\\b");
  private static final Pattern ENDS =
      words(
          "end(?:s|ing)?\\s+(?:with|in)\\s+(?:the\\s+)?(?:letters?\\s+|suffix\\s+)?['\"“‘]-?"
              + "(?<end>[a-z]{1,4})['\"”’]");
  private static final Pattern CONTAINS = words(CONTAINING + LETTERS);
  private static final Pattern SAME_ENDS = words("(?:start|begin) and end with the same letter\\b");
  private static final Pattern DOUBLE = words("(?:" + CONTAINING + ")?double letters\\b");
  private static final Pattern PALINDROME =
      Pattern.compile(EACH + JOINED + "(?:an?\\s+)?palindromes?\\b|\\bonly palindromes\\b");
  private static final Pattern LEFT_HAND =
      words("(?:can|may) be typed with the left hand(?: on (?:a|the) (?:qwerty )?keyboard)?");
  private static final Pattern PRIME =
      words("(?:lengths that are prime numbers|a prime number of letters|prime lengths?)\\b");
  private static final Pattern PARITY =
      words("an?\\s+(?<parity>odd|even)\\s+number\\s+of\\s+letters\\b");
  private static final Pattern EXACT =
      Pattern.compile(
          EACH
              + JOINED
              + "(?:exactly\\s+)?"
              + NUMBER
              + "\\s+letters?\\b(?!\\s+or)|\\bonly\\s+"
              + NUMBER
              + "-letter\\s+words\\b");
  private static final Pattern AT_MOST =
      words(
          "(?:(?:no more than|no longer than|at most|up to)\\s+"
              + NUMBER
              + "\\s+letters?\\b(?! or)|"
              + NUMBER
              + "\\s+(?:letters?\\s+or\\s+(?:less|fewer)|or\\s+(?:less|fewer)\\s+letters)\\b)");
  private static final Pattern AT_LEAST =
      words(
          "(?:(?:at least|no fewer than|no less than)\\s+"
              + NUMBER
              + "\\s+letters?\\b|"
              + NUMBER
              + "\\s+(?:letters?\\s+or\\s+more|or\\s+more\\s+letters)\\b)");
  private static final Pattern BEYOND =
      words("(?<than>more|less|fewer)\\s+than\\s+(?<number>" + NUMBER + ")\\s+letters?\\b");

  private static final Pattern RANGE =
      words(
          "(?:between\\s+)?(?<least>"
              + NUMBER
              + ")\\s*(?:-|–|\\bor\\b|\\bto\\b|\\band\\b)\\s*(?<most>"
              + NUMBER
              + ")\\s+letters?\\b");

  private static Pattern words(String property) {
    return Pattern.compile(EACH + JOINED + property);
  }

  /** Returns what a text in lower case asks for; null if it is not understood. */
  static @Nullable Spelling in(String text) {
    Matcher found = STARTS.matcher(text);
    if (found.find()) {
      Set<Integer> letters = letters(found);
      return of(found, word -> letters.contains((int) word.charAt(0)));
    }
    found = CONTAINS.matcher(text);
    if (found.find()) {
      Set<Integer> letters = letters(found);
      return of(found, word -> word.chars().anyMatch(letters::contains));
    }
    found = STARTS_VOWEL.matcher(text);
    if (found.find()) {
      boolean vowel = found.group("kind").equals("vowel");
      // By letter or by sound, and y is both.
      return of(found, word -> word.matches("[aeiou].*") == vowel)
          .doubting(word -> word.matches("(?:y|hon|use).*"));
    }
    found = ENDS.matcher(text);
    if (found.find()) {
      String end = found.group("end");
      // The "ing" of "king" is none to everyone.
      return of(found, word -> word.endsWith(end))
          .doubting(word -> word.endsWith(end) && word.length() < end.length() + 3);
    }
    found = SAME_ENDS.matcher(text);
    if (found.find()) {
      return of(found, word -> word.charAt(0) == word.charAt(word.length() - 1));
    }
    found = DOUBLE.matcher(text);
    if (found.find()) {
      return of(found, word -> word.matches(".*(.)\\1.*"));
    }
    found = PALINDROME.matcher(text);
    if (found.find()) {
      return of(found, word -> new StringBuilder(word).reverse().toString().equals(word));
    }
    found = LEFT_HAND.matcher(text);
    if (found.find()) {
      return of(found, word -> word.matches("[qwertasdfgzxcvb]+"));
    }
    found = PRIME.matcher(text);
    if (found.find()) {
      return of(found, word -> Set.of(2, 3, 5, 7, 11).contains(word.length()));
    }
    found = PARITY.matcher(text);
    if (found.find()) {
      int rest = found.group("parity").equals("odd") ? 1 : 0;
      return of(found, word -> word.length() % 2 == rest);
    }
    return lengths(text);
  }

  private static @Nullable Spelling lengths(String text) {
    Matcher found = RANGE.matcher(text);
    if (found.find()) {
      int least = Bound.number(found.group("least"));
      int most = Bound.number(found.group("most"));
      return of(found, word -> word.length() >= least && word.length() <= most);
    }
    found = EXACT.matcher(text);
    if (found.find()) {
      int n = number(found);
      return of(found, word -> word.length() == n);
    }
    found = AT_MOST.matcher(text);
    if (found.find()) {
      int n = number(found);
      return of(found, word -> word.length() <= n);
    }
    found = AT_LEAST.matcher(text);
    if (found.find()) {
      int n = number(found);
      return of(found, word -> word.length() >= n);
    }
    found = BEYOND.matcher(text);
    if (found.find()) {
      int n = Bound.number(found, 3);
      boolean more = found.group("than").equals("more");
      return of(found, word -> more ? word.length() > n : word.length() < n);
    }
    return null;
  }

  private static Spelling of(Matcher found, Predicate<String> has) {
    return new Spelling(has, word -> false, found.start(), found.end());
  }

  private Spelling doubting(Predicate<String> doubtful) {
    return new Spelling(has, doubtful, from, to);
  }

  private static Set<Integer> letters(Matcher found) {
    Set<Integer> letters = new LinkedHashSet<>();
    Matcher each = Pattern.compile("(?<!\\w)[a-z](?!\\w)").matcher(found.group("letters"));
    while (each.find()) {
      letters.add((int) each.group().charAt(0));
    }
    return letters;
  }

  private static int number(Matcher found) {
    return Bound.number(found, found.group(1) == null ? 2 : 1);
  }
}
