package org.autoif.pipeline.teacher.rules.book;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Params;
import org.autoif.pipeline.teacher.rules.Read;
import org.autoif.pipeline.teacher.rules.Topic;

/** Titles, emphasis, placeholders and other markup. */
final class MarkupFamilies {

  private MarkupFamilies() {}

  static List<Family> all() {
    return List.of(
        quoted(),
        title(),
        placeholders(),
        separated(),
        postscript(),
        heading(),
        codeBlock(),
        bold());
  }

  private static Family quoted() {
    return Family.named("wrapped-in-quotes")
        .say(
            "Wrap the whole answer in double quotation marks.",
            "Your entire answer must stand between double quotation marks.",
            "Put double quotes at the very beginning and the very end of the answer.")
        .check(
            (p, t) ->
                t.strip().length() > 2 && t.strip().startsWith("\"") && t.strip().endsWith("\""))
        .comply((p, t, d) -> "\"" + t.prose(d) + "\"")
        .violate(
            (p, t, d) ->
                d.pick(
                    t.prose(d),
                    "\"" + t.sentence(d) + "\" " + t.sentence(d),
                    "'" + t.prose(d) + "'"))
        .python(
            """
            s = response.strip()
            return len(s) > 2 and s.startswith('"') and s.endswith('"')
            """,
            """
            s = response.strip()
            if len(s) < 3:
                return False
            return s[0] == s[-1] == '"'
            """)
        .mutant("return response.count('\"') >= 2", "Use at least two double quotation marks.")
        .mutant("return response.strip().startswith('\"')", "Start with a double quotation mark.");
  }

  private static Family title() {
    return Family.named("title-in-angle-brackets")
        .say(
            "Give the answer a title in double angular brackets, such as <<a title>>.",
            "Put a title wrapped in << and >> into the answer.",
            "The answer must have a title enclosed in double angle brackets.")
        .hear("title(?:,)? wrapped in double angular brackets")
        .check((p, t) -> Read.has(t, "<<[^<>\\n]+>>"))
        .comply((p, t, d) -> "<<" + Topic.capital(d.pick(t.words())) + ">>\n\n" + t.prose(d))
        .violate(
            (p, t, d) ->
                d.pick("<", "**", "")
                    + Topic.capital(d.pick(t.words()))
                    + d.pick(">\n\n", "\n\n")
                    + t.prose(d))
        .python(
            "return re.search(r\"<<[^<>\\n]+>>\", response) is not None",
            """
            start = response.find("<<")
            end = response.find(">>", start + 2)
            return start >= 0 and end > start + 2
            """)
        .mutant(
            "return re.search(r\"<[^<>\\n]+>\", response) is not None",
            "Put something in single angle brackets.")
        .mutant(
            "return response.startswith(\"<<\") and response.endswith(\">>\")",
            "Enclose the whole answer in << and >> signs.");
  }

  private static Family placeholders() {
    return Family.named("placeholders-exactly")
        .drawN(2, 5)
        .say(
            "Include exactly $n placeholders in square brackets, such as [name].",
            "Use exactly $N placeholders written like [address].",
            "The answer must contain exactly $N placeholders enclosed in square brackets.")
        .hear("$n placeholders represented by square brackets")
        .check((p, t) -> Read.count(t, "\\[[^\\[\\]]+\\]") == p.n())
        .comply((p, t, d) -> t.sentence(d) + slots(p.n()))
        .violate((p, t, d) -> t.sentence(d) + slots(Math.max(0, p.n() + d.pick(-2, -1, 1))))
        .python(
            "return len(re.findall(r\"\\[[^\\[\\]]+\\]\", response)) == $n",
            """
            count = 0
            rest = response
            while "[" in rest and "]" in rest[rest.index("["):]:
                rest = rest[rest.index("[") + 1:]
                rest = rest[rest.index("]") + 1:]
                count += 1
            return count == $n
            """)
        .mutant(
            "return len(re.findall(r\"\\[[^\\[\\]]+\\]\", response)) >= $n",
            "Include at least $n placeholders in square brackets.")
        .mutant(
            "return \"[\" in response and \"]\" in response",
            "Include a placeholder in square brackets.");
  }

  private static Family separated() {
    return Family.named("two-parts")
        .draw(d -> Params.NONE.and("mark", d.pick("***", "---", "===", "~~~~")))
        .say(
            "Give two different answers separated by a line that reads $mark",
            "Split the answer into two parts with $mark between them.",
            "Write two parts divided by $mark and nothing else.")
        .check((p, t) -> parts(t, p.get("mark")))
        .comply((p, t, d) -> t.prose(d) + "\n" + p.get("mark") + "\n" + t.prose(d))
        .violate(
            (p, t, d) ->
                d.pick(
                    t.prose(d) + "\n\n" + t.prose(d),
                    t.prose(d) + "\n" + p.get("mark"),
                    t.sentence(d) + ("\n" + p.get("mark") + "\n" + t.sentence(d)).repeat(2)))
        .python(
            """
            parts = response.split("$mark")
            return len(parts) == 2 and all(p.strip() for p in parts)
            """,
            """
            if response.count("$mark") != 1:
                return False
            before, after = response.split("$mark")
            return bool(before.strip()) and bool(after.strip())
            """)
        .mutant("return \"$mark\" in response", "Use $mark at least once.")
        .mutant(
            "return len(response.split(\"$mark\")) == 3",
            "Write three parts divided twice by $mark.");
  }

