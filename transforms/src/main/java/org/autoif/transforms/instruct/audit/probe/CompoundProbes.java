package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts for instructions that want a number of words and how they are written, too: both obeyed,
 * and each without the other. What probes of one demand alone cannot have is a text that is surely
 * to be accepted.
 */
final class CompoundProbes {
  private static final int LONGEST = 60;

  /**
   * How words are written.
   *
   * @param isCase whether just those words that are counted may have it: "five words in capitals"
   */
  private record Style(
      boolean isCase,
      Pattern asked,
      String kind,
      UnaryOperator<String> obeyed,
      UnaryOperator<String> broken) {
    static Style of(
        String asked, String kind, UnaryOperator<String> obeyed, UnaryOperator<String> broken) {
      return new Style(false, Pattern.compile(asked), kind, obeyed, broken);
    }

    Style ofCase() {
      return new Style(true, asked, kind, obeyed, broken);
    }
  }

  private static final List<Style> STYLES =
      List.of(
          Style.of(
                  "\\b(?:written )?(?:all |only |entirely )?(?:in |using )?(?:all |only )?(?:lower[ -]?case)(?: letters)?\\b"
                      + "|\\b(?:no|without) (?:any )?(?:capital|upper[ -]?case)(?: letters)?\\b",
                  "a capital",
                  text -> text.toLowerCase(Locale.ROOT),
                  PlainTexts::capital)
              .ofCase(),
          Style.of(
                  "\\b(?:written )?(?:all |only |entirely )?(?:in |using )?(?:all |only )?(?:capital letters|capitals|upper[ -]?case(?: letters)?|all caps)\\b",
                  "a small letter",
                  text -> text.toUpperCase(Locale.ROOT),
                  CompoundProbes::small)
              .ofCase(),
          Style.of(
              "\\b(?:written )?in title case\\b|\\bcapitaliz(?:e|ing) the first letter of (?:each|every) word\\b"
                  + "|\\b(?:each|every) word (?:must |should )?(?:be )?(?:capitalized|start(?:s|ing)? with a capital(?: letter)?)\\b",
              "a word without a capital",
              text ->
                  List.of(text.split(" ", -1)).stream()
                      .map(PlainTexts::capital)
                      .collect(Collectors.joining(" ")),
              CompoundProbes::small),
          Style.of(
              "\\b(?:no|without(?: any)?|(?:do not|don't) use(?: any)?) punctuation(?: marks?)?\\b",
              "a full stop",
              UnaryOperator.identity(),
              text -> text + "."),
          Style.of(
              "\\b(?:no|without(?: any)?|(?:do not|don't) use(?: any)?) commas?\\b",
              "a comma",
              UnaryOperator.identity(),
              text -> text.replaceFirst(" ", ", ")));
  private static final Pattern FIRST =
      Pattern.compile(
          "(?:^|[,;.]|\\band\\b)\\s*(?:start|begin)(?:s|ning|ing)? with (?:a word (?:that (?:starts|begins)|starting|beginning) with )?"
              + "(?:the )?letter ['\"“‘]?(?<letter>[a-z])['\"”’]?(?!\\w)");

  /** What stands between a number of words and their case where just these words have it. */
  private static final Pattern OF_THESE = Pattern.compile("\\s+(?:be\\s+|are\\s+|to be\\s+)?");

  private CompoundProbes() {}

  static List<Probe> of(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    List<UnitLimit> limits = UnitLimit.in(instruction);
    if (limits.size() != 1 || limits.get(0).unit() != Unit.WORDS) {
      return List.of();
    }
    UnitLimit limit = limits.get(0);
    String rest = UnitLimit.replaced(text, limits, " ");
    List<Style> asked = new ArrayList<>();
    for (Style style : STYLES) {
      Matcher found = style.asked().matcher(rest);
      if (found.find()) {
        if (style.isCase()
            && OF_THESE
                .matcher(rest.substring(Math.min(limit.from(), found.start()), found.start()))
                .matches()) {
          return List.of();
        }
        asked.add(style);
        rest = found.replaceAll(" ");
      }
    }
    Matcher first = FIRST.matcher(rest);
    String letter = first.find() ? first.group("letter") : "";
    rest = first.replaceAll(" ");
    int n = limit.bound().highest();
    boolean understood = Wording.isIdle(rest) && !Wording.leavesAWay(rest);
    boolean compound = !asked.isEmpty() || !letter.isEmpty();
    return !compound || !understood || n < 2 || n > LONGEST
        ? List.of()
        : of(limit.bound(), n, letter, asked);
  }

  private static List<Probe> of(Bound bound, int n, String letter, List<Style> styles) {
    List<Probe> probes = new ArrayList<>();
    String good = written(n, letter, styles);
    probes.add(new Probe("all that is asked", good, true));
    probes.add(new Probe("all that is asked, a line break at the end", good + "\n", true));
    for (int other : bound.beyond()) {
      probes.add(new Probe(other + " words so", written(other, letter, styles), false));
    }
    for (Style style : styles) {
      probes.add(new Probe("the words, but " + style.kind(), style.broken().apply(good), false));
    }
    if (!letter.isEmpty()) {
      String other = letter.equals("w") ? "b" : "w";
      probes.add(new Probe("the words, another letter first", written(n, other, styles), false));
    }
    return probes;
  }

  private static String small(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  /** Returns so many words, the first of them with this letter first, in all these styles. */
  private static String written(int n, String letter, List<Style> styles) {
    List<String> words = new ArrayList<>(PlainTexts.words(0, n));
    PlainTexts.WORDS.stream()
        .filter(word -> !letter.isEmpty() && word.startsWith(letter))
        .findFirst()
        .ifPresent(word -> words.set(0, word));
    String text = String.join(" ", words);
    for (Style style : styles) {
      text = style.obeyed().apply(text);
    }
    return text;
  }
}
