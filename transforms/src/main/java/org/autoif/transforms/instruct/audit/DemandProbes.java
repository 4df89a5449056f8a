package org.autoif.transforms.instruct.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts for demands that are no counts: letters, words, case, marks, beginnings. */
final class DemandProbes {
  private static final Pattern LETTER =
      Pattern.compile(
          "(?:without(?: using| including)?|exclud(?:e|ing)|avoid(?:ing)?"
              + "|no words? (?:containing|with|that contain)|do not use|don't use|never use)\\s+"
              + "(?:any\\s+)?(?:words?\\s+(?:containing|with)\\s+)?(?:the\\s+)?letters?\\s+"
              + "['\"“‘]?([a-z])['\"”’]?(?!\\w)");
  private static final Pattern VOWELS =
      Pattern.compile("(?:without|no|avoid|exclude)\\s+(?:using\\s+)?(?:any\\s+)?vowels");
  private static final Pattern QUOTED =
      Pattern.compile("(?<!\\w)['\"“‘]([A-Za-z][A-Za-z ]*[A-Za-z])['\"”’](?!\\w)");
  private static final Pattern OTHER_QUOTES =
      Pattern.compile(
          "letters?\\s+['\"“‘]|e\\.g\\.|for example|such as|start|begin|\\bend(?:s|ing)?\\b");
  private static final Pattern QUOTED_END =
      Pattern.compile(
          "(?<how>start|begin|end)(?:s|ing)?\\s+(?:\\w+\\s+){0,4}?with\\s+(?:the\\s+)?"
              + "(?:(?:exact\\s+)?(?:words?|phrase|sentence)\\s+)?[\"“](?<text>[^\"”]{3,80})[\"”]",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NEGATED =
      Pattern.compile("\\b(not|no|without|avoid|exclude|never|don't)\\b[^,.;]*$");
  private static final Pattern TIMES =
      Pattern.compile("(?:at least|exactly)\\s+" + UnitLimit.NUMBER + "\\s+times");
  private static final Pattern LOWER =
      Pattern.compile(
          "\\b(?:no|without|avoid)\\s+(?:any\\s+)?(?:capital|uppercase|upper-case|upper case)"
              + "\\s*(?:letters?)?|all (?:in )?lower ?case|entire(?:ly)? in lower|only lower ?case");
  private static final Pattern UPPER =
      Pattern.compile(
          "all caps|all capital|(?:all|only|entirely) (?:in )?upper ?case|only capital letters"
              + "|in capital letters");
  private static final Pattern NO_MARKS =
      Pattern.compile(
          "(?:without|no|avoid|do not use|don't use|exclude)\\s+(?:using\\s+)?(?:any\\s+)?punctuation");
  private static final Pattern ONE_LINE =
      Pattern.compile("single line|one line\\b|without (?:any )?(?:new ?lines?|line breaks?)");
  private static final Pattern EACH_LINE = Pattern.compile("(?:per|each|every) line");
  private static final Pattern NUMBER_FIRST =
      Pattern.compile("(?:start|begin)(?:s|ing)?\\s+with\\s+a\\s+(?:number|digit)");
  private static final Pattern NO_ARTICLES =
      Pattern.compile("\\b(?:no|without|avoid|exclude)\\b[^.;]*\\barticles?\\b");

  private static final Pattern CASE = Pattern.compile("case|capital|\\bexact\\b");

  private static final String PLAIN = "Water the plants early in the morning";

  private DemandProbes() {}

  static List<Probe> of(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    List<Probe> probes = new ArrayList<>();
    letters(text, probes);
    if (!OTHER_QUOTES.matcher(text).find()) {
      quotedWords(instruction, text, probes);
    }
    ends(instruction, probes);
    letterCase(text, probes);
    if (NO_MARKS.matcher(text).find()) {
      probes.add(new Probe("no mark", PLAIN, true));
      for (String mark : List.of(".", ",", ";", ":", "!", "?", "\"")) {
        String marked = PLAIN.replace("plants", "plants" + mark);
        probes.add(new Probe("the mark " + mark, marked, false));
      }
      probes.add(new Probe("brackets", PLAIN.replace("plants", "(plants)"), false));
      probes.add(new Probe("a full stop at the end", PLAIN + ".", false));
    }
    if (ONE_LINE.matcher(text).find() && !EACH_LINE.matcher(text).find()) {
      probes.add(new Probe("two lines", PLAIN + "\n" + PLAIN, false));
    }
    if (NUMBER_FIRST.matcher(text).find()) {
      for (String start : List.of("1 plan", "3 plans", "42 plans", "7. Plans")) {
        probes.add(new Probe("a number first", start + " can help people.", true));
      }
      probes.add(new Probe("a word first", "The 3 plans are good.", false));
    }
    if (NO_ARTICLES.matcher(text).find()) {
      articles(probes);
    }
    return probes;
  }

  private static void letters(String text, List<Probe> to) {
    Matcher letter = LETTER.matcher(text);
    Set<String> bad = new TreeSet<>();
    if (letter.find()) {
      bad.add(letter.group(1));
    } else if (VOWELS.matcher(text).find()) {
      bad.addAll(List.of("a", "e", "i", "o", "u"));
    } else {
      return;
    }
    String good =
        PlainTexts.WORDS.stream()
            .filter(word -> bad.stream().noneMatch(word::contains))
            .limit(6)
            .collect(Collectors.joining(" "));
    to.add(new Probe("none of the letters", good, true));
    to.add(new Probe("none of the letters, a full stop", PlainTexts.capital(good) + ".", true));
    to.add(new Probe("none of the letters, a line break at the end", good + "\n", true));
    for (String each : bad) {
      PlainTexts.WORDS.stream()
          .filter(word -> word.indexOf(each) > 0)
          .findFirst()
          .ifPresent(
              word -> {
                String kind = "the letter " + each;
                to.add(new Probe(kind, good + " " + word, false));
                to.add(new Probe(kind + ", a capital", good + " " + upper(word), false));
                to.add(
                    new Probe(
                        kind + ", in the first word",
                        PlainTexts.capital(word) + " " + good,
                        false));
              });
    }
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static void quotedWords(String instruction, String text, List<Probe> to) {
    List<String> all = QUOTED.matcher(instruction).results().map(m -> m.group(1)).toList();
    List<String> wanted = new ArrayList<>();
    for (String quoted : all) {
      if (!isForbidden(text, quoted)) {
        wanted.add(quoted);
      }
    }
    for (String quoted : all) {
      boolean alone = all.size() == 1;
      String inside = quoted.replaceAll("(\\w+)", "un$1ish");
      if (wanted.contains(quoted)) {
        Matcher times = TIMES.matcher(text);
        int n = times.find() ? UnitLimit.number(times, 1) : 1;
        String others =
            wanted.stream().filter(w -> !w.equals(quoted)).collect(Collectors.joining(" "));
        to.add(new Probe("'" + quoted + "' missing", PlainTexts.TWO + " " + others, false));
        to.add(
            new Probe(
                "'" + quoted + "' only within other words",
                PlainTexts.TWO + " " + repeated(inside, n) + " " + others,
                false));
        if (n > 1) {
          String fewer = PlainTexts.TWO + " " + repeated(quoted, n - 1);
          to.add(new Probe("'" + quoted + "' once too few", fewer, false));
        }
        if (alone && times.reset().find()) {
          String enough = PlainTexts.TWO + " " + repeated(quoted + ",", n - 1) + " " + quoted + ".";
          to.add(new Probe("'" + quoted + "' often enough, marks beside it", enough, true));
        }
      } else {
        String with = PlainTexts.TWO + " Then " + quoted + " comes.";
        to.add(new Probe("'" + quoted + "', which is forbidden", with, false));
        if (quoted.equals(quoted.toLowerCase(Locale.ROOT)) && !CASE.matcher(text).find()) {
          String first = PlainTexts.TWO + " " + PlainTexts.capital(quoted) + " comes then.";
          to.add(new Probe("'" + quoted + "' as a sentence begins with it", first, false));
        }
        if (alone) {
          to.add(new Probe("'" + quoted + "' avoided", PlainTexts.TWO, true));
          to.add(
              new Probe(
                  "'" + quoted + "' only within other words",
                  PlainTexts.TWO + " Then " + inside + " comes.",
                  true));
          if (quoted.contains(" ")) {
            for (String word : quoted.split(" ", -1)) {
              String part = PlainTexts.TWO + " Then " + word + " comes.";
              to.add(new Probe("one word of '" + quoted + "'", part, true));
            }
          }
        }
      }
    }
  }

  /** Only what breaks it is sure: what follows the words may have to be of a kind. */
  private static void ends(String instruction, List<Probe> to) {
    Matcher quoted = QUOTED_END.matcher(instruction);
    while (quoted.find()) {
      String words = quoted.group("text");
      String how = quoted.group("how").toLowerCase(Locale.ROOT);
      if (NEGATED.matcher(instruction.substring(0, quoted.start()).toLowerCase(Locale.ROOT)).find()
          || instruction.substring(0, quoted.start()).matches("(?is).*\\b(each|every)\\b.*")) {
        continue;
      }
      to.add(new Probe("no '" + words + "' at all", PlainTexts.TWO, false));
      to.add(
          new Probe(
              "'" + words + "' at the other end",
              how.equals("end") ? words + " " + PlainTexts.TWO : PlainTexts.TWO + " " + words,
              false));
    }
  }

  private static boolean isForbidden(String text, String quoted) {
    int at = text.indexOf(quoted.toLowerCase(Locale.ROOT));
    return NEGATED.matcher(text.substring(Math.max(0, at - 40), Math.max(0, at))).find();
  }

  private static String repeated(String text, int times) {
    return String.join(" ", Collections.nCopies(times, text));
  }

  private static void letterCase(String text, List<Probe> to) {
    String lower = PlainTexts.TWO.toLowerCase(Locale.ROOT);
    String upper = upper(PlainTexts.TWO);
    if (LOWER.matcher(text).find()) {
      to.add(new Probe("no capital", lower, true));
      to.add(new Probe("no capital, other characters", lower + " 42!", true));
      to.add(new Probe("one capital", lower.replace("plans", "Plans"), false));
      to.add(new Probe("one capital within a word", lower.replace("plans", "plAns"), false));
      to.add(new Probe("capitals first", PlainTexts.TWO, false));
    } else if (UPPER.matcher(text).find()) {
      to.add(new Probe("capitals alone", upper, true));
      to.add(new Probe("one small letter", upper.replace("PLANS", "PLANs"), false));
      to.add(new Probe("capitals first", PlainTexts.TWO, false));
    }
  }

  private static void articles(List<Probe> to) {
    String none = "Good plans help people finish long projects. Water plants early.";
    to.add(new Probe("no article", none, true));
    to.add(new Probe("articles within words", none + " Another theme ran.", true));
    for (String more :
        List.of(
            "Read the map.",
            "The map helps.",
            "Bring a map.",
            "Eat an apple.",
            "Say \"a word\" now.")) {
      to.add(new Probe("an article", none + " " + more, false));
    }
    to.add(new Probe("an article first", "A map helps. " + none, false));
  }
}
