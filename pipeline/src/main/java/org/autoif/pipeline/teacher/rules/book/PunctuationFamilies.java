package org.autoif.pipeline.teacher.rules.book;

import java.util.List;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Read;
import org.autoif.pipeline.teacher.rules.Topic;

/** Marks and digits. */
final class PunctuationFamilies {
  private static final String MARKS = "[!-/:-@\\[-`{-~]";

  private PunctuationFamilies() {}

  static List<Family> all() {
    return List.of(
        noCommas(),
        noMarks(),
        noDigits(),
        numbers(),
        exclamations(),
        semicolons(),
        parenthetical(),
        ellipsis());
  }

  private static Family noCommas() {
    return Family.named("no-commas")
        .say(
            "Do not use any commas.",
            "Write the answer without a single comma.",
            "Avoid commas altogether.")
        .hear("(?:no|any|without) (?:use of )?commas?")
        .check((p, t) -> !t.contains(",") && LetterFamilies.has(t))
        .comply((p, t, d) -> t.prose(d))
        .violate((p, t, d) -> d.pick("Well, ", "In short, ", "Yes, indeed, ") + t.prose(d))
        .python(
            "return bool(response.strip()) and \",\" not in response",
            """
            if not response.strip():
                return False
            return response.count(",") == 0
            """,
            """
            for char in response:
                if char == ",":
                    return False
            return len(response.strip()) > 0
            """)
        .mutant("return \", \" in response", "Use at least one comma.")
        .mutant("return response.count(\",\") <= 1", "Use at most one comma.");
  }

  private static Family noMarks() {
    return Family.named("no-punctuation")
        .say(
            "Do not use any punctuation marks.",
            "Write the answer without punctuation.",
            "Leave out all punctuation.")
        .hear("(?:avoid|no) (?:using )?(?:any )?punctuation(?: marks)?")
        .check((p, t) -> !Read.has(t, MARKS) && LetterFamilies.has(t))
        .comply((p, t, d) -> t.bare(d) + (d.chance(0.5) ? "" : " " + t.bare(d)))
        .violate((p, t, d) -> t.prose(d))
        .python(
            """
            marks = set(string.punctuation)
            return bool(response.strip()) and not any(c in marks for c in response)
            """,
            """
            if not response.strip():
                return False
            return re.search(r"[^\\w\\s]", response) is None
            """)
        .mutant(
            "return \".\" not in response and \",\" not in response",
            "Use neither full stops nor commas.")
        .mutant("return response.strip()[-1:].isalnum()", "Do not end with a punctuation mark.");
  }

  private static Family noDigits() {
    return Family.named("no-digits")
        .say(
            "Do not use any digits.",
            "Write the answer without digits; spell numbers out if you need them.",
            "The answer must not contain any numerals such as 1, 2 or 3.")
        .hear("(?:avoid|no) (?:using )?(?:any )?(?:digits|numerals)")
        .check((p, t) -> !Read.has(t, "[0-9]") && LetterFamilies.has(t))
        .comply((p, t, d) -> t.prose(d))
        .violate((p, t, d) -> t.prose(d) + " There are " + d.between(2, 99) + " reasons for it.")
        .python(
            "return bool(response.strip()) and not any(c.isdigit() for c in response)",
            "return bool(response.strip()) and re.search(r\"\\d\", response) is None",
            """
            digits = [c for c in response if c in string.digits]
            return len(digits) == 0 and response.strip() != ""
            """)
        .mutant("return not response.strip().isdigit()", "Do not answer with a bare number.")
        .mutant(
            "return not any(w.isdigit() and len(w) > 2 for w in response.split())",
            "Do not use numbers of three or more digits.");
  }

  private static Family numbers() {
    return Family.named("numbers-exactly")
        .drawN(2, 5)
        .say(
            "Include exactly $n numbers written in digits.",
            "Use exactly $N numerals in your answer.",
            "Mention precisely $N numbers, each written with digits.")
        .check((p, t) -> Read.count(t, "[0-9]+") == p.n())
        .comply((p, t, d) -> t.sentence(d) + figures(p.n(), d))
        .violate((p, t, d) -> t.sentence(d) + figures(Math.max(0, p.n() + d.pick(-2, -1, 1, 2)), d))
        .python(
            "return len(re.findall(r\"\\d+\", response)) == $n",
            """
            numbers = re.findall(r"[0-9]+", response)
            count = len(numbers)
            return count == $n
            """,
            """
            spaced = "".join(c if c.isdigit() else " " for c in response)
            return len(spaced.split()) == $n
            """)
        .mutant(
            "return sum(c.isdigit() for c in response) == $n", "Use exactly $n digit characters.")
        .mutant(
            "return len(re.findall(r\"\\d+\", response)) >= $n", "Include at least $n numbers.");
  }

