package org.autoif.pipeline.teacher.rules.book;

import java.util.List;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Read;
import org.autoif.pipeline.teacher.rules.Topic;

/** How many words, sentences, paragraphs, lines and characters. */
final class CountFamilies {
  private CountFamilies() {}

  static List<Family> all() {
    return List.of(
        exactWords(),
        mostWords(),
        leastWords(),
        exactSentences(),
        mostSentences(),
        exactParagraphs(),
        exactLines());
  }

  private static Family exactWords() {
    return Family.named("words-exactly")
        .drawN(6, 70)
        .say(
            "Use exactly $n words.",
            "Write your answer in exactly $n words, no more and no fewer.",
            "The whole answer must be exactly $n words long.",
            "Make the answer precisely $n words in length.")
        .hear("(?:exactly|precisely) $n words", "$n-word story")
        .check((p, t) -> Read.words(t).size() == p.n())
        .comply((p, t, d) -> t.exactly(p.n(), d))
        .violate((p, t, d) -> t.exactly(Math.max(1, p.n() + d.pick(-4, -2, 3, 6, 11)), d))
        .python(
            "return len(response.split()) == $n",
            """
            words = response.strip().split()
            count = len(words)
            return count == $n
            """,
            """
            tokens = re.findall(r"\\S+", response)
            return len(tokens) == $n
            """,
            """
            total = 0
            for _ in response.split():
                total += 1
            return total == $n
            """)
        .mutant(
            """
            word_count = len(response.split())
            return word_count <= $n
            """,
            "Use at most $n words.")
        .mutant("return len(response) == $n", "Use exactly $n characters.");
  }

  private static Family mostWords() {
    return Family.named("words-at-most")
        .drawN(10, 60)
        .say(
            "Use at most $n words.",
            "Keep the answer to $n words or fewer.",
            "Do not use more than $n words in total.",
            "Your answer must not exceed $n words.")
        .hear(
            "(?:no|not) more than $n words",
            "within $n words",
            "(?:max(?:imum)?|limit) of $n words")
        .check((p, t) -> Read.words(t).size() <= p.n())
        .comply((p, t, d) -> t.exactly(d.between(Math.max(1, p.n() / 3), p.n()), d))
        .violate((p, t, d) -> t.exactly(p.n() + d.pick(3, 9, 20), d))
        .python(
            "return len(response.split()) <= $n",
            """
            words = response.split()
            if len(words) > $n:
                return False
            return True
            """,
            """
            tokens = re.findall(r"\\S+", response)
            return len(tokens) <= $n
            """)
        .mutant("return len(response) <= $n", "Use at most $n characters.")
        .mutant("return len(response.split()) >= $n", "Use at least $n words.");
  }

  private static Family leastWords() {
    return Family.named("words-at-least")
        .drawN(15, 80)
        .say(
            "Use at least $n words.",
            "Write no fewer than $n words.",
            "The answer must contain a minimum of $n words.",
            "Make your answer $n words or longer.")
        .hear("(?:no|not) less than $n words")
        .check((p, t) -> Read.words(t).size() >= p.n())
        .comply((p, t, d) -> t.exactly(p.n() + d.between(0, 15), d))
        .violate((p, t, d) -> t.exactly(Math.max(1, p.n() - d.pick(3, 7, 14)), d))
        .python(
            "return len(response.split()) >= $n",
            """
            words = response.split()
            if len(words) < $n:
                return False
            return True
            """,
            """
            tokens = re.findall(r"\\S+", response)
            return len(tokens) >= $n
            """)
        .mutant("return len(response) >= $n", "Use at least $n characters.")
        .mutant("return len(set(response.split())) >= $n + 10", "Use many different words.");
  }

  private static Family exactSentences() {
    return Family.named("sentences-exactly")
        .drawN(2, 7)
        .say(
            "Write exactly $n sentences.",
            "Answer in exactly $N sentences.",
            "The answer must consist of $N sentences, no more and no fewer.",
            "Use precisely $N full sentences.")
        .hear("(?:exactly|precisely|just|only) $n sentences", "in $n sentences")
        .check((p, t) -> Read.sentences(t).size() == p.n())
        .comply((p, t, d) -> t.sentences(p.n(), d))
        .violate((p, t, d) -> t.sentences(Math.max(1, p.n() + d.pick(-1, 1, 2, 3)), d))
        .python(
            """
            sentences = [s for s in re.split(r"[.!?]+", response) if s.strip()]
            return len(sentences) == $n
            """,
            """
            parts = re.split(r"(?<=[.!?])\\s+", response.strip())
            parts = [p for p in parts if p]
            return len(parts) == $n
            """,
            """
            count = 0
            for piece in response.replace("!", ".").replace("?", ".").split("."):
                if piece.strip():
                    count += 1
            return count == $n
            """)
        .mutant("return response.count(\".\") >= $n", "Use at least $n full stops.")
        .mutant(
            """
            sentences = response.split(".")
            return len(sentences) == $n
            """,
            "Use one full stop fewer than $n.");
  }

