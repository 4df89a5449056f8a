package org.autoif.transforms.instruct;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.autoif.transforms.step.LenientJson;
import org.jspecify.annotations.Nullable;

/**
 * Reads which relation a judge named. A label that is said not to hold, or only in a condition, is
 * not named; an answer that names several has none.
 */
final class JudgeLabel {
  private static final Map<String, Pattern> LABELS = new LinkedHashMap<>();

  static {
    LABELS.put(
        "entailment",
        words(
            "entail(?:s|ed|ment|ments)?", "蕴含|蕴涵|蘊含|含意|함의|implicación|implicaci[oó]n|следование"));
    LABELS.put("neutral", words("neutral(?:ity|e|er)?", "中立|中性|중립|нейтральн\\p{L}*"));
    LABELS.put(
        "contradiction",
        words(
            "contradict(?:s|ed|ing|ion|ions|ory)?",
            "矛盾|모순|widerspruch|widersprüchlich|contradicci[oó]n|contraddizione|contradição"
                + "|противоречи\\p{L}*"));
  }

  /** Before a label in its sentence, and with nothing between that turns it round. */
  private static final Pattern NOT =
      Pattern.compile(
          "(?iu)\\b(?:no|not|none|never|neither|nor|without|cannot|can't|\\p{L}+n['’]t|hardly|lacks?|lack of|absence of"
              + "|free of|free from|rather than|instead of|if|whether|unless|would|might|may|could|either"
              + "|kein\\p{L}*|nicht|weder|ohne|sin|ningun\\p{L}*|aucun\\p{L}*|sans|pas|nessun\\p{L}*|sem|не|нет|без)\\b"
              + "|[不没無无非未]|なし|ない");

  private static final Pattern NOT_AFTER =
      Pattern.compile(
          "(?iu)\\A\\s*(?:-free|\\bfree\\b|(?:is|are|was)(?:n['’]t|\\s+not|\\s+absent|\\s+ruled out)"
              + "|(?:can|could|must|does|do)(?:n['’]t|not|\\s+not)|はない|はありません|がない|ではない|不存在|不成立|없)");

  /** What begins a new thought in a sentence. */
  private static final Pattern TURN =
      Pattern.compile(
          "(?iu)\\A\\s*(?:no|yes|none of that),|\\b(?:but|so|thus|therefore|hence|sondern|pero|mais|also)\\b"
              + "|(?:label|answer|relation(?:ship)?|verdict) is\\b|[：:]|而是|因此|所以");

  private static final Pattern NAMED =
      Pattern.compile(
          "(?imu)^[\\s*_#>`-]*(?:(?:final|my|the|correct)\\s+)*(?:label|answer|relation|relationship|verdict|conclusion"
              + "|标签|答案|关系|結論|结论|ラベル|答え)[\\s*_`]*[:：=][\\s*_`\"'“\\[(]*(.+)$");

  private static final Pattern SENTENCES = Pattern.compile("(?<=[.!?])\\s+|[;。！？；\\n]");

  private static final Set<String> KEYS =
      Set.of("label", "relation", "relationship", "answer", "verdict", "result", "classification");

  private JudgeLabel() {}

  /** Returns the label of an answer; null if it names none, or several. */
  static @Nullable String of(String answer) {
    String found = null;
    boolean hasField = false;
    for (JsonNode object : LenientJson.objects(answer)) {
      for (Iterator<Map.Entry<String, JsonNode>> i = object.fields(); i.hasNext(); ) {
        Map.Entry<String, JsonNode> field = i.next();
        if (KEYS.contains(field.getKey().strip().toLowerCase(Locale.ROOT))) {
          hasField = true;
          found = only(field.getValue().asText(""));
        }
      }
    }
    if (hasField) {
      return found;
    }
    Matcher named = NAMED.matcher(answer);
    String last = null;
    while (named.find()) {
      last = named.group(1);
    }
    return only(last == null ? answer : last);
  }

  private static @Nullable String only(String text) {
    Set<String> named = new TreeSet<>();
    for (String sentence : SENTENCES.split(text, -1)) {
      LABELS.forEach(
          (label, words) -> {
            Matcher word = words.matcher(sentence);
            while (word.find()) {
              if (isSaid(sentence.substring(0, word.start()), sentence.substring(word.end()))) {
                named.add(label);
              }
            }
          });
    }
    return named.size() == 1 ? named.iterator().next() : null;
  }

  private static boolean isSaid(String before, String after) {
    Matcher turn = TURN.matcher(before);
    int from = 0;
    while (turn.find()) {
      from = turn.end();
    }
    return !NOT.matcher(before.substring(from)).find() && !NOT_AFTER.matcher(after).find();
  }

  private static Pattern words(String english, String others) {
    return Pattern.compile("(?iu)(?<![\\p{L}-])(?:" + english + ")(?!\\p{L})|(?:" + others + ")");
  }
}
