package org.autoif.pipeline.teacher;

import java.util.List;
import java.util.Optional;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Topic;
import org.autoif.pipeline.teacher.rules.book.RuleBook;
import org.autoif.pipeline.teacher.rules.book.RuleBook.Heard;

/**
 * Answers a question under an instruction. Whether a sample follows the instruction is drawn anew
 * for each, with a share that differs from task to task: of the samples of one task some follow it
 * and some do not.
 */
final class ResponseWriter {
  private static final List<String> ELSEWHERE =
      List.of(
          "penguins glacier submarine trombone", "volcanoes pancakes accordion lighthouse",
          "dinosaurs origami parachute cinnamon", "vampires kangaroos escalator marmalade");

  /** The words by which an answer about something else is known. */
  static final List<String> FOREIGN = Topic.contentWords(String.join(" ", ELSEWHERE));

  private static final double SPREAD = 0.5;
  private static final double CHATTY = 0.12;

  private final TeacherSettings settings;

  ResponseWriter(TeacherSettings settings) {
    this.settings = settings;
  }

  String write(String message, Dice dice) {
    Optional<Heard> heard = RuleBook.builtIn().hear(message);
    String query =
        heard
            .map(h -> message.substring(0, h.start()) + " " + message.substring(h.end()))
            .orElse(message);
    boolean astray = dice.chance(settings.rate(Quality.RESPONSE_OFF_TOPIC));
    Topic topic = Topic.of(astray ? dice.pick(ELSEWHERE) : query);
    boolean follow = dice.chance(compliance(message));
    if (heard.isEmpty()) {
      return topic.prose(dice);
    }
    if (follow) {
      return heard.get().rule().comply(topic, dice);
    }
    if (dice.chance(CHATTY)) {
      String chat = "Sure! Here is my answer:\n\n" + heard.get().rule().comply(topic, dice);
      if (!heard.get().rule().check(chat)) {
        return chat;
      }
    }
    return heard.get().rule().violate(topic, dice);
  }

  private double compliance(String message) {
    double usual = settings.rate(Quality.RESPONSE_COMPLIANT);
    double room = Math.min(SPREAD / 2, Math.min(usual, 1 - usual));
    return usual + room * (2 * Dice.of("difficulty", message).share() - 1);
  }
}
