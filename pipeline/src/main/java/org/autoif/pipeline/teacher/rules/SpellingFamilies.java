package org.autoif.pipeline.teacher.rules;

import static org.autoif.pipeline.teacher.rules.LetterFamilies.almost;
import static org.autoif.pipeline.teacher.rules.LetterFamilies.salad;
import static org.autoif.pipeline.teacher.rules.LetterFamilies.words;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Lengths, order and spelling of the words. */
final class SpellingFamilies {
  private SpellingFamilies() {}

  static List<Family> all() {
    return List.of(
        alphabetical(),
        shortWords(),
        longWords(),
        equalWords(),
        palindromes(),
        sameEnds(),
        doubled(),
        suffixed(),
        nextLetters(),
        unrepeated());
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

  private static Family shortWords() {
    return Family.named("word-length-at-most")
        .drawN(4, 6)
        .say(
            "Use only words of at most $n letters.",
            "No word may be longer than $N letters.",
            "Keep every word to $N letters or fewer.")
        .hear("words (?:with|of) (?:no more than|up to|at most) $n letters")
        .check((p, t) -> words(t, w -> w.length() <= p.n()))
        .comply((p, t, d) -> salad(t, d, w -> w.length() <= p.n()))
        .violate((p, t, d) -> almost(t, d, w -> w.length() <= p.n()))
        .python(
            """
            words = re.findall(r"[A-Za-z]+", response)
            return bool(words) and all(len(w) <= $n for w in words)
            """,
            """
            words = [w.strip(".,;:!?\\"'()") for w in response.split()]
            if not words:
                return False
            return max(len(w) for w in words) <= $n
            """)
        .mutant(
            """
            words = re.findall(r"[A-Za-z]+", response)
            return sum(len(w) for w in words) / max(len(words), 1) <= $n
            """,
            "Keep the average word length at $n letters or less.")
        .mutant(
            """
            words = re.findall(r"[A-Za-z]+", response)
            return any(len(w) <= $n for w in words)
            """,
            "At least one word must have $n letters or less.");
  }

  private static Family longWords() {
    return Family.named("word-length-at-least")
        .drawN(3, 5)
        .say(
            "Use only words of at least $n letters.",
            "No word may be shorter than $N letters.",
            "Every word must have $N letters or more.")
        .hear("words (?:with|of) (?:no fewer than|at least) $n letters")
        .lexical()
        .check((p, t) -> words(t, w -> w.length() >= p.n()))
        .comply((p, t, d) -> salad(t, d, w -> w.length() >= p.n()))
        .violate((p, t, d) -> almost(t, d, w -> w.length() >= p.n()))
        .python(
            """
            words = re.findall(r"[A-Za-z]+", response)
            return bool(words) and all(len(w) >= $n for w in words)
            """,
            """
            words = re.findall(r"[A-Za-z]+", response)
            too_short = [w for w in words if len(w) < $n]
            return len(words) > 0 and len(too_short) == 0
            """)
        .mutant(
            """
            words = re.findall(r"[A-Za-z]+", response)
            return any(len(w) >= $n for w in words)
            """,
            "At least one word must have $n letters or more.")
        .mutant("return len(response.split()) >= $n", "Use at least $n words.");
  }

  private static Family equalWords() {
    return Family.named("word-length-exactly")
        .drawN(3, 6)
        .say(
            "Use only words of exactly $n letters.",
            "Every word must be exactly $N letters long.",
            "Choose words that have exactly $N letters each.")
        .hear("only words with exactly $n letters", "only $n-letter words")
        .lexical()
        .check((p, t) -> words(t, w -> w.length() == p.n()))
        .comply((p, t, d) -> salad(t, d, w -> w.length() == p.n()))
        .violate((p, t, d) -> almost(t, d, w -> w.length() == p.n()))
        .python(
            """
            words = re.findall(r"[A-Za-z]+", response)
            return bool(words) and all(len(w) == $n for w in words)
            """,
            """
            lengths = {len(w) for w in re.findall(r"[A-Za-z]+", response)}
            return lengths == {$n}
            """)
        .mutant(
            """
            words = response.split()
            return bool(words) and all(len(w) == $n for w in words)
            """,
            "Each word, its punctuation included, must be $n characters long.")
        .mutant(
            """
            lengths = {len(w) for w in re.findall(r"[A-Za-z]+", response)}
            return len(lengths) == 1
            """,
            "All words must be of the same length, whatever it is.");
  }

  private static Family palindromes() {
    return Family.named("palindromes")
        .say(
            "Use only palindromes.",
            "Every word must read the same forwards and backwards.",
            "Answer with palindromic words alone.")
        .hear(
            "(?:each|every) word must be a palindrome",
            "only palindromes",
            "only words that are palindromes")
        .lexical()
        .check((p, t) -> words(t, SpellingFamilies::palindrome))
        .comply((p, t, d) -> salad(t, d, SpellingFamilies::palindrome))
        .violate((p, t, d) -> almost(t, d, SpellingFamilies::palindrome))
        .python(
            """
            words = re.findall(r"[a-z]+", response.lower())
            return bool(words) and all(len(w) > 1 and w == w[::-1] for w in words)
            """,
            """
            words = re.findall(r"[a-z]+", response.lower())
            for word in words:
                if len(word) < 2 or word != "".join(reversed(word)):
                    return False
            return len(words) > 0
            """)
        .mutant(
            """
            cleaned = re.sub(r"[^a-z]", "", response.lower())
            return cleaned == cleaned[::-1]
            """,
            "Make the whole answer one palindrome.")
        .mutant(
            """
            words = re.findall(r"[a-z]+", response.lower())
            return any(w == w[::-1] for w in words)
            """,
            "Include at least one palindrome.");
  }

  private static Family sameEnds() {
    return Family.named("words-same-ends")
        .say(
            "Use only words that start and end with the same letter.",
            "The first and the last letter of every word must be the same.",
            "Each word must begin and end with one and the same letter.")
        .lexical()
        .check((p, t) -> words(t, SpellingFamilies::samely))
        .comply((p, t, d) -> salad(t, d, SpellingFamilies::samely))
        .violate((p, t, d) -> almost(t, d, SpellingFamilies::samely))
        .python(
            """
            words = re.findall(r"[a-z]+", response.lower())
            return bool(words) and all(w[0] == w[-1] for w in words)
            """,
            """
            words = [w.strip(".,;:!?").lower() for w in response.split()]
            return len(words) > 0 and not any(w[:1] != w[-1:] for w in words)
            """)
        .mutant(
            """
            words = response.split()
            return bool(words) and all(w[0] == w[-1] for w in words)
            """,
            "The first and the last character of every word must be the same, punctuation included.");
  }

  private static Family doubled() {
    return Family.named("words-double-letters")
        .say(
            "Use only words with double letters.",
            "Every word must contain the same letter twice in a row.",
            "Each word must have a doubled letter, as in \"balloon\".")
        .hear("only words (?:with|that contain|that have) double letters(?: \\([^)]*\\))?")
        .lexical()
        .check((p, t) -> words(t, SpellingFamilies::twinned))
        .comply((p, t, d) -> salad(t, d, SpellingFamilies::twinned))
        .violate((p, t, d) -> almost(t, d, SpellingFamilies::twinned))
        .python(
            """
            words = re.findall(r"[a-z]+", response.lower())
            return bool(words) and all(re.search(r"(.)\\1", w) for w in words)
            """,
            """
            words = re.findall(r"[a-z]+", response.lower())
            for w in words:
                if not any(x == y for x, y in zip(w, w[1:])):
                    return False
            return len(words) > 0
            """)
        .mutant(
            """
            words = re.findall(r"[a-z]+", response.lower())
            return all(len(set(w)) < len(w) for w in words)
            """,
            "Use only words in which some letter occurs twice.");
  }

  private static Family suffixed() {
    return Family.named("words-end-with")
        .draw(d -> Params.word(d.pick("ing", "e", "s", "er", "y")))
        .sensible(p -> p.word().matches("[a-z]{1,4}"))
        .say(
            "Use only words that end with \"$word\".",
            "Every word must end in \"$word\".",
            "Each word of the answer has to finish with the letters \"$word\".")
        .hear("words (?:that end|ending) (?:with|in) [\"'‘“]$word[\"'’”]")
        .lexical()
        .check((p, t) -> words(t, w -> w.endsWith(p.word())))
        .comply((p, t, d) -> salad(t, d, w -> w.endsWith(p.word())))
        .violate((p, t, d) -> almost(t, d, w -> w.endsWith(p.word())))
        .python(
            """
            words = re.findall(r"[a-z]+", response.lower())
            return bool(words) and all(w.endswith("$word") for w in words)
            """,
            """
            words = [w.strip(".,;:!?").lower() for w in response.split()]
            count = sum(1 for w in words if w.endswith("$word"))
            return count > 0 and count == len(words)
            """)
        .mutant(
            """
            words = response.split()
            return bool(words) and all(w.endswith("$word") for w in words)
            """,
            "Each word, its punctuation included, must close with \"$word\".")
        .mutant(
            """
            words = re.findall(r"[a-z]+", response.lower())
            return any(w.endswith("$word") for w in words)
            """,
            "Use at least one word that ends in \"$word\".");
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

  private static boolean nextLetters(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).charAt(0) != 'a' + i % 26) {
        return false;
      }
    }
    return !words.isEmpty();
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

  private static boolean palindrome(String word) {
    return word.length() > 1 && new StringBuilder(word).reverse().toString().equals(word);
  }

  private static boolean samely(String word) {
    return word.charAt(0) == word.charAt(word.length() - 1);
  }

  private static boolean twinned(String word) {
    return Read.has(word, "([a-z])\\1");
  }
}
