package org.autoif.pipeline.teacher;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Rule;
import org.autoif.pipeline.teacher.rules.Topic;
import org.autoif.pipeline.teacher.rules.book.RuleBook;

/** Fuses a query and an instruction into one request, and says whether a request has both. */
final class QueryRewriter {
  private final TeacherSettings settings;
  private final RuleBook book = RuleBook.builtIn();

  QueryRewriter(TeacherSettings settings) {
    this.settings = settings;
  }

  String rewrite(String query, String instruction, Dice dice) {
    String rule = instruction.strip().replaceAll("\\.$", "");
    String lowered =
        rule.isEmpty() ? rule : rule.substring(0, 1).toLowerCase(Locale.ROOT) + rule.substring(1);
    String asked = query.strip();
    if (dice.chance(settings.rate(Quality.REWRITE_LOSSY))) {
      return dice.pick(asked, "I have a request about the form: " + lowered + ".");
    }
    return dice.pick(
        asked + "\nWhen you answer, keep to this: " + lowered + ".",
        "I'd like some help, and there is one condition: "
            + lowered
            + ". Here is what I need: "
            + asked,
        "Could you help me with this? " + asked + " One thing matters to me: " + lowered + ".",
        "Please " + lowered + ". My request: " + asked);
  }

  String judge(String query, String instruction, String request, Dice dice) {
    boolean asks = kept(Topic.contentWords(query), request);
    Optional<Rule> rule = book.hear(instruction).map(RuleBook.Heard::rule);
    boolean demands =
        rule.isPresent()
            ? book.hear(request).map(RuleBook.Heard::rule).equals(rule)
            : kept(Topic.contentWords(instruction), request);
    String json = "{\"query\": " + asks + ", \"constraint\": " + demands + "}";
    return dice.chance(0.2) ? "```json\n" + json + "\n```" : json;
  }

  private static boolean kept(List<String> words, String request) {
    Set<String> there = new HashSet<>(Topic.contentWords(request));
    return words.stream().filter(there::contains).count() >= 0.6 * words.size();
  }
}
