package org.autoif.pipeline.teacher;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.autoif.io.record.Json;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.book.RuleBook;

/** Invents instructions. */
final class InstructionWriter {
  private static final int MOST = 500;
  private static final List<String> UNCHECKABLE =
      List.of(
          "Make the answer uplifting and warm.",
          "Write with the dignity of an old diplomat.",
          "Let the reader feel the cold of a winter morning.",
          "Use only facts that a historian would accept.",
          "Be funny in every paragraph without being rude.",
          "Answer as if you had just woken up.",
          "Make each argument more convincing than the last.",
          "Sound like a friendly neighbour.",
          "Choose metaphors from the world of sailing.",
          "Keep a mysterious tone throughout.");
  private static final List<String> PREAMBLES =
      List.of(
          "Sure, here are the new rules:",
          "Here is a list of further instructions:",
          "Of course! These are my suggestions:");

  private final TeacherSettings settings;

  InstructionWriter(TeacherSettings settings) {
    this.settings = settings;
  }

  String write(String count, String examples, Dice dice) {
    int wanted = count.matches("\\d{1,4}") ? Math.min(MOST, Integer.parseInt(count)) : 5;
    List<String> known = examples.lines().map(InstructionWriter::unbulleted).toList();
    List<String> all = new ArrayList<>();
    while (all.size() < wanted) {
      all.add(next(all, known, dice));
    }
    return laid(all, dice);
  }

  private String next(List<String> before, List<String> known, Dice dice) {
    if (dice.chance(settings.rate(Quality.INSTRUCTION_UNCHECKABLE))) {
      return dice.pick(UNCHECKABLE);
    }
    if (!known.isEmpty() && dice.chance(settings.rate(Quality.INSTRUCTION_COPIED))) {
      return dice.pick(known);
    }
    if (!before.isEmpty() && dice.chance(settings.rate(Quality.INSTRUCTION_REPEATED))) {
      return disguised(dice.pick(before), dice);
    }
    return RuleBook.builtIn().draw(dice).phrase(dice);
  }

  private String laid(List<String> all, Dice dice) {
    int style = dice.between(0, 9);
    if (style == 0) {
      return dice.chance(0.5) ? Json.write(all) : "```json\n" + Json.write(all) + "\n```";
    }
    StringBuilder text = new StringBuilder();
    if (dice.chance(settings.rate(Quality.INSTRUCTION_PREAMBLE))) {
      text.append(dice.pick(PREAMBLES)).append("\n\n");
    }
    for (int i = 0; i < all.size(); i++) {
      String bullet = style < 6 ? "- " : style < 8 ? "* " : (i + 1) + ". ";
      text.append(bullet).append(all.get(i)).append('\n');
    }
    return text.toString().strip();
  }

  private static String disguised(String instruction, Dice dice) {
    return switch (dice.between(0, 3)) {
      case 0 -> instruction.toLowerCase(Locale.ROOT);
      case 1 -> instruction.replaceAll("\\.$", "!");
      case 2 -> instruction.replaceFirst(" ", "  ");
      default -> instruction.replaceAll("\\.$", "");
    };
  }

  private static String unbulleted(String line) {
    return line.replaceFirst("^\\s*(?:[-*•]|\\d+[.)])\\s*", "").strip();
  }
}
