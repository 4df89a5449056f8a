package org.autoif.pipeline.teacher.rules.book;

import static org.autoif.pipeline.teacher.rules.book.LetterFamilies.salad;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Read;
import org.autoif.pipeline.teacher.rules.Topic;
import org.autoif.pipeline.teacher.rules.WordBank;

/** The order of the words, and which may come again. */
final class OrderFamilies {
  private OrderFamilies() {}

  static List<Family> all() {
    return List.of(alphabetical(), nextLetters(), unrepeated());
  }

  private static Family alphabetical() {
    return Family.named("alphabetical-order")
        .say(
            "Put all words in alphabetical order.",
            "The words of the answer must be in alphabetical order.",
            "Arrange every word alphabetically from first to last.")
        .hear("words in alphabetical order")
        .check((p, t) -> sorted(lowered(t)) && lowered(t).size() > 1)
        .comply((p, t, d) -> sentence(t.fitting(9, d, w -> true).stream().sorted().toList()))
        .violate((p, t, d) -> d.pick(t.prose(d), sentence(t.fitting(9, d, w -> true))))
        .python(
            """
            words = re.findall(r"[a-z]+", response.lower())
            return len(words) > 1 and words == sorted(words)
            """,
            """
            words = [w.strip(".,;:!?").lower() for w in response.split()]
            for a, b in zip(words, words[1:]):
                if a > b:
                    return False
            return len(words) > 1
            """)
        .mutant(
            """
            words = response.lower().split()
            return words == sorted(words, reverse=True)
            """,
            "Put all words in reverse alphabetical order.")
        .mutant(
            """
            words = response.lower().split()
            return words[0] <= words[-1]
            """,
            "Let the last word come after the first word in the alphabet.");
  }

  private static Family nextLetters() {
    return Family.named("next-letters")
        .say(
            "Start each word with the next letter of the alphabet, beginning with A.",
            "The first word must start with A, the second with B, the third with C, and so on.")
        .hear("each word starting with the next letter of the alphabet")
        .lexical()
        .check((p, t) -> nextLetters(lowered(t)))
        .comply((p, t, d) -> sentence(abecedary(d.between(5, 14), 'a', d)))
        .violate(
            (p, t, d) ->
                d.pick(
                    t.prose(d),
                    sentence(abecedary(8, 'b', d)),
                    sentence(d.shuffle(abecedary(9, 'a', d)))))
        .python(
            """
            words = re.findall(r"[a-z]+", response.lower())
            return bool(words) and all(ord(w[0]) == ord("a") + i % 26 for i, w in enumerate(words))
            """,
            """
            words = response.lower().split()
            expected = "a"
            for w in words:
                if w[0] != expected:
                    return False
                expected = "a" if expected == "z" else chr(ord(expected) + 1)
            return len(words) > 0
            """)
        .mutant(
            """
            initials = [w[0] for w in response.lower().split()]
            return initials == sorted(initials)
            """,
            "The initials of the words must be in alphabetical order.");
  }

  private static Family unrepeated() {
    return Family.named("no-repeated-word")
        .say(
            "Do not use any word twice.",
            "Every word may appear only once in the answer.",
            "Never repeat a word.")
        .hear("(?:without|avoid) repeating any words?", "no repeated words")
        .check((p, t) -> distinct(lowered(t)))
        .comply((p, t, d) -> salad(t, d, w -> true))
        .violate(
            (p, t, d) -> {
              List<String> words = t.fitting(9, d, w -> true);
              return sentence(words) + " " + sentence(d.some(3, words));
            })
        .python(
            """
            words = re.findall(r"[a-z]+", response.lower())
            return bool(words) and len(words) == len(set(words))
            """,
            """
            seen = set()
            for word in re.findall(r"[a-z]+", response.lower()):
                if word in seen:
                    return False
                seen.add(word)
            return len(seen) > 0
            """,
            """
            counts = collections.Counter(re.findall(r"[a-z]+", response.lower()))
            return bool(counts) and max(counts.values()) == 1
            """)
        .mutant(
            """
            words = response.split()
            return all(a != b for a, b in zip(words, words[1:]))
            """,
            "Do not use the same word twice in a row.");
  }

  private static List<String> abecedary(int count, char from, Dice dice) {
    return IntStream.range(0, count)
        .mapToObj(i -> (char) (from + i))
        .map(c -> dice.pick(WordBank.ALL.stream().filter(w -> w.charAt(0) == c).toList()))
        .toList();
  }

  private static boolean sorted(List<String> words) {
    return words.equals(words.stream().sorted().toList());
  }

  private static boolean distinct(List<String> words) {
    return !words.isEmpty() && new HashSet<>(words).size() == words.size();
  }

  private static List<String> lowered(String text) {
    return Read.letterRuns(text.toLowerCase(Locale.ROOT));
  }

  private static String sentence(List<String> words) {
    return Topic.capital(String.join(" ", words)) + ".";
  }

  private static boolean nextLetters(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).charAt(0) != 'a' + i % 26) {
        return false;
      }
    }
    return !words.isEmpty();
  }
}
