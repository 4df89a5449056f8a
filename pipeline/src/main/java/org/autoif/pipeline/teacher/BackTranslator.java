package org.autoif.pipeline.teacher;

import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.book.RuleBook;

/** Says what a function checks. */
final class BackTranslator {
  private final TeacherSettings settings;
  private final RuleBook book = RuleBook.builtIn();

  BackTranslator(TeacherSettings settings) {
    this.settings = settings;
  }

  String translate(String source, Dice dice) {
    String meaning =
        dice.chance(settings.rate(Quality.BACK_TRANSLATION_UNFAITHFUL))
            ? book.draw(dice).phrase(dice)
            : meaning(source, dice);
    return switch (dice.between(0, 9)) {
      case 0 -> '"' + meaning + '"';
      case 1 -> "Instruction: " + meaning;
      default -> meaning;
    };
  }

  private String meaning(String source, Dice dice) {
    String read =
        book.readFunction(source)
            .or(() -> book.hear(source).map(h -> h.rule().plainly()))
            .orElse("Write a text that fulfils the conditions of the function.");
    if (read.startsWith(RuleBook.OPPOSITE)) {
      return read;
    }
    return book.hear(read)
        .filter(h -> h.rule().plainly().equals(read))
        .map(h -> h.rule().phrase(dice))
        .orElse(read);
  }
}
