package org.autoif.pipeline.teacher.rules.book;

import java.util.List;
import java.util.Locale;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Read;
import org.autoif.pipeline.teacher.rules.Topic;

/** Lower and upper case. */
final class CasingFamilies {
  private CasingFamilies() {}

  static List<Family> all() {
    return List.of(lower(), upper(), titled(), alternatingWords(), shouted());
  }

  private static Family lower() {
    return Family.named("all-lowercase")
        .say(
            "Write everything in lowercase letters.",
            "Use only lowercase letters, without a single capital.",
            "Do not use any capital letters.",
            "Your whole answer must be in lower case.")
        .hear("(?:all|only|entirely in) lower-?case", "no (?:capital|uppercase) letters")
        .check((p, t) -> t.equals(lower(t)) && Read.has(t, "[a-z]"))
        .comply((p, t, d) -> lower(t.prose(d)))
        .violate(
            (p, t, d) -> {
              String text = t.prose(d);
              return d.chance(0.5) ? text : Topic.capital(lower(text));
            })
        .python(
            "return response == response.lower() and any(c.isalpha() for c in response)",
            "return response.islower()",
            "return not re.search(r\"[A-Z]\", response) and bool(re.search(r\"[a-z]\", response))")
        .mutant("return response[:1].islower()", "Begin the answer with a lowercase letter.")
        .mutant(
            "return any(c.islower() for c in response)", "Include at least one lowercase letter.");
  }

  private static Family upper() {
    return Family.named("all-uppercase")
        .say(
            "Write everything in capital letters.",
            "Use only uppercase letters, as if you were shouting.",
            "Your whole answer must be in upper case.",
            "Do not use any lowercase letters.")
        .hear(
            "(?:all|only|entirely in) (?:upper-?case|capitals|caps|capital letters)",
            "no lowercase letters")
        .check((p, t) -> t.equals(upper(t)) && Read.has(t, "[A-Z]"))
        .comply((p, t, d) -> upper(t.prose(d)))
        .violate(
            (p, t, d) -> d.chance(0.5) ? t.prose(d) : upper(t.sentence(d)) + " " + t.sentence(d))
        .python(
            "return response == response.upper() and any(c.isalpha() for c in response)",
            "return response.isupper()",
            """
            letters = [c for c in response if c.isalpha()]
            if not letters:
                return False
            return all(c.isupper() for c in letters)
            """)
        .mutant("return any(c.isupper() for c in response)", "Include at least one capital letter.")
        .mutant("return response.istitle()", "Begin every word with a capital letter.");
  }

  private static Family titled() {
    return Family.named("title-case")
        .say(
            "Begin every word with a capital letter.",
            "Write the answer in title case, with each word capitalised.",
            "Capitalise the first letter of each word.")
        .hear("capitali[sz]e (?:the first letter of )?(?:each|every) word", "in title case")
        .check((p, t) -> Read.all(Read.words(t), w -> Character.isUpperCase(w.charAt(0))))
        .comply((p, t, d) -> titled(t.prose(d)))
        .violate(
            (p, t, d) -> d.chance(0.6) ? t.prose(d) : titled(t.sentence(d)) + " " + t.sentence(d))
        .python(
            """
            words = response.split()
            return bool(words) and all(word[0].isupper() for word in words)
            """,
            """
            found = False
            for word in response.split():
                found = True
                if not word[0].isupper():
                    return False
            return found
            """,
            "return bool(re.fullmatch(r\"\\s*(?:[A-Z]\\S*\\s*)+\", response)) "
                + "and not re.search(r\"(?:^|\\s)[^A-Z\\s]\", response)")
        .mutant("return response[:1].isupper()", "Begin the answer with a capital letter.")
        .mutant(
            """
            sentences = re.split(r"[.!?]\\s+", response.strip())
            return all(s[:1].isupper() for s in sentences)
            """,
            "Begin every sentence with a capital letter.");
  }

  private static Family alternatingWords() {
    return Family.named("alternating-case-words")
        .say(
            "Alternate between uppercase words and lowercase words, starting with an uppercase one.",
            "Write every odd word in capitals and every even word in lowercase.")
        .hear("alternat\\w+ between (?:all )?upper-?case and (?:all )?lower-?case words")
        .check((p, t) -> t.equals(alternating(t)) && Read.words(t).size() > 1)
        .comply((p, t, d) -> alternating(t.prose(d)))
        .violate(
            (p, t, d) ->
                d.pick(t.prose(d), upper(t.prose(d)), alternating("So " + t.bare(d)).substring(3)))
        .python(
            """
            words = response.split()
            if len(words) < 2:
                return False
            return all(w == (w.upper() if i % 2 == 0 else w.lower()) for i, w in enumerate(words))
            """,
            """
            words = response.split()
            for i, word in enumerate(words):
                expected = word.lower() if i % 2 else word.upper()
                if word != expected:
                    return False
            return len(words) >= 2
            """)
        .mutant(
            """
            words = response.split()
            return any(w.isupper() for w in words) and any(w.islower() for w in words)
            """,
            "Use uppercase words as well as lowercase words.");
  }

  private static Family shouted() {
    return Family.named("capital-words-at-least")
        .drawN(2, 5)
        .say(
            "Write at least $n words in all capital letters.",
            "Put at least $N words in capitals for emphasis.",
            "Include no fewer than $N words in full capitals.")
        .hear("at least $n (?:words in all capital letters|all-caps words)")
        .check((p, t) -> Read.count(t, "\\b[A-Z]{2,}\\b") >= p.n())
        .comply((p, t, d) -> shout(p.n() + d.between(0, 2), t, d))
        .violate((p, t, d) -> shout(d.between(0, p.n() - 1), t, d))
        .python(
            "return len(re.findall(r\"\\b[A-Z]{2,}\\b\", response)) >= $n",
            """
            words = [w.strip(".,!?;:") for w in response.split()]
            shouted = [w for w in words if len(w) > 1 and w.isupper()]
            return len(shouted) >= $n
            """)
        .mutant(
            "return sum(1 for c in response if c.isupper()) >= $n",
            "Use at least $n capital letters.")
        .mutant(
            "return len(re.findall(r\"\\b[A-Z]\\w*\", response)) >= $n",
            "Begin at least $n words with a capital letter.");
  }

  private static String shout(int count, Topic topic, Dice dice) {
    String[] words = topic.exactly(10 + 3 * count, dice).split(" ");
    for (int i = 0; i < count; i++) {
      words[2 + 3 * i] = "REALLY";
    }
    return String.join(" ", words);
  }

  private static String alternating(String text) {
    List<String> words = Read.words(text);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      all.append(i == 0 ? "" : " ").append(i % 2 == 0 ? upper(words.get(i)) : lower(words.get(i)));
    }
    return all.toString();
  }

  private static String titled(String text) {
    return String.join(" ", Read.words(text).stream().map(Topic::capital).toList());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
