package org.autoif.pipeline.teacher.rules.book;

import static org.autoif.pipeline.teacher.rules.book.LetterFamilies.almost;
import static org.autoif.pipeline.teacher.rules.book.LetterFamilies.salad;
import static org.autoif.pipeline.teacher.rules.book.LetterFamilies.words;

import java.util.List;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Params;
import org.autoif.pipeline.teacher.rules.Read;

/** Lengths, order and spelling of the words. */
final class SpellingFamilies {
  private SpellingFamilies() {}

  static List<Family> all() {
    return List.of(palindromes(), sameEnds(), doubled(), suffixed());
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
        .check((p, t) -> words(t, SpellingFamilies::endsAsItStarts))
        .comply((p, t, d) -> salad(t, d, SpellingFamilies::endsAsItStarts))
        .violate((p, t, d) -> almost(t, d, SpellingFamilies::endsAsItStarts))
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
        .check((p, t) -> words(t, SpellingFamilies::hasDouble))
        .comply((p, t, d) -> salad(t, d, SpellingFamilies::hasDouble))
        .violate((p, t, d) -> almost(t, d, SpellingFamilies::hasDouble))
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

  private static boolean palindrome(String word) {
    return word.length() > 1 && new StringBuilder(word).reverse().toString().equals(word);
  }

  private static boolean endsAsItStarts(String word) {
    return word.charAt(0) == word.charAt(word.length() - 1);
  }

  private static boolean hasDouble(String word) {
    return Read.has(word, "([a-z])\\1");
  }
}
