package org.autoif.pipeline.teacher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.autoif.pipeline.teacher.VerifierLayout.Case;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Rule;
import org.autoif.pipeline.teacher.rules.Topic;
import org.autoif.pipeline.teacher.rules.book.RuleBook;

/** Writes a function and test cases for an instruction, as well as the rates say. */
final class VerifierWriter {
  private static final List<String> SUBJECTS =
      List.of(
          "planting tomatoes on a balcony",
          "repairing an old bicycle chain",
          "saving money for a holiday",
          "training a young puppy",
          "baking bread with seeds",
          "choosing running shoes",
          "reading the night sky");

  private final TeacherSettings settings;

  VerifierWriter(TeacherSettings settings) {
    this.settings = settings;
  }

  String write(String instruction, Dice dice) {
    if (dice.chance(settings.rate(Quality.VERIFIER_UNPARSABLE))) {
      return VerifierLayout.garbage(instruction, dice);
    }
    boolean hard = Dice.of("hard", instruction).chance(settings.rate(Quality.INSTRUCTION_TOO_HARD));
    Optional<Rule> rule =
        RuleBook.builtIn().hear(instruction).map(RuleBook.Heard::rule).filter(r -> !hard);
    String function =
        rule.map(r -> function(r, dice))
            .orElseGet(() -> GuessedVerifier.function(instruction, dice));
    return VerifierLayout.lay(function, cases(rule, dice), dice);
  }

  /** Writes a function anew: what was wrong with the last one tells a lot, but not all. */
  String repair(String instruction, String function, Dice dice) {
    return "```python\n"
        + RuleBook.builtIn()
            .hear(instruction)
            .map(RuleBook.Heard::rule)
            .map(rule -> function(rule, dice))
            .orElse(function)
            .stripTrailing()
        + "\n```";
  }

  private String function(Rule rule, Dice dice) {
    double share = dice.share();
    if (share < settings.rate(Quality.FUNCTION_BROKEN)) {
      return BrokenFunction.of(rule.rightFunction(dice), dice);
    }
    share -= settings.rate(Quality.FUNCTION_BROKEN);
    return share < settings.rate(Quality.FUNCTION_WRONG)
        ? rule.wrongFunction(dice)
        : rule.rightFunction(dice);
  }

  private List<Case> cases(Optional<Rule> rule, Dice dice) {
    List<Case> cases = new ArrayList<>();
    int count = dice.between(3, 5);
    for (int i = 0; i < count; i++) {
      Topic topic = Topic.of(dice.pick(SUBJECTS));
      boolean good = i == 0 || (i > 1 && dice.chance(0.5));
      if (rule.isPresent()) {
        String text = good ? rule.get().comply(topic, dice) : rule.get().violate(topic, dice);
        cases.add(new Case(text, good != dice.chance(settings.rate(Quality.CASE_WRONG))));
      } else {
        cases.add(new Case(topic.prose(dice), dice.chance(0.5)));
      }
    }
    return dice.shuffle(cases);
  }
}
