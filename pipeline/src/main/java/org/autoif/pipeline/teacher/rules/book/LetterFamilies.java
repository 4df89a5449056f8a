package org.autoif.pipeline.teacher.rules.book;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Params;
import org.autoif.pipeline.teacher.rules.Read;
import org.autoif.pipeline.teacher.rules.Topic;
import org.autoif.pipeline.teacher.rules.WordBank;

/** Letters that words must or must not have. */
final class LetterFamilies {
  private static final List<String> COMMON = List.of("a", "b", "c", "d", "m", "p", "s", "t");

  private LetterFamilies() {}

  static List<Family> all() {
    return List.of(
        without(),
        wordsStartWith(),
        wordsContain(),
        firstHalf(),
        secondHalf(),
        letterTimes(),
        oddOut());
  }

  private static Family without() {
    return Family.named("no-letter")
        .draw(d -> Params.letter(d.pick("b", "c", "d", "e", "g", "i", "k", "o", "p", "u", "w")))
        .say(
            "Do not use the letter \"$letter\" anywhere.",
            "Avoid the letter $letter in your entire answer.",
            "Write the answer without the letter '$letter'.",
            "The letter \"$letter\" must not appear in any word.")
        .hear(
            "no words (?:containing|with|that contain) the letter [\"'‘]?$letter",
            "(?:avoid|without) (?:using )?the letter [\"'‘]?$letter",
            "exclude the letter [\"'‘]?$letter")
        .check((p, t) -> has(t) && !t.toLowerCase(Locale.ROOT).contains(p.get("letter")))
        .comply((p, t, d) -> salad(t, d, w -> w.indexOf(p.letter()) < 0))
        .violate((p, t, d) -> t.prose(d) + " " + Topic.capital(with(p.letter(), d)) + ".")
        .python(
            "return bool(response.strip()) and \"$letter\" not in response.lower()",
            """
            if not response.strip():
                return False
            for char in response:
                if char.lower() == "$letter":
                    return False
            return True
            """,
            "return bool(response.strip()) and re.search(r\"(?i)$letter\", response) is None")
        .mutant(
            """
            first_letters = [w[0].lower() for w in response.split()]
            return "$letter" not in first_letters
            """,
            "Do not begin any word with the letter $letter.")
        .mutant(
            "return response.lower().count(\"$letter\") <= 3",
            "Use the letter $letter at most three times.");
  }

  private static Family wordsStartWith() {
    return Family.named("words-start-with")
        .draw(d -> Params.letter(d.pick(COMMON)))
        .say(
            "Begin every word with the letter $letter.",
            "Use only words that start with the letter \"$letter\".",
            "Each word of the answer must start with '$letter'.")
        .hear(
            "(?:words|word) (?:that |which )?(?:begins?|starts?|beginning|starting)"
                + " with (?:the letter )?[\"'‘]$letter",
            "(?:words|word) (?:that |which )?(?:begins?|starts?|beginning|starting)"
                + " with the letter $letter")
        .lexical()
        .check((p, t) -> words(t, w -> w.charAt(0) == p.letter()))
        .comply((p, t, d) -> salad(t, d, w -> w.charAt(0) == p.letter()))
        .violate((p, t, d) -> almost(t, d, w -> w.charAt(0) == p.letter()))
        .python(
            """
            words = re.findall(r"[A-Za-z]+", response)
            return bool(words) and all(w.lower().startswith("$letter") for w in words)
            """,
            """
            words = response.split()
            if not words:
                return False
            for word in words:
                if word[0].lower() != "$letter":
                    return False
            return True
            """)
        .mutant(
            "return response.strip().lower().startswith(\"$letter\")",
            "Start the answer with the letter $letter.")
        .mutant(
            """
            words = response.split()
            return sum(w.lower().startswith("$letter") for w in words) >= len(words) / 2
            """,
            "Begin at least half of the words with the letter $letter.");
  }

  private static Family wordsContain() {
    return Family.named("words-contain")
        .draw(d -> Params.letter(d.pick("a", "e", "i", "o", "r", "s", "n", "l")))
        .say(
            "Every word must contain the letter $letter.",
            "Use only words that contain the letter \"$letter\".",
            "Choose your words so that each one has the letter '$letter' in it.")
        .hear(
            "only words (?:that|which) have an? [\"'‘]?$letter[\"'’]? in them",
            "only words (?:containing|with) the letter [\"'‘]?$letter")
        .lexical()
        .check((p, t) -> words(t, w -> w.indexOf(p.letter()) >= 0))
        .comply((p, t, d) -> salad(t, d, w -> w.indexOf(p.letter()) >= 0))
        .violate((p, t, d) -> almost(t, d, w -> w.indexOf(p.letter()) >= 0))
        .python(
            """
            words = response.lower().split()
            return bool(words) and all("$letter" in w for w in words)
            """,
            """
            words = re.findall(r"[a-z]+", response.lower())
            missing = [w for w in words if "$letter" not in w]
            return len(words) > 0 and not missing
            """)
        .mutant("return \"$letter\" in response.lower()", "Use the letter $letter at least once.")
        .mutant(
            """
            words = response.split()
            return bool(words) and all("$letter" in w for w in words)
            """,
            "Every word must contain a lowercase $letter.");
  }

  private static Family firstHalf() {
    return half("letters-a-to-m", "A to M", "A-M", "first", 'a', 'm');
  }

  private static Family secondHalf() {
    return half("letters-n-to-z", "N to Z", "N-Z", "second", 'n', 'z');
  }