  private static Family postscript() {
    return Family.named("postscript")
        .say(
            "Add a postscript that starts with \"P.S.\" at the end.",
            "Finish the answer with a postscript introduced by P.S.",
            "The last line must be a postscript beginning with P.S.")
        .hear("add a postscript starting with P\\.S")
        .check((p, t) -> !Read.lines(t).isEmpty() && last(t).matches("P\\.S\\..*\\w.*"))
        .comply((p, t, d) -> t.prose(d) + "\nP.S. " + t.sentence(d))
        .violate((p, t, d) -> d.pick(t.prose(d), "P.S. " + t.sentence(d) + "\n" + t.prose(d)))
        .python(
            """
            lines = response.strip().split("\\n")
            return lines[-1].strip().startswith("P.S.") and len(lines[-1].strip()) > 5
            """,
            "return re.search(r\"(?:^|\\n)[ \\t]*P\\.S\\.[^\\n]*\\w[^\\n]*\\s*\\Z\", response) is not None")
        .mutant("return \"P.S.\" in response", "Include P.S. anywhere in the answer.")
        .mutant("return \"ps\" in response.lower()", "Include the letters ps in a row.");
  }

  private static Family heading() {
    return Family.named("markdown-heading")
        .say(
            "Start the answer with a Markdown heading of the first level, such as \"# Title\".",
            "The first line must be a Markdown heading that begins with a single # sign.",
            "Open with a level-one Markdown heading.")
        .check((p, t) -> t.strip().matches("(?s)# \\S.*"))
        .comply((p, t, d) -> "# " + Topic.capital(d.pick(t.words())) + "\n\n" + t.prose(d))
        .violate(
            (p, t, d) ->
                d.pick(
                        "## " + Topic.capital(d.pick(t.words())) + "\n\n",
                        "",
                        t.sentence(d) + "\n\n# End\n")
                    + t.prose(d))
        .python(
            "return re.match(r\"\\s*# \\S\", response) is not None",
            """
            lines = response.strip().splitlines()
            return bool(lines) and lines[0].startswith("# ") and len(lines[0]) > 2
            """)
        .mutant("return \"# \" in response", "Include a Markdown heading somewhere.")
        .mutant(
            "return response.strip().startswith(\"#\")",
            "Start the answer with a Markdown heading of any level.");
  }

  private static Family codeBlock() {
    return Family.named("code-block")
        .say(
            "Include a code block fenced by triple backticks.",
            "Put part of the answer into a fenced code block.",
            "The answer must contain one block between lines of three backticks.")
        .check((p, t) -> Read.has(t, "(?s)```.*?```"))
        .comply(
            (p, t, d) -> t.sentence(d) + "\n```\n" + d.pick(t.words()) + "\n```\n" + t.sentence(d))
        .violate(
            (p, t, d) ->
                d.pick(
                    t.prose(d),
                    t.sentence(d) + "\n```\n" + d.pick(t.words()),
                    t.sentence(d) + " `" + d.pick(t.words()) + "`"))
        .python(
            "return re.search(r\"```.*?```\", response, re.DOTALL) is not None",
            "return response.count(\"```\") >= 2",
            """
            parts = response.split("```")
            return len(parts) >= 3
            """)
        .mutant("return \"`\" in response", "Use at least one backtick.")
        .mutant(
            "return response.strip().startswith(\"```\")",
            "Start the answer with triple backticks.");
  }

  private static Family bold() {
    return Family.named("bold-exactly")
        .drawN(2, 5)
        .say(
            "Make exactly $n phrases bold with double asterisks.",
            "Highlight exactly $N parts of the answer in **bold**.",
            "Exactly $N words or phrases must be in Markdown bold.")
        .check((p, t) -> Read.count(t, "\\*\\*[^*\\n]+\\*\\*") == p.n())
        .comply((p, t, d) -> bolded(p.n(), "**", t, d))
        .violate(
            (p, t, d) ->
                d.chance(0.25)
                    ? bolded(p.n(), "*", t, d)
                    : bolded(Math.max(0, p.n() + d.pick(-1, 1, 2)), "**", t, d))
        .python(
            "return len(re.findall(r\"\\*\\*[^*\\n]+\\*\\*\", response)) == $n",
            "return response.count(\"**\") == 2 * $n")
        .mutant(
            "return len(re.findall(r\"\\*[^*\\n]+\\*\", response)) >= $n",
            "Put at least $n phrases between asterisks.")
        .mutant("return response.count(\"**\") == $n", "Use the double asterisk exactly $n times.");
  }

  private static String slots(int count) {
    List<String> names = List.of("[name]", "[date]", "[place]", "[title]", "[time]", "[city]");
    return IntStream.range(0, count)
        .mapToObj(i -> " Fill in " + names.get(i % names.size()) + " here.")
        .collect(Collectors.joining());
  }

  private static String bolded(int count, String mark, Topic topic, Dice dice) {
    String all =
        IntStream.range(0, count)
            .mapToObj(i -> " Note " + mark + dice.pick(topic.words()) + mark + " well.")
            .collect(Collectors.joining());
    return topic.sentence(dice) + all;
  }

  private static boolean parts(String text, String mark) {
    String[] parts = text.split(java.util.regex.Pattern.quote(mark), -1);
    return parts.length == 2 && !parts[0].isBlank() && !parts[1].isBlank();
  }

  private static String last(String text) {
    List<String> lines = Read.lines(text);
    return lines.get(lines.size() - 1);
  }
}
