package org.autoif.pipeline.teacher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Rule;
import org.autoif.pipeline.teacher.rules.Topic;
import org.autoif.pipeline.teacher.rules.book.RuleBook;

/**
 * What is true of an instruction, as the teacher knows it and its own answers often do not say. Of
 * its own instructions, whoever wrote the texts.
 */
public final class AnswerKey {
  private static final List<String> SUBJECTS =
      List.of("growing herbs in a kitchen window", "walking home through heavy rain");

  private final Rule rule;

  private AnswerKey(Rule rule) {
    this.rule = rule;
  }

  /** Returns what is known of an instruction; empty if no program could check it. */
  public static Optional<AnswerKey> of(String instruction) {
    return RuleBook.builtIn().hear(instruction).map(heard -> new AnswerKey(heard.rule()));
  }

  /** Returns this many instructions, or as many as there are kinds of, always the same. */
  public static List<String> instructions(int count) {
    return RuleBook.builtIn().spread(count).stream().map(Rule::plainly).toList();
  }

  /** Returns whether the text follows the instruction. */
  public boolean follows(String text) {
    return rule.check(text);
  }

  /**
   * Returns texts to try a function with, always the same: written in turn to follow the
   * instruction and to break it, every other time by one only where it has a number. None of them
   * is a case that a teacher ever gives.
   */
  public List<String> texts(int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Topic topic = Topic.of(SUBJECTS.get(i / 2 % SUBJECTS.size()));
      Dice dice = Dice.of("answer key", rule.toString(), Integer.toString(i));
      texts.add(
          switch (i % 4) {
            case 1 -> rule.violate(topic, dice);
            case 3 -> rule.miss(topic, dice);
            default -> rule.comply(topic, dice);
          });
    }
    return texts;
  }

  /** Returns whether an answer is about something that nobody asked. */
  public static boolean strays(String prompt, String answer) {
    List<String> asked = Topic.contentWords(prompt);
    return Topic.contentWords(answer).stream()
        .anyMatch(word -> ResponseWriter.FOREIGN.contains(word) && !asked.contains(word));
  }
}