  private static Family exclamations() {
    return marks("exclamation-marks", "exclamation mark", "!", "Wonderful! ");
  }

  private static Family semicolons() {
    return marks("semicolons", "semicolon", ";", "it is so; ");
  }

  private static Family marks(String name, String called, String mark, String sample) {
    return Family.named(name)
        .drawN(2, 5)
        .say(
            "Use exactly $n " + called + "s.",
            "The answer must contain exactly $N " + called + "s.",
            "Put precisely $N " + called + "s in your answer.")
        .check((p, t) -> Read.count(t, mark) == p.n())
        .comply((p, t, d) -> t.sentence(d) + " " + sample.repeat(p.n()) + t.sentence(d))
        .violate(
            (p, t, d) ->
                t.sentence(d)
                    + " "
                    + sample.repeat(Math.max(0, p.n() + d.pick(-2, -1, 1, 2)))
                    + t.sentence(d))
        .python(
            "return response.count(\"" + mark + "\") == $n",
            "found = re.findall(r\"" + mark + "\", response)\nreturn len(found) == $n",
            "total = 0\nfor char in response:\n    if char == \""
                + mark
                + "\":\n        total += 1\nreturn total == $n")
        .mutant("return response.count(\"" + mark + "\") >= $n", "Use at least $n " + called + "s.")
        .mutant("return \"" + mark + "\" in response", "Use at least one " + called + ".");
  }

  private static Family parenthetical() {
    return Family.named("parenthetical-remarks")
        .drawN(2, 4)
        .say(
            "Include exactly $n remarks in parentheses.",
            "Add exactly $N parenthetical remarks.",
            "Exactly $N asides must stand in round brackets.")
        .check((p, t) -> Read.count(t, "\\([^()]+\\)") == p.n())
        .comply((p, t, d) -> asides(p.n(), t, d))
        .violate((p, t, d) -> asides(Math.max(0, p.n() + d.pick(-1, 1)), t, d))
        .python(
            "return len(re.findall(r\"\\([^()]+\\)\", response)) == $n",
            """
            opened = response.count("(")
            closed = response.count(")")
            return opened == closed == $n
            """)
        .mutant("return response.count(\"(\") >= $n", "Use at least $n opening parentheses.")
        .mutant(
            "return bool(re.search(r\"\\([^()]+\\)\", response))",
            "Include a remark in parentheses.");
  }

  private static Family ellipsis() {
    return Family.named("ends-with-ellipsis")
        .say(
            "Let the answer trail off with three dots at the very end.",
            "End the answer with an ellipsis.",
            "The last three characters must be dots.")
        .check((p, t) -> t.strip().endsWith("..."))
        .comply((p, t, d) -> t.prose(d) + " " + t.bare(d) + "...")
        .violate((p, t, d) -> d.pick(t.prose(d), "Well... " + t.prose(d)))
        .python(
            "return response.strip().endswith(\"...\")",
            "return re.search(r\"\\.{3}\\s*$\", response) is not None",
            """
            tail = response.rstrip()[-3:]
            return tail == "..."
            """)
        .mutant("return \"...\" in response", "Use an ellipsis somewhere in the answer.")
        .mutant("return response.strip().endswith(\".\")", "End the answer with a full stop.");
  }

  private static String figures(int count, Dice dice) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(" Keep ").append(dice.between(2, 250)).append(" of them in mind.");
    }
    return text.toString();
  }

  private static String asides(int count, Topic topic, Dice dice) {
    StringBuilder text = new StringBuilder(topic.sentence(dice));
    for (int i = 0; i < count; i++) {
      text.append(' ')
          .append(topic.bare(dice))
          .append(dice.pick(" (or so they say).", " (more or less)."));
    }
    return text.toString();
  }
}
