package org.autoif.transforms.publish.report;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The language of a text by its script, and in Latin letters by its most common little words. A
 * guess for an overview: a library that tells more weighs a hundred megabytes, which would go to
 * every worker.
 */
final class TextLanguage {
  private static final String UNKNOWN = "unknown";
  private static final int LOOKED_AT = 2_000;
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

  private static final Map<Character.UnicodeScript, String> BY_SCRIPT =
      new EnumMap<>(
          Map.of(
              Character.UnicodeScript.HAN, "Chinese",
              Character.UnicodeScript.HANGUL, "Korean",
              Character.UnicodeScript.CYRILLIC, "Cyrillic script",
              Character.UnicodeScript.ARABIC, "Arabic script",
              Character.UnicodeScript.DEVANAGARI, "Devanagari script",
              Character.UnicodeScript.GREEK, "Greek",
              Character.UnicodeScript.HEBREW, "Hebrew",
              Character.UnicodeScript.THAI, "Thai"));

  private static final Map<String, Set<String>> LITTLE_WORDS =
      Map.of(
          "English", words("the and of to in is that it for you with are on as be this have from"),
          "German",
              words("der die und das ist nicht ein eine zu den mit von auf für sich dem auch"),
          "French", words("le la les des et est une dans que pour qui sur pas vous avec ce il du"),
          "Spanish", words("el los las una que por con para es del se lo como más pero su al y"),
          "Italian", words("il di che non una per con sono della gli anche come più nel alla è"),
          "Portuguese", words("o os uma não que para com em dos da do mais como por ao são é e"),
          "Dutch", words("de het een en van niet dat op te zijn met voor ook aan er bij wordt"));

  private TextLanguage() {}

  private static Set<String> words(String words) {
    return Set.of(words.split(" ", -1));
  }

  static String of(String text) {
    String start = text.substring(0, Math.min(text.length(), LOOKED_AT));
    Map<Character.UnicodeScript, Integer> scripts = new EnumMap<>(Character.UnicodeScript.class);
    start
        .codePoints()
        .filter(Character::isLetter)
        .forEach(letter -> scripts.merge(Character.UnicodeScript.of(letter), 1, Integer::sum));
    if (scripts.containsKey(Character.UnicodeScript.HIRAGANA)) {
      return "Japanese";
    }
    Character.UnicodeScript script = most(scripts, Character.UnicodeScript.COMMON);
    return script == Character.UnicodeScript.LATIN
        ? latin(start)
        : BY_SCRIPT.getOrDefault(script, UNKNOWN);
  }

  private static String latin(String text) {
    Map<String, Integer> hits = new HashMap<>();
    for (String word : NO_LETTERS.split(text.toLowerCase(Locale.ROOT), -1)) {
      LITTLE_WORDS.forEach(
          (language, words) -> {
            if (words.contains(word)) {
              hits.merge(language, 1, Integer::sum);
            }
          });
    }
    return most(hits, UNKNOWN);
  }

  /** Returns the key of the largest count; of equal ones the first in order. */
  private static <K extends Comparable<? super K>> K most(Map<K, Integer> counts, K none) {
    K best = none;
    int most = 0;
    for (K key : counts.keySet().stream().sorted().toList()) {
      int count = counts.getOrDefault(key, 0);
      if (count > most) {
        most = count;
        best = key;
      }
    }
    return best;
  }
}
