package org.autoif.pipeline.teacher;

import java.util.List;
import java.util.Locale;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Rule;
import org.autoif.pipeline.teacher.rules.Topic;
import org.autoif.pipeline.teacher.rules.book.RuleBook;

/** Scores how well an answer serves a query, by the words that they share. */
final class QualityJudge {
  private final TeacherSettings settings;

  QualityJudge(TeacherSettings settings) {
    this.settings = settings;
  }

  String judge(String query, String instruction, String response, Dice dice) {
    List<String> asked = Topic.contentWords(query);
    List<String> used = Topic.contentWords(response);
    long shared = asked.stream().filter(used::contains).count();
    boolean excused = hear(instruction);
    int score =
        shared >= 2 || asked.isEmpty()
            ? dice.pick(8, 8, 9, 9, 9, 10, 10)
            : shared == 1
                ? dice.pick(7, 8, 8, 9, 9)
                : excused && !AnswerKey.strays(query, response)
                    ? dice.pick(6, 8, 8, 9, 9)
                    : dice.between(0, 4);
    String explained =
        score >= 7
            ? dice.pick(
                "The answer takes up the question and stays with it. The form is as demanded.",
                "This deals with what was asked. It could say more but it is to the point.")
            : dice.pick(
                "The answer hardly touches the question. Somebody who asked this would be lost.",
                "I see no link between the question and this text.");
    if (dice.chance(settings.rate(Quality.SCORE_MISSING))) {
      return explained + "\nI would call it " + (score >= 7 ? "good." : "poor.");
    }
    return explained + "\n\nScore: " + shown(score, dice);
  }

  private String shown(int score, Dice dice) {
    return score < 10 && dice.chance(settings.rate(Quality.SCORE_DECIMAL))
        ? String.format(Locale.ROOT, "%d.5", score)
        : Integer.toString(score);
  }

  private static boolean hear(String instruction) {
    return RuleBook.builtIn()
        .hear(instruction)
        .map(RuleBook.Heard::rule)
        .filter(Rule::isLexical)
        .isPresent();
  }
}
