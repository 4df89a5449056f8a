package org.autoif.pipeline.teacher;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Rule;
import org.autoif.pipeline.teacher.rules.Topic;
import org.autoif.pipeline.teacher.rules.book.RuleBook;

/** Says how two instructions relate. */
final class SimulatedNli {
  private final TeacherSettings settings;
  private final RuleBook book = RuleBook.builtIn();

  SimulatedNli(TeacherSettings settings) {
    this.settings = settings;
  }

  String judge(String premise, String hypothesis, Dice dice) {
    String label =
        dice.chance(settings.rate(Quality.LABEL_INVALID))
            ? dice.pick("related", "unsure", "maybe")
            : label(premise, hypothesis, dice);
    String capital = label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    return switch (dice.between(0, 9)) {
      case 0, 1 -> "```json\n{\"label\": \"" + label + "\"}\n```";
      case 2 -> "{\"label\": \"" + capital + "\"}";
      case 3 -> "{'label': '" + label + "'}";
      default -> "{\"label\": \"" + label + "\"}";
    };
  }

  private String label(String premise, String hypothesis, Dice dice) {
    Optional<Rule> first = book.hear(premise).map(RuleBook.Heard::rule);
    Optional<Rule> second = book.hear(hypothesis).map(RuleBook.Heard::rule);
    if (hypothesis.contains(RuleBook.OPPOSITE)) {
      return "contradiction";
    }
    if (first.isEmpty() || second.isEmpty()) {
      return first.equals(second) && alike(premise, hypothesis)
          ? "entailment"
          : dice.chance(0.35) ? "contradiction" : "neutral";
    }
    if (first.equals(second)) {
      return "entailment";
    }
    boolean sameFamily = first.get().family().equals(second.get().family());
    return sameFamily || dice.chance(0.6) ? "contradiction" : "neutral";
  }

  private static boolean alike(String one, String other) {
    Set<String> a = new HashSet<>(Topic.contentWords(one));
    Set<String> b = new HashSet<>(Topic.contentWords(other));
    int all = a.size() + b.size();
    a.retainAll(b);
    return all > 0 && 2.0 * a.size() / all > 0.7;
  }
}
