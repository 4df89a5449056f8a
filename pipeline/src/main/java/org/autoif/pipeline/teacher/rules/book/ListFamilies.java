package org.autoif.pipeline.teacher.rules.book;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Params;
import org.autoif.pipeline.teacher.rules.Read;
import org.autoif.pipeline.teacher.rules.Topic;

/** Lists and what stands at the edges of lines. */
final class ListFamilies {
  private static final String LINES =
      "lines = [l.strip() for l in response.splitlines() if l.strip()]\n";

  private ListFamilies() {}

  static List<Family> all() {
    return List.of(
        bullets(), onlyBullets(), numbered(), acrostic(), lineEnds(), lineStarts(), longerLines());
  }

  private static Family bullets() {
    return Family.named("bullets-exactly")
        .drawN(3, 7)
        .say(
            "Include a bulleted list of exactly $n items, each starting with \"- \".",
            "Give exactly $N bullet points, each on a line that begins with a hyphen.",
            "The answer must have exactly $N bullet points marked with '-'.")
        .hear("exactly $n (?:bullet points|bullets)")
        .check((p, t) -> Read.count(t, "^\\s*- ") == p.n())
        .comply((p, t, d) -> list(p.n(), i -> "- ", t, d))
        .violate(
            (p, t, d) ->
                d.chance(0.2)
                    ? list(p.n(), i -> i + ") ", t, d)
                    : list(Math.max(1, p.n() + d.pick(-1, 1, 2)), i -> "- ", t, d))
        .python(
            "return len(re.findall(r\"^\\s*- \", response, re.MULTILINE)) == $n",
            """
            bullets = [l for l in response.splitlines() if l.strip().startswith("- ")]
            return len(bullets) == $n
            """,
            """
            count = 0
            for line in response.split("\\n"):
                if line.lstrip()[:2] == "- ":
                    count += 1
            return count == $n
            """)
        .mutant("return response.count(\"-\") >= $n", "Use at least $n hyphens.")
        .mutant("return len(response.strip().splitlines()) == $n", "Write exactly $n lines.");
  }

  private static Family onlyBullets() {
    return Family.named("bullets-only")
        .say(
            "Write the whole answer as a bulleted list, every line starting with \"* \".",
            "Each line of the answer must be a bullet point marked with an asterisk.",
            "Answer only in bullet points, one a line, each led by an asterisk.")
        .hear("(?:respond|answer) with a list of bullet points")
        .check((p, t) -> Read.all(Read.lines(t), l -> l.startsWith("* ")))
        .comply((p, t, d) -> list(d.between(3, 6), i -> "* ", t, d))
        .violate((p, t, d) -> d.pick(t.prose(d), t.sentence(d) + "\n" + list(3, i -> "* ", t, d)))
        .python(
            LINES + "return bool(lines) and all(l.startswith(\"* \") for l in lines)",
            """
            if not response.strip():
                return False
            for line in response.strip().split("\\n"):
                if line.strip() and not re.match(r"\\s*\\*\\s", line):
                    return False
            return True
            """)
        .mutant("return \"* \" in response", "Include at least one bullet point.")
        .mutant("return response.strip().startswith(\"- \")", "Start the answer with a hyphen.");
  }

  private static Family numbered() {
    return Family.named("numbered-exactly")
        .drawN(3, 8)
        .say(
            "Include a numbered list of exactly $n items.",
            "Give a numbered list with exactly $N entries, written as \"1.\", \"2.\" and so on.",
            "Structure the answer as exactly $N numbered points.")
        .hear("numbered list (?:of|with) (?:exactly )?$n (?:items|points|entries|steps)")
        .check((p, t) -> Read.count(t, "^\\s*[0-9]+\\. ") == p.n())
        .comply((p, t, d) -> list(p.n(), i -> i + ". ", t, d))
        .violate(
            (p, t, d) ->
                d.chance(0.2)
                    ? list(p.n(), i -> "- ", t, d)
                    : list(Math.max(1, p.n() + d.pick(-1, 1, 2)), i -> i + ". ", t, d))
        .python(
            "return len(re.findall(r\"^\\s*\\d+\\. \", response, re.MULTILINE)) == $n",
            """
            items = [l for l in response.splitlines() if re.match(r"\\s*\\d+\\.\\s", l)]
            return len(items) == $n
            """)
        .mutant(
            "return len(re.findall(r\"\\d+\", response)) == $n",
            "Include exactly $n numbers written in digits.")
        .mutant("return \"$n.\" in response", "The answer must contain the number $n and a dot.");
  }

  private static Family acrostic() {
    return Family.named("acrostic")
        .draw(d -> Params.word(d.pick("sun", "hope", "tree", "star", "moon", "home", "wind")))
        .sensible(p -> p.word().matches("[a-z]{2,10}"))
        .say(
            "Let the first letters of the lines spell \"$word\".",
            "Write an acrostic: the lines must begin with the letters of \"$word\" in order.",
            "The initial letters of your lines, read downwards, must spell the word '$word'.")
        .check((p, t) -> initials(t).equals(p.word()))
        .comply((p, t, d) -> lines(p.word(), t, d))
        .violate(
            (p, t, d) ->
                d.pick(t.prose(d), lines(p.word() + "e", t, d), lines("x" + p.word(), t, d)))
        .python(
            LINES + "return \"\".join(l[0].lower() for l in lines) == \"$word\"",
            """
            letters = []
            for line in response.split("\\n"):
                if line.strip():
                    letters.append(line.strip()[0].lower())
            return letters == list("$word")
            """)
        .mutant(
            LINES + "return len(lines) == len(\"$word\")",
            "Write as many lines as \"$word\" has letters.")
        .mutant(
            "return \"$word\" in response.lower()", "Include the word \"$word\" at least once.");
  }

