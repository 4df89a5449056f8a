package org.autoif.pipeline.teacher.rules.book;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Params;
import org.autoif.pipeline.teacher.rules.Read;
import org.autoif.pipeline.teacher.rules.Topic;

/** Shape and order of the sentences. */
final class SentenceFamilies {
  private static final String SPLIT =
      "sentences = re.split(r\"(?<=[.!?])\\s+\", response.strip())\n";

  private SentenceFamilies() {}

  static List<Family> all() {
    return List.of(
        questions(), lastQuestion(), sameLetter(), stop(), wordsEach(), shrinking(), repeated());
  }

  private static Family questions() {
    return Family.named("only-questions")
        .say(
            "Write every sentence as a question.",
            "Answer with questions only.",
            "Each sentence must end with a question mark.")
        .hear("(?:use )?only questions(?: to form your reply)?")
        .check((p, t) -> Read.all(Read.sentences(t), s -> s.endsWith("?")))
        .comply((p, t, d) -> asked(t, d) + " " + asked(t, d))
        .violate((p, t, d) -> d.pick(t.prose(d), t.sentence(d) + " " + asked(t, d)))
        .python(
            SPLIT + "return bool(response.strip()) and all(s.endswith(\"?\") for s in sentences)",
            """
            if "?" not in response:
                return False
            return not re.search(r"[.!]", response) and response.strip().endswith("?")
            """)
        .mutant("return response.strip().endswith(\"?\")", "End the answer with a question.")
        .mutant("return \"?\" in response", "Include at least one question mark.");
  }

  private static Family lastQuestion() {
    return Family.named("ends-with-question")
        .say(
            "End the answer with a question.",
            "The last sentence must be a question to the reader.",
            "Finish with a question mark.")
        .hear("(?:ends?|ending|conclude|close) with a question")
        .check((p, t) -> t.strip().endsWith("?"))
        .comply((p, t, d) -> t.prose(d) + " " + asked(t, d))
        .violate((p, t, d) -> d.pick(t.prose(d), asked(t, d) + " " + t.sentence(d)))
        .python(
            "return response.strip().endswith(\"?\")",
            "return re.search(r\"\\?\\s*$\", response) is not None",
            """
            stripped = response.rstrip()
            return len(stripped) > 0 and stripped[-1] == "?"
            """)
        .mutant("return \"?\" in response", "Include at least one question mark.")
        .mutant(
            SPLIT + "return all(s.endswith(\"?\") for s in sentences)",
            "Write every sentence as a question.");
  }

  private static Family sameLetter() {
    return Family.named("sentences-same-letter")
        .draw(d -> Params.letter(d.pick("a", "b", "m", "s", "t", "w")))
        .say(
            "Begin every sentence with the letter $letter.",
            "Each sentence must start with the letter \"$letter\".",
            "All sentences have to open with a word in '$letter'.")
        .check(
            (p, t) ->
                Read.all(Read.sentences(t), s -> Character.toLowerCase(s.charAt(0)) == p.letter()))
        .comply((p, t, d) -> opening(p, t, d) + " " + opening(p, t, d) + " " + opening(p, t, d))
        .violate(
            (p, t, d) ->
                d.pick(
                    t.prose(d),
                    opening(p, t, d) + " So " + t.bare(d) + ". Cats and " + t.bare(d) + "."))
        .python(
            SPLIT
                + "return bool(response.strip()) and all(s[0].lower() == \"$letter\" for s in sentences)",
            """
            starts = re.findall(r"(?:^|[.!?]\\s+)(\\w)", response.strip())
            return len(starts) > 0 and all(c.lower() == "$letter" for c in starts)
            """)
        .mutant(
            "return response.strip().lower().startswith(\"$letter\")",
            "Start the answer with the letter $letter.")
        .mutant(
            """
            words = response.lower().split()
            return bool(words) and all(w[0] == "$letter" for w in words)
            """,
            "Begin every word with the letter $letter.");
  }

  private static Family stop() {
    return Family.named("telegram")
        .say(
            "End every sentence with the word STOP, as in a telegram.",
            "Write like a telegram: each sentence finishes with STOP.",
            "Close each sentence with STOP in capitals.")
        .hear("as if it['’]s a telegram(?: STOP)?")
        .check((p, t) -> Read.all(Read.sentences(t), s -> s.matches("(?s).*\\bSTOP[.!?]?")))
        .comply((p, t, d) -> t.bare(d) + " STOP. " + t.bare(d) + " STOP.")
        .violate((p, t, d) -> d.pick(t.prose(d), t.bare(d) + " STOP. " + t.sentence(d)))
        .python(
            "sentences = [s.strip() for s in re.split(r\"[.!?]+\", response) if s.strip()]\n"
                + "return bool(sentences) and all(s.endswith(\"STOP\") for s in sentences)",
            """
            found = False
            for part in response.split("."):
                if not part.strip():
                    continue
                if part.split()[-1] != "STOP":
                    return False
                found = True
            return found
            """)
        .mutant("return \"STOP\" in response", "Include the word \"STOP\" at least once.")
        .mutant(
            "return response.strip().rstrip(\".\").endswith(\"STOP\")",
            "End the answer with the word STOP.");
  }

