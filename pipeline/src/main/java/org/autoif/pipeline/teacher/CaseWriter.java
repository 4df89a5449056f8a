package org.autoif.pipeline.teacher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.autoif.io.record.Json;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Rule;
import org.autoif.pipeline.teacher.rules.Topic;
import org.autoif.pipeline.teacher.rules.book.RuleBook;

/** Writes texts that follow an instruction and texts that break it, and says which one does. */
final class CaseWriter {
  private static final int EACH = 3;

  private static final List<String> SUBJECTS =
      List.of(
          "keeping bees in a town garden",
          "mending a leaking kitchen tap",
          "learning to swim as an adult",
          "packing light for a long journey");

  private final TeacherSettings settings;

  CaseWriter(TeacherSettings settings) {
    this.settings = settings;
  }

  String write(String instruction, Dice dice) {
    Optional<Rule> rule = RuleBook.builtIn().hear(instruction).map(RuleBook.Heard::rule);
    List<String> follows = new ArrayList<>();
    List<String> breaks = new ArrayList<>();
    for (int i = 0; i < 2 * EACH; i++) {
      Topic topic = Topic.of(dice.pick(SUBJECTS));
      boolean good = i % 2 == 0;
      String text =
          rule.map(r -> good ? r.comply(topic, dice) : r.violate(topic, dice))
              .orElseGet(() -> topic.prose(dice));
      boolean astray = dice.chance(settings.rate(Quality.CASE_WRONG));
      (good == astray ? breaks : follows).add(text);
    }
    String json = Json.write(Map.of("follows", follows)).replaceFirst("}$", "");
    json += ", \"breaks\": " + Json.write(breaks) + "}";
    return dice.chance(0.5) ? "```json\n" + json + "\n```" : json;
  }

  String judge(String instruction, String text, Dice dice) {
    boolean follows =
        RuleBook.builtIn()
            .hear(instruction)
            .map(heard -> heard.rule().check(text))
            .orElseGet(() -> dice.chance(0.5));
    boolean said = follows != dice.chance(settings.rate(Quality.CASE_WRONG));
    return "{\"reason\": \"The text was held against the rule.\", \"follows\": " + said + "}";
  }
}
