package org.autoif.transforms.respond;

import java.text.Normalizer;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a score from 0 to 10 out of a judge's answer. It is in the last line that names one ({@code
 * Score: 9}, {@code Final score: 9/10}, {@code 评分：9}), or on the line after it, or else is the
 * whole last line if that says out of how many ({@code 9/10}, {@code [[9]]}). A line that leaves
 * more than one reading, such as {@code 7 or 8}, or has another scale, has none.
 */
final class JudgeScore {
  private static final String NAME =
      "(?:score|rating|grade|mark|overall|评分|评分结果|得分|分数|总分|最终评分|最终得分|打分|スコア|評価|評点|点数|得点|점수|평점"
          + "|bewertung|punktzahl|punkte|puntuación|puntaje|calificación|pontuação|nota|оценка|балл)";

  private static final Pattern NAMED =
      Pattern.compile(
          "(?iu)\\A(?:[-•+]\\s*|\\d{1,2}[.)]\\s+)?"
              + "(?:(?:so|the|my|final|overall|total|quality|answer|response)[,\\s]+)*"
              + NAME
              + "(?:\\s*\\((?:0\\s*(?:-|–|to)\\s*10|out of 10)\\))?\\s*(?<by>[:=]|-|–|\\bis\\b|\\bof\\b|为|是)?\\s*(?<rest>.*)\\z");

  private static final Pattern VALUE =
      Pattern.compile(
          "(?iu)\\A(?<number>\\d{1,3}(?:\\.\\d+|,\\d{1,2}(?!\\d))?)"
              + "(?<scale>\\s*(?:/|out of|of|von|sur|de|из|满分)\\s*(?:10|ten)(?![\\d.,]*\\d))?"
              + "(?:\\s*(?:points?|pts?|分|点|점|punkte|puntos))?"
              + "(?<rest>|[.!。]|\\s*[(（\\[][^0-9]*[)）\\]][.。]?|\\s*(?:[.,;:。，；]|-|–|—)\\s*[^0-9]*)\\z");

  /** In what is said after a number: that it is not the only one. */
  private static final Pattern DOUBT =
      Pattern.compile(
          "(?iu)\\b(?:or|to|between|maybe|perhaps|one|two|three|four|five|six|seven|eight|nine|ten|zero)\\b|[或至~]");

  private static final Pattern BOXED =
      Pattern.compile("\\\\(?:boxed|text|textbf|mathbf)\\{([^{}]*)\\}");
  private static final Pattern BRACKETS = Pattern.compile("\\[\\[?\\s*(\\d[^\\[\\]]*?)\\s*\\]?\\]");
  private static final Pattern TAG = Pattern.compile("</?[A-Za-z_]+>");
  private static final Pattern JSON =
      Pattern.compile(
          "(?i)\\A\\{?\\s*\"?(?:final_?|overall_?)?(score|rating)\"?\\s*:\\s*\"?([^\"{},]*)\"?\\s*\\}?,?\\z");

  private JudgeScore() {}

  /** Returns the score of an answer, if it has one that can be read in one way only. */
  static OptionalDouble of(String answer) {
    List<String> lines =
        answer.lines().map(JudgeScore::plain).filter(line -> !line.isEmpty()).toList();
    OptionalDouble last = OptionalDouble.empty();
    boolean isNamed = false;
    for (int i = 0; i < lines.size(); i++) {
      Matcher named = NAMED.matcher(lines.get(i));
      if (!named.matches()) {
        continue;
      }
      String by = named.group("by");
      String rest = named.group("rest");
      boolean isSure = ":".equals(by) || "=".equals(by);
      OptionalDouble value =
          rest.isEmpty() && i + 1 < lines.size()
              ? value(lines.get(i + 1), false)
              : value(rest, false);
      if (isSure || value.isPresent()) {
        isNamed = true;
        last = by == null && !rest.isEmpty() ? OptionalDouble.empty() : value;
      }
    }
    return isNamed || lines.isEmpty() ? last : value(lines.get(lines.size() - 1), true);
  }

  /** Returns the number of a text that is nothing but one. */
  private static OptionalDouble value(String text, boolean withScale) {
    Matcher value = VALUE.matcher(text.replaceFirst("(?i)\\A(?:is|a|:)\\s+", ""));
    if (!value.matches() || (withScale && value.group("scale") == null)) {
      return OptionalDouble.empty();
    }
    String number = value.group("number");
    if (number.endsWith(",10") || DOUBT.matcher(value.group("rest")).find()) {
      return OptionalDouble.empty();
    }
    double read = Double.parseDouble(number.replace(',', '.'));
    return read <= 10 ? OptionalDouble.of(read) : OptionalDouble.empty();
  }

  /** Returns a line without marks of emphasis, in plain digits and colons. */
  private static String plain(String line) {
    String text = Normalizer.normalize(line, Normalizer.Form.NFKC);
    text = TAG.matcher(text).replaceAll("");
    text = BOXED.matcher(text).replaceAll("$1");
    text =
        text.replaceAll("[\\p{So}\uFE0F]", "")
            .replaceAll("[*_`#>$\\\\]|\\A\\s*\\||\\|\\s*\\z", "")
            .replace("{,}", ",");
    Matcher json = JSON.matcher(text.strip());
    if (json.matches()) {
      text = json.group(1) + ": " + json.group(2);
    }
    if (text.strip().matches("\\[\\[\\s*\\d+(?:[.,]\\d+)?\\s*\\]\\]")) {
      return text.replaceAll("[\\[\\]\\s]", "") + "/10";
    }
    return BRACKETS.matcher(text).replaceAll("$1").strip();
  }
}