  private static Family half(String name, String range, String dash, String half, char a, char z) {
    Predicate<String> fits = w -> w.chars().allMatch(c -> c >= a && c <= z);
    String set = "[" + a + "-" + z + "]";
    return Family.named(name)
        .say(
            "Use only letters from " + range + ".",
            "Every word must be spelled with letters of the " + half + " half of the alphabet.",
            "Write with the letters " + range + " alone.")
        .hear("the " + half + " half of the alphabet(?: \\(" + dash + "\\))?")
        .lexical()
        .check((p, t) -> words(t, fits))
        .comply((p, t, d) -> salad(t, d, fits))
        .violate((p, t, d) -> almost(t, d, fits))
        .python(
            "letters = [c for c in response.lower() if c.isalpha()]\n"
                + "return bool(letters) and all(\""
                + a
                + "\" <= c <= \""
                + z
                + "\" for c in letters)",
            "cleaned = re.sub(r\"[^a-z]\", \"\", response.lower())\n"
                + "return re.fullmatch(r\""
                + set
                + "+\", cleaned) is not None")
        .mutant(
            "first = [w[0] for w in response.lower().split()]\n"
                + "return bool(first) and all(\""
                + a
                + "\" <= c <= \""
                + z
                + "\" for c in first)",
            "Begin every word with a letter from " + range + " of the alphabet.");
  }

  private static Family letterTimes() {
    return Family.named("letter-at-least")
        .draw(d -> Params.letter(d.pick("q", "x", "z", "j", "k")).and("n", "" + d.between(2, 5)))
        .say(
            "Use the letter $letter at least $n times.",
            "The letter \"$letter\" must appear at least $N times.",
            "Work the letter '$letter' into the answer $N times or more.")
        .check((p, t) -> Read.count(t.toLowerCase(Locale.ROOT), p.get("letter")) >= p.n())
        .comply((p, t, d) -> t.prose(d) + " " + repeated(p.letter(), p.n(), d))
        .violate(
            (p, t, d) ->
                salad(t, d, w -> w.indexOf(p.letter()) < 0)
                    + " "
                    + repeated(p.letter(), d.between(0, p.n() - 1), d))
        .python(
            "return response.lower().count(\"$letter\") >= $n",
            """
            hits = [c for c in response if c.lower() == "$letter"]
            return len(hits) >= $n
            """,
            "return len(re.findall(r\"(?i)$letter\", response)) >= $n")
        .mutant(
            "return response.lower().count(\"$letter\") == $n",
            "Use the letter $letter exactly $n times.")
        .mutant(
            "return response.count(\"$letter\") > $n",
            "Use a lowercase $letter more than $n times.");
  }

  private static Family oddOut() {
    return Family.named("no-word-starts-with")
        .draw(d -> Params.letter(d.pick("t", "a", "s", "w", "m", "b")))
        .say(
            "Do not begin any word with the letter $letter.",
            "No word of the answer may start with the letter \"$letter\".",
            "Avoid words that start with the letter '$letter'.")
        .hear("no words? (?:starting|beginning) with the letter [\"'‘]?$letter")
        .check((p, t) -> has(t) && Read.letterRuns(t).stream().noneMatch(w -> starts(w, p)))
        .comply((p, t, d) -> salad(t, d, w -> w.charAt(0) != p.letter()))
        .violate((p, t, d) -> almost(t, d, w -> w.charAt(0) != p.letter()))
        .python(
            """
            words = re.findall(r"[A-Za-z]+", response)
            return bool(words) and not any(w[0].lower() == "$letter" for w in words)
            """,
            """
            if not response.strip():
                return False
            return all(not w.lower().startswith("$letter") for w in response.split())
            """)
        .mutant(
            """
            words = response.split()
            return all(not w.startswith("$letter") for w in words)
            """,
            "Do not begin any word with a lowercase $letter.")
        .mutant("return \"$letter\" not in response.lower()", "Do not use the letter $letter.");
  }

  static boolean has(String text) {
    return Read.has(text, "[A-Za-z]");
  }

  private static boolean starts(String word, Params params) {
    return Character.toLowerCase(word.charAt(0)) == params.letter();
  }

  static boolean words(String text, Predicate<String> fits) {
    return Read.all(Read.letterRuns(text.toLowerCase(Locale.ROOT)), fits);
  }

  /** Returns a sentence or two made of words that fit. */
  static String salad(Topic topic, Dice dice, Predicate<String> fits) {
    List<String> words = topic.fitting(dice.between(8, 16), dice, fits);
    return Topic.capital(String.join(" ", words)) + ".";
  }

  /** Returns a salad that a few other words spoil. */
  static String almost(Topic topic, Dice dice, Predicate<String> fits) {
    List<String> good = topic.fitting(dice.between(5, 9), dice, fits);
    List<String> bad = topic.fitting(dice.between(1, 4), dice, fits.negate());
    String all = String.join(" ", good) + " " + String.join(" ", bad);
    return dice.chance(0.3) ? topic.prose(dice) : Topic.capital(all.strip()) + ".";
  }

  private static String with(char letter, Dice dice) {
    return dice.pick(
        WordBank.ALL.stream()
            .filter(w -> w.indexOf(letter) >= 0 && w.indexOf(letter) == w.lastIndexOf(letter))
            .toList());
  }

  private static String repeated(char letter, int times, Dice dice) {
    StringBuilder text = new StringBuilder("Note");
    for (int i = 0; i < times; i++) {
      text.append(' ').append(with(letter, dice));
    }
    return text.append('.').toString();
  }
}
