package org.autoif.pipeline.teacher.rules.book;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Params;
import org.autoif.pipeline.teacher.rules.Read;
import org.autoif.pipeline.teacher.rules.Topic;

/** Words and phrases that must or must not be there. */
final class WordingFamilies {
  private static final List<String> KEYWORDS =
      List.of(
          "river", "lantern", "amber", "compass", "harvest", "velvet", "orchard", "mirror",
          "thunder", "meadow", "copper", "island", "puzzle", "feather", "harbor", "saffron");
  private static final List<String> OPENERS =
      List.of("certainly", "imagine", "today", "listen", "consider", "honestly", "briefly");
  private static final List<String> CLOSERS =
      List.of(
          "That is all for now.",
          "Hope this helps!",
          "The rest is up to you.",
          "End of answer.",
          "Thanks for asking!",
          "More on this another day.");
  private static final List<String> BANNED =
      List.of("very", "things", "and", "the", "with", "about", "when", "more");

  private WordingFamilies() {}

  static List<Family> all() {
    return List.of(
        startsWith(), endsWith(), keywords(), keywordTimes(), forbidden(), sameEnds(), bookends());
  }

  private static Family startsWith() {
    return Family.named("starts-with-word")
        .draw(d -> Params.word(d.pick(OPENERS)))
        .say(
            "Start the answer with the word \"$word\".",
            "The very first word must be \"$word\".",
            "Begin your answer with '$word'.")
        .hear(
            "(?:start|begin)s? (?:your|the) (?:response|reply|text) with (?:the word )?[\"'‘]$word[\"'’]")
        .check(
            (p, t) ->
                t.strip()
                    .toLowerCase(Locale.ROOT)
                    .matches("(?s)" + Pattern.quote(p.word()) + "\\b.*"))
        .comply((p, t, d) -> Topic.capital(p.word()) + ", " + t.prose(d))
        .violate(
            (p, t, d) -> d.pick(t.prose(d), t.sentence(d) + " " + Topic.capital(p.word()) + "."))
        .python(
            """
            words = response.strip().split()
            return bool(words) and words[0].strip(".,!?:;").lower() == "$word"
            """,
            "return re.match(r\"(?i)\\s*$word\\b\", response) is not None",
            """
            cleaned = re.sub(r"[^a-z ]", " ", response.lower()).split()
            return cleaned[:1] == ["$word"]
            """)
        .mutant("return \"$word\" in response.lower()", "Include the word \"$word\" at least once.")
        .mutant(
            "return response.strip().startswith(\"$word\")",
            "Start the answer with a lowercase \"$word\".");
  }

  private static Family endsWith() {
    return Family.named("ends-with-phrase")
        .draw(d -> Params.NONE.and("phrase", d.pick(CLOSERS)))
        .sensible(p -> LetterFamilies.has(p.get("phrase")))
        .say(
            "End the answer with the exact phrase \"$phrase\"",
            "Finish with the exact words \"$phrase\" and nothing after them.",
            "The last thing in your answer must be the phrase \"$phrase\"")
        .check((p, t) -> t.strip().endsWith(p.get("phrase")))
        .comply((p, t, d) -> t.prose(d) + " " + p.get("phrase"))
        .violate((p, t, d) -> d.pick(t.prose(d), p.get("phrase") + " " + t.prose(d)))
        .python(
            "return response.strip().endswith(\"$phrase\")",
            """
            ending = "$phrase"
            tail = response.rstrip()[-len(ending):]
            return tail == ending
            """)
        .mutant("return \"$phrase\" in response", "Include the exact phrase \"$phrase\" somewhere.")
        .mutant(
            """
            ending = "$phrase"
            return response.strip().startswith(ending)
            """,
            "Begin the answer with the exact phrase \"$phrase\"");
  }

  private static Family keywords() {
    return Family.named("keywords")
        .draw(d -> Params.words(d.some(d.between(2, 3), KEYWORDS)))
        .say(
            "Include the words $words in your answer.",
            "Work all of the following words into the answer: $words.",
            "The answer must mention $words.")
        .hear("(?:include|use|mention) (?:all of )?(?:the|these) (?:key)?words:? $words")
        .check((p, t) -> p.words().stream().allMatch(w -> contains(t, w)))
        .comply((p, t, d) -> t.prose(d) + remark(p.words(), d))
        .violate((p, t, d) -> t.prose(d) + remark(p.words().subList(1, p.words().size()), d))
        .python(
            """
            lowered = response.lower()
            return all(word in lowered for word in $words)
            """,
            """
            required = $words
            for word in required:
                if not re.search(r"\\b" + re.escape(word) + r"\\b", response, re.IGNORECASE):
                    return False
            return True
            """,
            """
            present = set(re.findall(r"[a-z]+", response.lower()))
            return set($words) <= present
            """)
        .mutant(
            """
            lowered = response.lower()
            return any(word in lowered for word in $words)
            """,
            "Include at least one of the words $words.")
        .mutant(
            "return all(word in response.split() for word in $words)",
            "Let $words stand between spaces in lowercase.");
  }

