package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts for instructions on words that must be there, so often, or must not. */
final class KeywordProbes {
  /** More than this of a word makes texts that are too long to be worth it. */
  private static final int OFTEN = 60;

  private static final Pattern QUOTED =
      Pattern.compile("(?<!\\w)['\"“‘]([A-Za-z][A-Za-z ]*[A-Za-z])['\"”’](?!\\w)");
  private static final Pattern OTHER_QUOTES =
      Pattern.compile(
          "letters?\\s+['\"“‘]|e\\.g\\.|for example|such as|start|begin|\\bend(?:s|ing)?\\b"
              + "|\\bfinish|replac|instead|separat|options?\\b|position|-(?:st|nd|rd|th)\\b"
              + "|(?:first|second|third|last) (?:word|sentence|paragraph|line)");

  /** What stands between the words of a list. */
  private static final String BETWEEN = "\\s*(?:,|;|/|&)?\\s*(?:and|or|nor)?\\s*";

  private static final Pattern NEGATED =
      Pattern.compile(
          "\\b(not|no|without|avoid|avoiding|exclude|excluding|refrain|never|don't|omit)\\b[^,.;]*$");

  private static final Pattern WANTED =
      Pattern.compile(
          "\\b(?:includ|us(?:e|es|ing)\\b|mention|contain|words?\\b|phrases?\\b|keywords?\\b|terms?\\b"
              + "|say|incorporat|repeat|answer|respond|write|name)[^.;]*$(?<!\\b(?:like|in) )");

  private static final String WORD =
      "(?<!\\b(?:every|each|any|no|same) )\\b(?:key)?(?:words?|phrase|term)\\s+['\"“‘]?"
          + "(?<word>(?!(?:may|must|should|can|shall|will|has|have|needs?|to|that|with|in|of|count|limit)\\b)"
          + "[a-z][a-z'-]*[a-z])['\"”’]?";
  private static final String TIMES =
      "(?:(?<how>" + Bound.HOW + ")\\s+)?(?:" + Bound.NUMBER + "\\s+times?|(?<once>once|twice))";

  /** "The word X should appear at least N times", "include the keyword X twice". */
  private static final List<Pattern> OFTENS =
      List.of(
          Pattern.compile(
              "(?:the\\s+)?"
                  + WORD
                  + "\\s+(?:must|should|has to|needs to|shall|to)?\\s*(?:appear|occur|be (?:used"
                  + "|mentioned|included|repeated))s?\\s+"
                  + TIMES),
          Pattern.compile(
              "(?:us(?:e|ing)|includ(?:e|ing)|mention(?:ing)?|repeat(?:ing)?|contain)\\s+(?:the\\s+)?"
                  + WORD
                  + "\\s+"
                  + TIMES
                  + "(?:\\s+in (?:your|the) (?:response|answer|text))?"),
          Pattern.compile(
              "(?:us(?:e|ing)|includ(?:e|ing)|mention(?:ing)?|repeat(?:ing)?)\\s+(?:the\\s+)?"
                  + WORD
                  + "(?:\\s+in (?:your|the) (?:response|answer|text))?\\s+"
                  + TIMES));

  /** The only place of an unquoted word that is surely no part of what is said of words. */
  private static final Pattern UNQUOTED =
      Pattern.compile(
          "(?:include|mention|use|contain|avoid|exclude|using|including|mentioning)\\s+(?:the\\s+)?"
              + "(?:exact\\s+)?(?:key)?word\\s+(?<word>[a-z]{3,})(?:\\s*[.!]?$"
              + "|\\s+(?:anywhere\\s+)?in\\s+(?:your|the)\\s+(?:response|answer|text|reply))");

  /** What may turn round what is asked of words, or leave a choice, before them and behind them. */
  private static final Pattern TURNED =
      Pattern.compile(
          "\\b(?:forbidden|banned|prohibited|taboo|(?:any|every|no)thing but|(?:one|some|any) of|n?either)\\b[^.;]*$");

  private static final Pattern TURNED_BEHIND =
      Pattern.compile(
          "^[^.;'\"“‘]*\\b(?:not|never|\\w+n't|forbidden|banned|prohibited|taboo|absent)\\b(?!\\s*(?:the\\s+word\\s+)?['\"“‘])");