  private static Family wordsEach() {
    return Family.named("words-in-each-sentence")
        .drawN(5, 9)
        .say(
            "Every sentence must have exactly $n words.",
            "Write sentences of exactly $N words each.",
            "Make each sentence exactly $N words long.")
        .hear("(?:each|every) sentence (?:must|should) (?:have|contain) exactly $n words")
        .check((p, t) -> Read.all(Read.sentences(t), s -> Read.words(s).size() == p.n()))
        .comply((p, t, d) -> t.oneSentence(p.n(), d) + " " + t.oneSentence(p.n(), d))
        .violate(
            (p, t, d) ->
                t.oneSentence(p.n(), d)
                    + " "
                    + t.oneSentence(Math.max(1, p.n() + d.pick(-2, -1, 2)), d))
        .python(
            SPLIT
                + "return bool(response.strip()) and all(len(s.split()) == $n for s in sentences)",
            """
            sentences = [s for s in re.split(r"[.!?]+", response) if s.strip()]
            if not sentences:
                return False
            return {len(s.split()) for s in sentences} == {$n}
            """)
        .mutant(
            SPLIT + "return any(len(s.split()) == $n for s in sentences)",
            "At least one sentence must have $n words.")
        .mutant(
            SPLIT + "return all(len(s.split()) >= $n for s in sentences)",
            "Every sentence must have at least $n words.");
  }

  private static Family shrinking() {
    return Family.named("shrinking-sentences")
        .say(
            "Each sentence must have fewer words than the one before it.",
            "Let the sentences get shorter and shorter, word by word.",
            "Write sentences whose word counts strictly decrease.")
        .hear("each sentence decreasing in word count")
        .check((p, t) -> shrinking(Read.sentences(t)))
        .comply(
            (p, t, d) -> {
              int n = d.between(9, 14);
              return t.oneSentence(n, d)
                  + " "
                  + t.oneSentence(n - 3, d)
                  + " "
                  + t.oneSentence(n - 5, d);
            })
        .violate(
            (p, t, d) -> {
              int n = d.between(6, 9);
              return t.oneSentence(n, d)
                  + " "
                  + t.oneSentence(n + d.pick(0, 2), d)
                  + " "
                  + t.oneSentence(n - 2, d);
            })
        .python(
            SPLIT
                + "counts = [len(s.split()) for s in sentences]\n"
                + "return len(counts) > 1 and all(a > b for a, b in zip(counts, counts[1:]))",
            """
            sentences = [s for s in re.split(r"[.!?]+", response) if s.strip()]
            previous = None
            for s in sentences:
                size = len(s.split())
                if previous is not None and size >= previous:
                    return False
                previous = size
            return len(sentences) > 1
            """)
        .mutant(
            SPLIT
                + "counts = [len(s.split()) for s in sentences]\n"
                + "return len(counts) > 1 and counts[0] > counts[-1]",
            "The last sentence must have fewer words than the first.");
  }

  private static Family repeated() {
    return Family.named("first-sentence-again")
        .say(
            "Repeat the first sentence word for word at the end.",
            "Let the last sentence be identical to the first one.",
            "Close the answer by repeating its opening sentence exactly.")
        .check(
            (p, t) -> {
              List<String> all = Read.sentences(t);
              return all.size() > 1 && all.get(0).equals(all.get(all.size() - 1));
            })
        .comply(
            (p, t, d) -> {
              List<String> all = new ArrayList<>(t.lines(d.between(2, 4), d));
              return String.join(" ", all) + " " + all.get(0);
            })
        .violate((p, t, d) -> t.sentences(d.between(2, 4), d))
        .python(
            SPLIT + "return len(sentences) > 1 and sentences[0] == sentences[-1]",
            """
            parts = [s.strip() for s in re.split(r"[.!?]+", response) if s.strip()]
            if len(parts) < 2:
                return False
            return parts[0] == parts[-1]
            """)
        .mutant(SPLIT + "return len(set(sentences)) < len(sentences)", "Use some sentence twice.")
        .mutant(
            """
            words = response.split()
            return len(words) > 1 and words[0] == words[-1]
            """,
            "The first and the last word must be identical in case and punctuation.");
  }

  private static String asked(Topic topic, Dice dice) {
    return dice.pick("Is it true that ", "Have you noticed that ", "Did you know that ")
        + topic.bare(dice).toLowerCase(Locale.ROOT)
        + "?";
  }

  private static String opening(Params params, Topic topic, Dice dice) {
    String word = topic.fitting(1, dice, w -> w.charAt(0) == params.letter()).get(0);
    return Topic.capital(word) + " shows that " + topic.bare(dice).toLowerCase(Locale.ROOT) + ".";
  }

  private static boolean shrinking(List<String> sentences) {
    List<Integer> counts = sentences.stream().map(s -> Read.words(s).size()).toList();
    List<Integer> sorted = counts.stream().sorted((a, b) -> b - a).toList();
    return counts.size() > 1
        && counts.equals(sorted)
        && new HashSet<>(counts).size() == counts.size();
  }
}
