package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts for demands that are no counts: case, punctuation, lines, beginnings, articles. */
final class DemandProbes {
  private static final String LOWER_CASE = "(?:lower[ -]?case|small letters)(?: letters)?";
  private static final String CAPITALS =
      "(?:capital letters|capitals|caps|upper[ -]?case(?: letters)?)";
  private static final Pattern LOWER =
      Pattern.compile(
          "\\b(?:no|without|avoid|(?:do not|don't|never) use)\\s+(?:any\\s+)?(?:capitals?|uppercase|upper-case|upper case)"
              + "\\s*(?:letters?)?|\\b(?:all|only|entirely|entire response) (?:in )?"
              + LOWER_CASE
              + "|\\b(?:entire(?:ly)? )?in (?:all )?"
              + LOWER_CASE
              + "|\\buse (?:only )?"
              + LOWER_CASE
              + "|\\b"
              + LOWER_CASE
              + " only\\b");
  private static final Pattern UPPER =
      Pattern.compile(
          "\\b(?:all|only|entirely) (?:in )?"
              + CAPITALS
              + "|all[ -]capital letters|\\bin (?:all )?(?:capital letters|upper[ -]?case)"
              + "|\\buse (?:only )?"
              + CAPITALS
              + "|\\b"
              + CAPITALS
              + " only\\b");

  /** Case of a part, or of some of the words. */
  private static final Pattern PARTLY =
      Pattern.compile(
          "words? (?:with|in|having|of|that|are|is)\\b|(?:case|capital|capitalized|caps) words?"
              + "|letters? of|first letter|(?:title|name|heading|quote|sentence|line|acronym|keyword"
              + "|word|letter|paragraph)s? in\\b|\\b(?:each|every|first|last|second|alternat\\w+)\\b"
              + "|times\\b|at (?:least|most)|less than|more than");

  private static final Pattern NO_MARKS =
      Pattern.compile(
          "(?:without|no|avoid|do not use|don't use|exclude)\\s+(?:using\\s+)?(?:any\\s+)?punctuation"
              + "(?: marks?)?");
  private static final Pattern ONE_LINE =
      Pattern.compile("single line|one line\\b|without (?:any )?(?:new ?lines?|line breaks?)");
  private static final Pattern EACH_LINE = Pattern.compile("(?:per|each|every) line");
  private static final Pattern SIGN_FIRST =
      Pattern.compile(
          "(?:(?:start|begin)(?:ing)?\\s+(?:each|every)\\s+line|(?:each|every)\\s+line\\s+(?:must\\s+|should\\s+"
              + "|has\\s+to\\s+|needs\\s+to\\s+)?(?:start|begin)s?)\\s+with\\s+(?:an?\\s+)?(?<sign>hyphen|asterisk)\\b");
  private static final Pattern NUMBER_FIRST =
      Pattern.compile("(?:start|begin)(?:s|ing)?\\s+with\\s+a\\s+(?:number|digit)");
  private static final Pattern NO_DIGITS =
      Pattern.compile(
          "\\b(?:no|without(?: using)?|avoid(?: using)?|(?:do not|don't|never) use|exclude)\\s+(?:any\\s+)?"
              + "(?:digits|numbers|numerals)\\b");
  private static final Pattern NO_ARTICLES =
      Pattern.compile("\\b(?:no|without|avoid|exclude)\\b[^.;]*\\barticles?\\b");

  private static final String PLAIN = "Water the plants early in the morning";

  private DemandProbes() {}

