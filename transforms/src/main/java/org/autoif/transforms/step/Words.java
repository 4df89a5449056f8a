package org.autoif.transforms.step;

import java.util.regex.Pattern;

/** The words of a text, also where its script puts no spaces between them. */
public final class Words {
  /** Beside a letter of Chinese or Japanese, each of which counts as a word. */
  private static final Pattern BESIDE =
      Pattern.compile(
          "(?<=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}])(?=\\S)"
              + "|(?<=\\S)(?=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}])");

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Words() {}

  /** Returns the words in their order; one empty word for a text without any. */
  public static String[] of(String text) {
    return SPACE.split(BESIDE.matcher(text.strip()).replaceAll(" "), -1);
  }

  /** Returns how many words a text has, at least; in scripts like Thai's, three letters to one. */
  public static int atLeast(String text) {
    long unspaced = text.codePoints().filter(Words::isUnspaced).count();
    return Math.max(of(text).length, Math.toIntExact(unspaced / 3));
  }

  /**
   * Returns how many letters of the Latin script would say as much: a sign of Chinese or Japanese
   * counts as three, one of Korean, Thai and their like as two.
   */
  public static int letters(String text) {
    return text.codePoints()
        .map(
            c ->
                switch (Character.UnicodeScript.of(c)) {
                  case HAN, HIRAGANA, KATAKANA -> 3;
                  case HANGUL, THAI, LAO, KHMER, MYANMAR -> 2;
                  default -> 1;
                })
        .sum();
  }

  private static boolean isUnspaced(int codePoint) {
    return switch (Character.UnicodeScript.of(codePoint)) {
      case THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
