package org.autoif.pipeline.teacher;

import java.util.List;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Topic;

/** Functions for instructions that the teacher does not understand: vague, and rarely alike. */
final class GuessedVerifier {
  private GuessedVerifier() {}

  static String function(String instruction, Dice dice) {
    List<String> words = Topic.contentWords(instruction);
    String word = words.isEmpty() ? "answer" : dice.pick(words);
    String body =
        dice.pick(
            "return len(response.strip()) > 0",
            "return len(response.split()) >= " + dice.between(2, 40),
            "return len(response) < " + 10 * dice.between(5, 30),
            "return \"" + word + "\" in response.lower()",
            "return len(response.splitlines()) >= " + dice.between(1, 4),
            "return sum(len(w) for w in response.split()) % 2 == 0",
            "return response.strip()[-1:] in \".!?\" and len(response) % 3 != 0");
    return "def evaluate(response):\n    # " + words + "\n    " + body + "\n";
  }
}