  private static Family lineEnds() {
    return Family.named("lines-end-with")
        .draw(d -> Params.NONE.and("phrase", d.pick("!", "?", ";", ":", "...")))
        .sensible(p -> p.get("phrase").matches("[^\\w\\s]{1,3}"))
        .say(
            "Write at least three lines, every one of which ends with the mark \"$phrase\"",
            "Use three or more lines and end each line with the mark \"$phrase\"")
        .check(
            (p, t) ->
                Read.lines(t).size() >= 3
                    && Read.all(Read.lines(t), l -> l.endsWith(p.get("phrase"))))
        .comply((p, t, d) -> ended(d.between(3, 5), p.get("phrase"), t, d))
        .violate(
            (p, t, d) ->
                d.pick(
                    ended(3, p.get("phrase"), t, d) + "\n" + t.sentence(d),
                    ended(2, p.get("phrase"), t, d)))
        .python(
            LINES + "return len(lines) >= 3 and all(l.endswith(\"$phrase\") for l in lines)",
            """
            lines = [l.rstrip() for l in response.split("\\n") if l.strip()]
            if len(lines) < 3:
                return False
            bad = [l for l in lines if not l.endswith("$phrase")]
            return not bad
            """)
        .mutant(
            "return response.strip().endswith(\"$phrase\")",
            "End the answer with the mark \"$phrase\"")
        .mutant(
            "return response.count(\"$phrase\") >= 3",
            "Use the mark \"$phrase\" at least three times.");
  }

  private static Family lineStarts() {
    return Family.named("lines-start-with-marker")
        .draw(d -> Params.NONE.and("phrase", d.pick(">>", "~", "->", "+")))
        .sensible(p -> p.get("phrase").matches("[^\\w\\s]{1,3}"))
        .say(
            "Begin every line with the marker \"$phrase\"",
            "Each line of the answer must start with the marker \"$phrase\"")
        .check((p, t) -> Read.all(Read.lines(t), l -> l.startsWith(p.get("phrase"))))
        .comply((p, t, d) -> list(d.between(2, 5), i -> p.get("phrase") + " ", t, d))
        .violate((p, t, d) -> list(d.between(2, 4), i -> i == 2 ? "" : p.get("phrase") + " ", t, d))
        .python(
            LINES + "return bool(lines) and all(l.startswith(\"$phrase\") for l in lines)",
            """
            checked = 0
            for line in response.split("\\n"):
                if not line.strip():
                    continue
                checked += 1
                if line.strip().find("$phrase") != 0:
                    return False
            return checked > 0
            """)
        .mutant(
            "return response.strip().startswith(\"$phrase\")",
            "Begin the answer with the marker \"$phrase\" once.")
        .mutant("return \"$phrase\" in response", "Use the mark \"$phrase\" at least once.");
  }

  private static Family longerLines() {
    return Family.named("growing-lines")
        .say(
            "Every line must be longer than the line above it.",
            "Write at least three lines, each with more characters than the one before.")
        .check((p, t) -> growing(Read.lines(t)))
        .comply((p, t, d) -> growing(d.between(3, 5), 3, t, d))
        .violate(
            (p, t, d) -> d.pick(growing(4, -3, t, d), t.sentence(d) + "\nYes.\n" + t.sentence(d)))
        .python(
            LINES
                + "return len(lines) >= 3 and all(len(a) < len(b) for a, b in zip(lines, lines[1:]))",
            """
            sizes = [len(l.strip()) for l in response.splitlines() if l.strip()]
            return len(sizes) >= 3 and sizes == sorted(set(sizes))
            """)
        .mutant(
            LINES + "return len(lines) > 1 and len(lines[0]) < len(lines[-1])",
            "Let the last line be longer than the first.");
  }

  private static String list(int count, IntFunction<String> mark, Topic topic, Dice dice) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> mark.apply(i) + topic.sentence(dice))
        .collect(Collectors.joining("\n"));
  }

  private static String lines(String initials, Topic topic, Dice dice) {
    return initials
        .chars()
        .mapToObj(
            c ->
                Topic.capital(topic.fitting(1, dice, w -> w.charAt(0) == c).get(0))
                    + " goes with "
                    + dice.pick(topic.words()))
        .collect(Collectors.joining("\n"));
  }

  private static String ended(int count, String mark, Topic topic, Dice dice) {
    return IntStream.range(0, count)
        .mapToObj(i -> topic.bare(dice) + mark)
        .collect(Collectors.joining("\n"));
  }

  private static String growing(int count, int step, Topic topic, Dice dice) {
    return IntStream.range(0, count)
        .mapToObj(i -> topic.exactly(step > 0 ? 3 + step * i : 12 + step * i, dice))
        .collect(Collectors.joining("\n"));
  }

  private static boolean growing(List<String> lines) {
    return lines.size() >= 3
        && IntStream.range(1, lines.size())
            .allMatch(i -> lines.get(i - 1).length() < lines.get(i).length());
  }

  private static String initials(String text) {
    return Read.lines(text).stream()
        .map(l -> l.substring(0, 1))
        .collect(Collectors.joining())
        .toLowerCase(Locale.ROOT);
  }
}
