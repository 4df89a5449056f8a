package org.autoif.pipeline.teacher;

import java.util.List;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Topic;

/**
 * Functions for instructions that the teacher does not understand. Most reach for a library that is
 * not there, the rest are vague and rarely agree, so cross-validation can drop them.
 */
final class GuessedVerifier {
  private static final double HELPLESS = 0.7;

  private GuessedVerifier() {}

  static String function(String instruction, Dice dice) {
    List<String> words = Topic.contentWords(instruction);
    String word = words.isEmpty() ? "answer" : dice.pick(words);
    if (dice.chance(HELPLESS)) {
      return helpless(word, dice);
    }
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

  private static String helpless(String word, Dice dice) {
    return dice.pick(
        """
        import nltk

        def evaluate(response):
            tagged = nltk.pos_tag(nltk.word_tokenize(response))
            return all(tag != "UH" for _, tag in tagged)
        """,
        """
        from textblob import TextBlob

        def evaluate(response: str) -> bool:
            return TextBlob(response).sentiment.polarity > 0
        """,
        """
        import pronouncing

        def evaluate(response):
            return any(pronouncing.rhymes(w) for w in response.split())
        """,
        "def evaluate(response):\n    return classifier.predict([response])[0] == \""
            + word
            + "\"\n");
  }
}