  /** What makes quoted words all of an answer, which then has nothing besides. */
  private static final Pattern ALL =
      Pattern.compile(
          "\\b(?:only|just|solely|exactly|precisely|verbatim|nothing else)\\b|\\b(?:answer|respond|reply|write|say)"
              + "(?:\\s+with)?\\s*['\"“‘]");

  /** How often, where it is not known of which word. */
  private static final Pattern SOMETIMES =
      Pattern.compile("\\b(?:once|twice|" + Bound.NUMBER + "\\s+times)\\b");

  private static final Pattern COUNTED =
      Pattern.compile(
          "(?:at least|exactly)\\s+(?:" + Bound.NUMBER + "\\s+times|(?<once>once|twice))");

  /** How often at most, which neither forbids a word nor asks for it. */
  private static final Pattern LIMITED =
      Pattern.compile(
          "(?:"
              + Bound.AT_MOST
              + "|(?:fewer|less|more) than|under|below)\\s+(?:"
              + Bound.NUMBER
              + "\\s+(?:times?|occurrences?|uses?|mentions?)|once|twice)");

  private static final Pattern CASE = Pattern.compile("case|capital|\\bexact\\b");

  private KeywordProbes() {}

  static List<Probe> of(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    for (Pattern often : OFTENS) {
      Matcher found = often.matcher(text);
      if (found.find() && !Wording.isNegated(text, found.start())) {
        return often.matcher(text).results().count() > 1
            ? List.of()
            : often(instruction, text, often, found);
      }
    }
    List<Probe> probes = new ArrayList<>();
    if (!OTHER_QUOTES.matcher(text).find()) {
      Matcher unquoted = UNQUOTED.matcher(text);
      if (QUOTED.matcher(instruction).find()) {
        quoted(instruction, text, probes);
      } else if (unquoted.find()) {
        String word = unquoted.group("word");
        boolean alone = Wording.isAlone(text, UNQUOTED);
        if (!Scope.isWhole(text, UNQUOTED)) {
          return probes;
        }
        if (NEGATED.matcher(text.substring(0, unquoted.start("word"))).find()) {
          forbidden(text, List.of(word), alone, probes);
        } else if (!Wording.leavesAWay(text)) {
          wanted(text, List.of(word), 1, alone, probes);
        }
      }
    }
    return probes;
  }

  private static List<Probe> often(String instruction, String text, Pattern often, Matcher found) {
    String word = instruction.substring(found.start("word"), found.end("word"));
    int n = times(found, 3);
    if (n > OFTEN || Wording.leavesAWay(text)) {
      return List.of();
    }
    boolean plain = found.group("how") == null;
    Bound bound = Bound.of(plain ? "exactly" : found.group("how"), n);
    String body = PlainTexts.without(List.of(word));
    if (body.isEmpty()) {
      return List.of();
    }
    String named = "'" + word + "' ";
    List<Probe> probes = bound.probes(!plain, t -> named + t + " times", t -> times(body, word, t));
    if (bound.least() > 0) {
      probes.add(new Probe(named + "missing", body, false));
    }
    int t = bound.highest();
    if (t > 0 && isPlain(word, text)) {
      String capital = times(body, word, t - 1) + first(word);
      probes.add(new Probe(named + t + " times, one of them capital", capital, true));
    }
    return Scope.sure(text, often, probes);
  }

  /** Returns the number in a group, or that of "once" or "twice". */
  private static int times(Matcher found, int group) {
    String once = found.group("once");
    return once == null ? Bound.number(found, group) : once.equals("once") ? 1 : 2;
  }

  private static String times(String body, String word, int times) {
    return body + String.join("", Collections.nCopies(times, " Then " + word + " comes."));
  }

