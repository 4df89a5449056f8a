package org.autoif.pipeline.teacher.rules.book;

import static org.autoif.pipeline.teacher.rules.book.LetterFamilies.almost;
import static org.autoif.pipeline.teacher.rules.book.LetterFamilies.salad;
import static org.autoif.pipeline.teacher.rules.book.LetterFamilies.words;

import java.util.List;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Params;
import org.autoif.pipeline.teacher.rules.Read;

/** How long the answer, its only sentence or its words may be. */
final class LengthFamilies {
  private LengthFamilies() {}

  static List<Family> all() {
    return List.of(mostCharacters(), oneSentenceOfWords(), shortWords(), longWords(), equalWords());
  }

  private static Family mostCharacters() {
    return Family.named("characters-at-most")
        .draw(d -> Params.n(10 * d.between(9, 30)))
        .sensible(p -> p.n() >= 40 && p.n() <= 5000)
        .say(
            "Keep the answer under $n characters, spaces included.",
            "The answer must have fewer than $n characters in total.",
            "Write less than $n characters altogether.")
        .hear("(?:under|below|fewer than|less than) $n characters")
        .check((p, t) -> t.length() < p.n())
        .comply(
            (p, t, d) -> {
              String text = t.sentence(d);
              return text.length() < p.n() ? text : text.substring(0, p.n() - 2) + ".";
            })
        .violate(
            (p, t, d) -> {
              StringBuilder text = new StringBuilder(t.sentence(d));
              while (text.length() < p.n() + 5) {
                text.append(' ').append(t.sentence(d));
              }
              return text.toString();
            })
        .python(
            "return len(response) < $n",
            """
            length = len(response.strip())
            return length < $n
            """,
            """
            total = sum(1 for _ in response)
            if total >= $n:
                return False
            return True
            """)
        .mutant("return len(response.split()) < $n", "Use fewer than $n words.")
        .mutant("return len(response) > $n", "Write more than $n characters.");
  }

  private static Family oneSentenceOfWords() {
    return Family.named("one-sentence-of-words")
        .drawN(12, 40)
        .say(
            "Answer with a single sentence of exactly $n words.",
            "Reply in one sentence that has exactly $n words.",
            "Write only one sentence, and make it exactly $n words long.")
        .hear("single sentence that (?:is|has) exactly $n words(?: long)?")
        .check((p, t) -> Read.words(t).size() == p.n() && Read.sentences(t).size() == 1)
        .comply((p, t, d) -> t.oneSentence(p.n(), d))
        .violate(
            (p, t, d) ->
                d.chance(0.5) ? t.oneSentence(p.n() + d.pick(-2, 1, 3), d) : t.exactly(p.n(), d))
        .python(
            """
            sentences = [s for s in re.split(r"[.!?]+", response) if s.strip()]
            return len(sentences) == 1 and len(response.split()) == $n
            """,
            """
            text_body = response.strip()
            if len(text_body.split()) != $n:
                return False
            return sum(text_body.count(mark) for mark in ".!?") == 1
            """)
        .mutant(
            """
            words = response.split()
            return len(words) == $n
            """,
            "Use exactly $n words.");
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
}