  private static Family mostSentences() {
    return Family.named("sentences-at-most")
        .drawN(2, 5)
        .say(
            "Use at most $n sentences.",
            "Keep the answer to $N sentences or fewer.",
            "Do not write more than $N sentences.")
        .hear("(?:no|not) more than $n sentences")
        .check((p, t) -> Read.sentences(t).size() <= p.n())
        .comply((p, t, d) -> t.sentences(d.between(1, p.n()), d))
        .violate((p, t, d) -> t.sentences(p.n() + d.between(1, 4), d))
        .python(
            """
            sentences = [s for s in re.split(r"[.!?]+", response) if s.strip()]
            return len(sentences) <= $n
            """,
            """
            ends = re.findall(r"[.!?]+(?=\\s|$)", response.strip())
            return len(ends) <= $n
            """)
        .mutant(
            """
            sentences = [s for s in re.split(r"[.!?]+", response) if s.strip()]
            return len(sentences) < $n
            """,
            "Write fewer than $n sentences.")
        .mutant("return len(response.splitlines()) <= $n", "Use at most $n lines.");
  }

  private static Family exactParagraphs() {
    return Family.named("paragraphs-exactly")
        .drawN(2, 5)
        .say(
            "Write exactly $n paragraphs separated by blank lines.",
            "Divide the answer into exactly $N paragraphs with a blank line between them.",
            "The answer must have $N paragraphs, each divided from the next by an empty line.")
        .hear("(?:exactly|precisely|in|into|of) $n paragraphs")
        .check((p, t) -> Read.paragraphs(t).size() == p.n())
        .comply((p, t, d) -> paragraphs(p.n(), "\n\n", t, d))
        .violate(
            (p, t, d) ->
                d.chance(0.4)
                    ? paragraphs(p.n(), "\n", t, d)
                    : paragraphs(p.n() + d.pick(-1, 1, 2), "\n\n", t, d))
        .python(
            """
            paragraphs = [p for p in response.split("\\n\\n") if p.strip()]
            return len(paragraphs) == $n
            """,
            """
            blocks = re.split(r"\\n\\s*\\n", response.strip())
            return len([b for b in blocks if b.strip()]) == $n
            """)
        .mutant(
            """
            paragraphs = [p for p in response.split("\\n") if p.strip()]
            return len(paragraphs) == $n
            """,
            "Write exactly $n lines.")
        .mutant("return response.count(\"\\n\\n\") == $n", "Use exactly $n blank lines.");
  }

  private static Family exactLines() {
    return Family.named("lines-exactly")
        .drawN(3, 8)
        .say(
            "Write exactly $n lines.",
            "The answer must be exactly $N lines long, without blank lines.",
            "Spread the answer over exactly $N lines of text.")
        .hear("(?:exactly|precisely) $n lines", "\\($n lines with")
        .check((p, t) -> Read.lines(t).size() == p.n())
        .comply((p, t, d) -> paragraphs(p.n(), "\n", t, d))
        .violate((p, t, d) -> paragraphs(Math.max(1, p.n() + d.pick(-2, -1, 1, 3)), "\n", t, d))
        .python(
            """
            lines = [line for line in response.splitlines() if line.strip()]
            return len(lines) == $n
            """,
            """
            count = 0
            for line in response.split("\\n"):
                if line.strip() != "":
                    count += 1
            return count == $n
            """)
        .mutant("return response.count(\"\\n\") == $n", "Use exactly $n line breaks.")
        .mutant("return len(response.splitlines()) >= $n", "Write at least $n lines.");
  }

  private static String paragraphs(int count, String between, Topic topic, Dice dice) {
    return String.join(between, List.of(topic.sentences(count, dice).split("(?<=\\.) ")));
  }
}