  private static void quoted(String instruction, String text, List<Probe> to) {
    List<String> wanted = new ArrayList<>();
    List<String> forbidden = new ArrayList<>();
    String uncounted = COUNTED.matcher(text).replaceAll(" ");
    if (LIMITED.matcher(text).find()
        || SOMETIMES.matcher(uncounted).find()
        || !Scope.isWholeQuoted(uncounted)) {
      return;
    }
    int listed = -1;
    int from = 0;
    for (MatchResult found : QUOTED.matcher(instruction).results().toList()) {
      boolean goesOn = listed >= 0 && instruction.substring(listed, found.start()).matches(BETWEEN);
      from = goesOn ? from : found.start();
      listed = found.end();
      String before = text.substring(Math.max(0, from - 40), from);
      if (TURNED.matcher(before).find()
          || TURNED_BEHIND.matcher(text.substring(found.end())).find()) {
        return;
      }
      if (NEGATED.matcher(before).find()) {
        forbidden.add(found.group(1));
      } else if (WANTED.matcher(before).find()) {
        wanted.add(found.group(1));
      }
    }
    boolean alone = Wording.isAboutQuoted(text) && (wanted.isEmpty() || forbidden.isEmpty());
    boolean all = ALL.matcher(uncounted).find();
    if (!forbidden.isEmpty()) {
      forbidden(text, forbidden, alone, to);
    }
    if (!wanted.isEmpty() && !Wording.leavesAWay(text)) {
      Matcher times = COUNTED.matcher(text);
      boolean counted = times.find();
      wanted(
          text,
          wanted,
          counted ? Math.min(OFTEN, times(times, 1)) : 1,
          !all && (counted ? wanted.size() == 1 && Wording.isAboutQuoted(uncounted) : alone),
          to);
    }
  }

  private static void wanted(
      String text, List<String> words, int n, boolean alone, List<Probe> to) {
    String body = PlainTexts.without(words);
    if (body.isEmpty()) {
      return;
    }
    for (String word : words) {
      List<String> rest = words.stream().filter(w -> !w.equals(word)).toList();
      String others =
          rest.stream().map(w -> " Then " + w + " comes.").collect(Collectors.joining());
      if (rest.stream().noneMatch(w -> contains(w, word))) {
        to.add(new Probe("'" + word + "' missing", body + others, false));
        to.add(
            new Probe(
                "'" + word + "' only within other words",
                body + times("", inside(word), n) + others,
                false));
        if (n > 1) {
          to.add(new Probe("'" + word + "' once too few", times(body, word, n - 1), false));
        }
      }
    }
    if (alone) {
      String all = words.stream().map(w -> times("", w, n)).collect(Collectors.joining());
      to.add(new Probe("all that is wanted", body + all, true));
      if (words.stream().allMatch(w -> isPlain(w, text))) {
        String firsts = words.stream().map(w -> first(w)).collect(Collectors.joining());
        to.add(
            new Probe(
                "all that is wanted, capitals first",
                body + String.join("", Collections.nCopies(n, firsts)),
                true));
      }
      String marked = words.stream().map(w -> w + ",").collect(Collectors.joining(" "));
      String often = String.join(" ", Collections.nCopies(n, marked));
      to.add(
          new Probe(
              "all that is wanted, marks beside it",
              body + " " + PlainTexts.capital("so: " + often).replaceFirst(",$", "."),
              true));
    }
  }

  private static void forbidden(String text, List<String> words, boolean alone, List<Probe> to) {
    String body = PlainTexts.without(words);
    if (body.isEmpty()) {
      return;
    }
    for (String word : words) {
      to.add(new Probe("'" + word + "', which is forbidden", times(body, word, 1), false));
      if (isPlain(word, text)) {
        to.add(new Probe("'" + word + "' as a sentence begins with it", body + first(word), false));
      }
    }
    if (alone) {
      to.add(new Probe(shown(words) + " avoided", body, true));
      for (String word : words) {
        if (words.stream().noneMatch(w -> !w.equals(word) && contains(inside(word), w))) {
          to.add(
              new Probe(
                  "'" + word + "' only within other words", times(body, inside(word), 1), true));
        }
        if (word.contains(" ") && words.size() == 1) {
          for (String each : word.split(" ", -1)) {
            to.add(new Probe("one word of '" + word + "'", times(body, each, 1), true));
          }
        }
      }
    }
  }

  /** Tells whether a word is asked for in lower case, and nothing is said of its case. */
  private static boolean isPlain(String word, String text) {
    return word.equals(word.toLowerCase(Locale.ROOT)) && !CASE.matcher(text).find();
  }

  /** Returns a sentence that begins with a word. */
  private static String first(String word) {
    return " " + PlainTexts.capital(word) + " comes then.";
  }

  private static boolean contains(String text, String word) {
    return text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
  }

  /** Returns a text that has the word, or each of several, within other words only. */
  private static String inside(String word) {
    return word.replaceAll("([\\w'-]+)", "un$1ish");
  }

  private static String shown(List<String> words) {
    return "'" + String.join("', '", words) + "'";
  }
}