  private static Family keywordTimes() {
    return Family.named("keyword-at-least")
        .draw(d -> Params.word(d.pick(KEYWORDS)).and("n", "" + d.between(2, 4)))
        .say(
            "Use the word \"$word\" at least $n times.",
            "The word '$word' must appear at least $N times.",
            "Mention the word \"$word\" no fewer than $N times.")
        .check((p, t) -> times(t, p.word()) >= p.n())
        .comply((p, t, d) -> t.prose(d) + mentions(p.word(), p.n() + d.between(0, 1)))
        .violate((p, t, d) -> t.prose(d) + mentions(p.word(), d.between(0, p.n() - 1)))
        .python(
            "return response.lower().count(\"$word\") >= $n",
            "return len(re.findall(r\"\\b$word\\b\", response, flags=re.IGNORECASE)) >= $n",
            """
            words = [w.strip(".,;:!?").lower() for w in response.split()]
            return words.count("$word") >= $n
            """)
        .mutant(
            "return response.lower().count(\"$word\") > $n",
            "Use the word \"$word\" more than $n times.")
        .mutant(
            "return \"$word\" in response.lower()", "Include the word \"$word\" at least once.");
  }

  private static Family forbidden() {
    return Family.named("forbidden-words")
        .draw(d -> Params.words(d.some(d.between(2, 3), BANNED)))
        .say(
            "Do not use the words $words.",
            "Avoid the words $words completely.",
            "None of the words $words may appear in the answer.")
        .hear("(?:without (?:using )?|never use )(?:the|these) words:? $words")
        .check((p, t) -> p.words().stream().noneMatch(w -> contains(t, w)) && LetterFamilies.has(t))
        .comply((p, t, d) -> LetterFamilies.salad(t, d, w -> !p.words().contains(w)))
        .violate((p, t, d) -> t.prose(d) + " Let me add " + d.pick(p.words()) + " here.")
        .python(
            """
            words = re.findall(r"[a-z]+", response.lower())
            return bool(words) and not any(w in $words for w in words)
            """,
            """
            banned = set($words)
            used = {w.strip(".,;:!?\\"'()").lower() for w in response.split()}
            return bool(used) and banned.isdisjoint(used)
            """)
        .mutant(
            """
            lowered = response.lower()
            return not all(word in lowered for word in $words)
            """,
            "Do not use all of the words $words together.")
        .mutant(
            "return all(word not in response for word in $words)",
            "Avoid the strings $words even inside longer words.");
  }

  private static Family sameEnds() {
    return Family.named("first-word-is-last")
        .say(
            "End the answer with the same word that it starts with.",
            "The first and the last word of the answer must be identical.",
            "Let your answer open and close with one and the same word.")
        .check(
            (p, t) -> {
              List<String> words = Read.letterRuns(t.toLowerCase(Locale.ROOT));
              return words.size() > 1 && words.get(0).equals(words.get(words.size() - 1));
            })
        .comply((p, t, d) -> circle(d.pick(t.words()), t, d))
        .violate((p, t, d) -> t.prose(d))
        .python(
            """
            words = re.findall(r"[a-z]+", response.lower())
            return len(words) > 1 and words[0] == words[-1]
            """,
            """
            words = [w.strip(".,;:!?").lower() for w in response.split()]
            if len(words) < 2:
                return False
            return words[0] == words[-1]
            """)
        .mutant(
            """
            words = response.split()
            return len(words) > 1 and words[0] == words[-1]
            """,
            "The first and the last word must be identical in case and punctuation.");
  }

  private static Family bookends() {
    return Family.named("greeting-and-sign-off")
        .draw(d -> Params.word(d.pick("dear reader", "hello there", "good evening")))
        .say(
            "Begin with the greeting \"$word\" and finish with the word \"goodbye\".",
            "Open the answer with \"$word\" and close it with \"goodbye\".")
        .check(
            (p, t) ->
                t.toLowerCase(Locale.ROOT).strip().startsWith(p.word())
                    && t.toLowerCase(Locale.ROOT).replaceAll("[\\s.!]+$", "").endsWith("goodbye"))
        .comply(
            (p, t, d) ->
                Topic.capital(p.word()) + ", " + t.prose(d) + d.pick(" Goodbye.", " Goodbye!"))
        .violate(
            (p, t, d) ->
                d.pick(Topic.capital(p.word()) + ", " + t.prose(d), t.prose(d) + " Goodbye."))
        .python(
            """
            lowered = response.lower().strip()
            return lowered.startswith("$word") and lowered.rstrip(".! ").endswith("goodbye")
            """,
            "return re.fullmatch(r\"(?is)\\s*$word\\b.*\\bgoodbye[.!]*\\s*\", response) is not None")
        .mutant(
            """
            lowered = response.lower()
            return "$word" in lowered or "goodbye" in lowered
            """,
            "Include \"$word\" or \"goodbye\" in the answer.");
  }

  private static String circle(String word, Topic topic, Dice dice) {
    return Topic.capital(word)
        + " comes first. "
        + topic.prose(dice)
        + " In the end it is all about "
        + word
        + ".";
  }

  private static String remark(List<String> words, Dice dice) {
    String lead = dice.pick(" It reminds me of the", " Picture the");
    return lead + " " + String.join(" beside the ", words) + ".";
  }

  private static String mentions(String word, int times) {
    return (" Think of the " + word + ".").repeat(times);
  }

  private static boolean contains(String text, String word) {
    return times(text, word) > 0;
  }

  private static int times(String text, String word) {
    return Read.count(text, "(?i)\\b" + Pattern.quote(word) + "\\b");
  }
}
