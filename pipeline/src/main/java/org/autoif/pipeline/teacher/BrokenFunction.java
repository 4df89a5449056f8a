package org.autoif.pipeline.teacher;

import org.autoif.pipeline.teacher.rules.Dice;

/** Breaks a function in the ways that models break theirs. */
final class BrokenFunction {
  private BrokenFunction() {}

  static String of(String source, Dice dice) {
    if (dice.chance(0.02)) {
      return source.replaceFirst("(def evaluate.*\\n)", "$1    while True:\n        pass\n");
    }
    return switch (dice.between(0, 6)) {
      case 0 -> "import nltk\nfrom textblob import TextBlob\n\n" + source;
      case 1 -> source.substring(0, source.length() * 3 / 4).stripTrailing() + " (";
      case 2 -> source.replace("def evaluate(", "def check_response(");
      case 3 -> source.replaceFirst("(def evaluate.*\\n)", "$1    doc = nlp(response)\n");
      case 4 ->
          source.replace("def evaluate(", "def _judge(")
              + "\n\ndef evaluate(response):\n    return \"true\" if _judge(response) else \"false\"\n";
      case 5 ->
          source.replace("def evaluate(", "def _judge(")
              + "\n\ndef evaluate(response):\n    result = _judge(response)\n";
      default ->
          source.replaceFirst(
              "(def evaluate.*\\n)", "$1    raise NotImplementedError(\"to be written\")\n");
    };
  }
}