  static List<Probe> of(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    List<Probe> probes = new ArrayList<>();
    if (!PARTLY.matcher(text).find()) {
      Scope.demanded(LOWER, text, lower(), probes);
      if (!LOWER.matcher(text).find()) {
        Scope.demanded(UPPER, text, upper(), probes);
      }
    }
    Scope.demanded(NO_MARKS, ONE_LINE.matcher(text).replaceAll(" "), noMarks(), probes);
    if (!EACH_LINE.matcher(text).find()) {
      Scope.demanded(
          ONE_LINE,
          NO_MARKS.matcher(text).replaceAll(" "),
          List.of(new Probe("two lines", PLAIN + "\n" + PLAIN, false)),
          probes);
    }
    Matcher sign = SIGN_FIRST.matcher(text);
    if (sign.find()) {
      String first = sign.group("sign").equals("hyphen") ? "-" : "*";
      Scope.demanded(SIGN_FIRST, text, signFirst(first), probes);
    }
    Scope.demanded(NUMBER_FIRST, text, numberFirst(), probes);
    Scope.demanded(NO_DIGITS, text, noDigits(), probes);
    Scope.demanded(NO_ARTICLES, text, articles(), probes);
    return probes;
  }

  private static List<Probe> lower() {
    String lower = PlainTexts.TWO.toLowerCase(Locale.ROOT);
    return List.of(
        new Probe("no capital", lower, true),
        new Probe("no capital, other characters", lower + " 42!", true),
        new Probe("one capital", lower.replace("plans", "Plans"), false),
        new Probe("one capital within a word", lower.replace("plans", "plAns"), false),
        new Probe("capitals first", PlainTexts.TWO, false));
  }

  private static List<Probe> upper() {
    String upper = PlainTexts.TWO.toUpperCase(Locale.ROOT);
    return List.of(
        new Probe("capitals alone", upper, true),
        new Probe("one small letter", upper.replace("PLANS", "PLANs"), false),
        new Probe("capitals first", PlainTexts.TWO, false));
  }

  private static List<Probe> noMarks() {
    List<Probe> probes = new ArrayList<>();
    probes.add(new Probe("no mark", PLAIN, true));
    for (String mark : List.of(".", ",", ";", ":", "!", "?", "\"")) {
      String marked = PLAIN.replace("plants", "plants" + mark);
      probes.add(new Probe("the mark " + mark, marked, false));
    }
    probes.add(new Probe("brackets", PLAIN.replace("plants", "(plants)"), false));
    probes.add(new Probe("a full stop at the end", PLAIN + ".", false));
    return probes;
  }

  private static List<Probe> signFirst(String sign) {
    String item = sign + " " + PLAIN;
    return List.of(
        new Probe("the mark " + sign + " before each line", item + "\n" + item, true),
        new Probe("the mark " + sign + " before the one line", item, true),
        new Probe("the mark " + sign + " before the first line alone", item + "\n" + PLAIN, false),
        new Probe("the mark " + sign + " before the last line alone", PLAIN + "\n" + item, false),
        new Probe("the mark " + sign + " nowhere", PLAIN + "\n" + PLAIN, false));
  }

  private static List<Probe> numberFirst() {
    List<Probe> probes = new ArrayList<>();
    for (String start : List.of("1 plan", "3 plans", "42 plans", "7. Plans")) {
      probes.add(new Probe("a number first", start + " can help people.", true));
    }
    probes.add(new Probe("a word first", "The 3 plans are good.", false));
    return probes;
  }

  private static List<Probe> noDigits() {
    return List.of(
        new Probe("no digit", PlainTexts.TWO, true),
        new Probe("a digit", PlainTexts.TWO.replace("Good plans", "Good plans of 3 days"), false),
        new Probe("a digit first", "7 plans help. " + PlainTexts.TWO, false),
        new Probe("a digit last", PLAIN + " at 6", false));
  }

  private static List<Probe> articles() {
    String none = "Good plans help people finish long projects. Water plants early.";
    List<Probe> probes = new ArrayList<>();
    probes.add(new Probe("no article", none, true));
    probes.add(new Probe("articles within words", none + " Another theme ran.", true));
    for (String more :
        List.of(
            "Read the map.",
            "The map helps.",
            "Bring a map.",
            "Eat an apple.",
            "Say \"a word\" now.")) {
      probes.add(new Probe("an article", none + " " + more, false));
    }
    probes.add(new Probe("an article first", "A map helps. " + none, false));
    return probes;
  }
}
