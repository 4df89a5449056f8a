package org.autoif.pipeline.teacher.rules.book;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Read;
import org.autoif.pipeline.teacher.rules.Topic;

/** Hashtags and emojis. */
final class OrnamentFamilies {
  private static final String EMOJI = "[\\x{1F300}-\\x{1FAFF}\\x{2600}-\\x{27BF}]";
  private static final String PY_EMOJI = "[\\U0001F300-\\U0001FAFF\\u2600-\\u27BF]";
  private static final List<String> FACES = List.of("😀", "🎉", "🌱", "🚀", "🐢", "🍀", "🎈", "🌞");

  private OrnamentFamilies() {}

  static List<Family> all() {
    return List.of(hashtags(), emoji(), onlyEmoji());
  }

  private static Family hashtags() {
    return Family.named("hashtags-exactly")
        .drawN(2, 5)
        .say(
            "Add exactly $n hashtags.",
            "Use exactly $N hashtags such as #example.",
            "The answer must contain precisely $N hashtags.")
        .check((p, t) -> Read.count(t, "#\\w+") == p.n())
        .comply((p, t, d) -> t.prose(d) + tags(p.n(), t, d))
        .violate((p, t, d) -> t.prose(d) + tags(Math.max(0, p.n() + d.pick(-2, -1, 1, 2)), t, d))
        .python(
            "return len(re.findall(r\"#\\w+\", response)) == $n",
            """
            tags = [w for w in response.split() if w.startswith("#") and len(w) > 1]
            return len(tags) == $n
            """)
        .mutant("return \"#\" in response", "Use at least one hashtag.")
        .mutant("return len(re.findall(r\"#\\w+\", response)) >= $n", "Add at least $n hashtags.");
  }

  private static Family emoji() {
    return Family.named("emoji-exactly")
        .drawN(2, 5)
        .say(
            "Use exactly $n emojis.",
            "Include exactly $N emojis in the answer.",
            "Decorate the answer with precisely $N emojis.")
        .check((p, t) -> Read.count(t, EMOJI) == p.n())
        .comply((p, t, d) -> t.prose(d) + faces(p.n(), d))
        .violate((p, t, d) -> t.prose(d) + faces(Math.max(0, p.n() + d.pick(-2, -1, 1, 2)), d))
        .python(
            "return len(re.findall(r\"" + PY_EMOJI + "\", response)) == $n",
            """
            count = 0
            for char in response:
                code = ord(char)
                if 0x1F300 <= code <= 0x1FAFF or 0x2600 <= code <= 0x27BF:
                    count += 1
            return count == $n
            """)
        .mutant(
            "return any(ord(c) > 127 for c in response)",
            "Use at least one character that is not ASCII.")
        .mutant("return sum(ord(c) > 0x2600 for c in response) >= $n", "Use at least $n emojis.");
  }

  private static Family onlyEmoji() {
    return Family.named("only-emoji")
        .say(
            "Answer with emojis only, without any letters or digits.",
            "Use nothing but emojis.",
            "The whole answer must consist of emojis.")
        .hear("(?:answer|respond|reply) with emojis? only", "translate your answer into emojis")
        .lexical()
        .check((p, t) -> t.strip().matches("(?:" + EMOJI + "\\s*)+"))
        .comply((p, t, d) -> faces(d.between(3, 9), d).strip())
        .violate((p, t, d) -> d.pick(t.prose(d), t.sentence(d) + faces(3, d)))
        .python(
            """
            chars = [c for c in response if not c.isspace()]
            return bool(chars) and all(0x2600 <= ord(c) <= 0x1FAFF for c in chars)
            """,
            """
            found = False
            for c in response:
                if c.isspace():
                    continue
                if c.isalnum() or ord(c) < 0x2600:
                    return False
                found = True
            return found
            """)
        .mutant("return any(ord(c) >= 0x2600 for c in response)", "Use at least one emoji.")
        .mutant(
            "return all(ord(c) > 127 for c in response)",
            "Use no ASCII characters, not even spaces.");
  }

  private static String tags(int count, Topic topic, Dice dice) {
    return IntStream.range(0, count)
        .mapToObj(i -> " #" + dice.pick(topic.words()))
        .collect(Collectors.joining());
  }

  private static String faces(int count, Dice dice) {
    return IntStream.range(0, count)
        .mapToObj(i -> " " + dice.pick(FACES))
        .collect(Collectors.joining());
  }
}
