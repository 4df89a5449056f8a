package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts for instructions on how an answer begins and ends, and on what is around all of it. */
final class FrameProbes {
  private static final String ANSWER =
      "(?:your |the )?(?:entire |whole |complete )?(?:response|answer|reply|output|text)";
  private static final Pattern QUOTES =
      Pattern.compile(
          "(?:wrap|enclose|put|surround) "
              + ANSWER
              + " (?:with|in|within|by) double quot\\w+(?: marks?)?");
  private static final String KEY = "['\"“‘][\\w -]{1,40}['\"”’]";
  private static final Pattern KEYS = Pattern.compile(KEY);
  private static final Pattern JSON =
      Pattern.compile(
          "(?:entire |whole )?(?:output|response|answer)? ?(?:should |must )?(?:be )?(?:wrapped |written"
              + " |formatted |format )?(?:in|as|with|output|return) (?:only )?(?:a )?(?:single )?(?:valid )?json(?: format"
              + "| object)?\\b(?:,? (?:with|that has|having|containing|and use) (?:only |exactly )?(?:the |these )?"
              + "(?:\\w+ )?(?:keys?|fields?):? (?<keys>"
              + KEY
              + "(?:,? (?:and )?"
              + KEY
              + ")*))?"
              + "(?:\\. you can use markdown ticks such as ```)?");

  /** Two answers with a divider of asterisks. */
  private static final Pattern TWO_ANSWERS =
      Pattern.compile(
          "(?:give|provide|write)(?: me)? (?:exactly )?two different (?:responses|answers)\\b[.,]?(?: responses and only"
              + " responses should be| separated?(?: the responses)?(?: from each other)?| the (?:responses|answers) should"
              + " be)?(?: separated)? (?:by|with) (?:\\w+ )?(?:asterisks?(?: symbols?)?)?[:,]? ?\\(?(?<divider>\\*{3,8})\\)?");

  private static final Pattern WORD_AT =
      Pattern.compile(
          "(?:the |your (?:response|answer|reply)'s )?(?<place>first|last) word(?: (?:of|in) (?:(?<each>each|every)"
              + " sentence|"
              + ANSWER
              + "))?,?(?: before punctuation,?)? (?:should|must|has to|needs to) be (?:the word )?"
              + "['\"“‘]?(?<word>[a-z]{2,})['\"”’]?(?!\\w)");
  private static final Pattern QUOTED_END =
      Pattern.compile(
          "(?<how>start|begin|end|finish)(?:e?s|ing)?\\s+(?:(?:your|the|this|my|entire|whole|response|answer|reply"
              + "|text|output|message|letter|email)\\s+){0,4}?with\\s+(?:the\\s+|this\\s+)?"
              + "(?:(?:exact\\s+)?(?:words?|phrase|sentence)\\s+)?(?:[\"“](?<text>[^\"”]{3,80})[\"”]"
              + "|(?<=exact phrase )(?<plain>[A-Z][^\"“]{3,120}?)(?=\\.? No other words))"
              + "(?:\\.?\\s+No other words should follow(?: this phrase)?)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern A_WORD = Pattern.compile("(?i)\\bword\\s+[\"“]");
  private static final Pattern NEGATED =
      Pattern.compile("\\b(not|no|without|avoid|exclude|never|don't)\\b[^,.;]*$");
  private static final Pattern OF_EACH =
      Pattern.compile("(?is).*\\b(?:each|every)\\b.*|.*\\bwords?\\s+(?:that\\s+|which\\s+)?");
  private static final Pattern OPTIONS =
      Pattern.compile(
          "(?:answer|respond|reply) with (?:only )?one of the following(?: options| words| answers)?:?\\s*"
              + "(?<options>\\((?:'[^']+'(?:, )?)+\\)|[\\w ]+(?:/[\\w ]+)+|\\w+(?:, \\w+)*,? or \\w+)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern OPTION = Pattern.compile("'([^']+)'");
  private static final Pattern POSTSCRIPT =
      Pattern.compile(
          "(?:at the end of "
              + ANSWER
              + ",? )?(?:please )?(?:explicitly )?(?:add|include|write|(?:finish|end|close) "
              + ANSWER
              + " with) a (?:postscript|p\\.?s\\.?)(?: at the end)?(?: (?:starting with|that (?:starts|begins) with|beginning with"
              + "|introduced by) (?<mark>p\\.?(?:p\\.?)?s\\.?))?(?: at the end)?");
  private static final Pattern TITLE =
      Pattern.compile(
          "(?:contain|have|include|use|add|put|give(?: (?:the|your) (?:answer|response))?) a title,? (?:(?:wrapped|enclosed|put|set) )?in"
              + " (?:double ang(?:ular|le) brackets(?:,? (?:such as|like) <<[^>]*>>)?|<< and >>|<<[^>]*>>)"
              + "(?: into (?:the|your) (?:answer|response))?");

  private FrameProbes() {}

  static List<Probe> of(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    List<Probe> probes = new ArrayList<>();
    ends(instruction, probes);
    if (Wording.leavesAWay(OPTIONS.matcher(text).replaceAll(""))) {
      return probes;
    }
    Scope.demanded(QUOTES, text, quotes(), probes);
    Matcher json = JSON.matcher(text);
    if (json.find()) {
      List<String> keys =
          json.group("keys") == null
              ? List.of()
              : KEYS.matcher(instruction.substring(json.start("keys"), json.end("keys")))
                  .results()
                  .map(m -> m.group().substring(1, m.group().length() - 1))
                  .toList();
      Scope.demanded(JSON, text, keys.isEmpty() ? json() : json(keys), probes);
    }
    Scope.demanded(TITLE, text, title(), probes);
    Matcher two = TWO_ANSWERS.matcher(text);
    if (two.find()) {
      Scope.demanded(TWO_ANSWERS, text, twoAnswers(two.group("divider")), probes);
    }
    Matcher postscript = POSTSCRIPT.matcher(text);
    if (postscript.find()) {
      String mark = postscript.group("mark");
      Scope.demanded(POSTSCRIPT, text, postscript(mark == null ? "P.S." : upper(mark)), probes);
    }
    Matcher word = WORD_AT.matcher(text);
    if (word.find()) {
      boolean last = word.group("place").equals("last");
      Scope.demanded(
          WORD_AT, text, wordAt(word.group("word"), last, word.group("each") != null), probes);
    }
    Matcher options = OPTIONS.matcher(instruction);
    if (options.find() && !Wording.isNegated(text, options.start())) {
      options(options.group("options"), probes);
    }
    return probes;
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static List<Probe> quotes() {
    String plain = PlainTexts.TWO;
    return List.of(
        new Probe("double quotes around it", "\"" + plain + "\"", true),
        new Probe(
            "double quotes around two paragraphs", "\"" + plain + "\n\n" + plain + "\"", true),
        new Probe("no quotes", plain, false),
        new Probe("quotes around a word", plain.replace("plants", "\"plants\""), false),
        new Probe("a quote at the start alone", "\"" + plain, false),
        new Probe("a quote at the end alone", plain + "\"", false),
        new Probe("single quotes around it", "'" + plain + "'", false));
  }

  private static List<Probe> json() {
    String object = "{\"answer\": \"" + PlainTexts.TWO + "\", \"parts\": [1, 2]}";
    return List.of(
        new Probe("an object of JSON", object, true),
        new Probe("an object of JSON on three lines", "{\n  \"answer\": \"bread\"\n}", true),
        new Probe("plain text", PlainTexts.TWO, false),
        new Probe("an object that is not closed", object.substring(0, object.length() - 1), false),
        new Probe("braces alone", "{" + PlainTexts.TWO + "}", false));
  }

  private static List<Probe> json(List<String> keys) {
    String object = object(keys);
    List<Probe> probes = new ArrayList<>();
    probes.add(new Probe("an object with the keys", object, true));
    probes.add(
        new Probe(
            "an object with the keys, a line each",
            object.replace("{", "{\n  ").replace(", \"", ",\n  \"").replace("}", "\n}"),
            true));
    probes.add(new Probe("plain text", PlainTexts.TWO, false));
    probes.add(
        new Probe("an object that is not closed", object.substring(0, object.length() - 1), false));
    for (String key : keys) {
      List<String> others = keys.stream().filter(other -> !other.equals(key)).toList();
      probes.add(new Probe("the key '" + key + "' missing", object(others), false));
    }
    return probes;
  }

  private static String object(List<String> keys) {
    return keys.stream()
        .map(key -> "\"" + key + "\": \"Good plans help people.\"")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static List<Probe> twoAnswers(String divider) {
    String other = "Clear goals help every team make better decisions.";
    return List.of(
        new Probe("two answers", PlainTexts.TWO + "\n" + divider + "\n" + other, true),
        new Probe(
            "the same answer twice",
            PlainTexts.TWO + "\n" + divider + "\n" + PlainTexts.TWO,
            false),
        new Probe("one answer", PlainTexts.TWO, false),
        new Probe("two answers without a divider", PlainTexts.TWO + "\n\n" + other, false));
  }

  private static List<Probe> title() {
    String text = "\n\n" + PlainTexts.TWO;
    return List.of(
        new Probe("a title in double angular brackets", "<<Good Plans>>" + text, true),
        new Probe("no title", PlainTexts.TWO, false),
        new Probe("a title in single angular brackets", "<Good Plans>" + text, false),
        new Probe("a title without brackets", "Good Plans" + text, false));
  }

  private static List<Probe> postscript(String mark) {
    return List.of(
        new Probe("a postscript", PlainTexts.TWO + "\n\n" + mark + " Bring fresh bread.", true),
        new Probe("no postscript", PlainTexts.TWO, false));
  }

  private static List<Probe> wordAt(String word, boolean last, boolean each) {
    String there = last ? "Good plans help " + word : PlainTexts.capital(word) + " can help people";
    String body = PlainTexts.without(List.of(word));
    if (body.isEmpty()) {
      return List.of();
    }
    List<Probe> probes = new ArrayList<>();
    // With a mark behind it the last word is that word to most, not to all.
    String end = last && !each ? "" : ".";
    probes.add(new Probe("'" + word + "' there", there + end, true));
    probes.add(
        new Probe(
            "'" + word + "' there, two sentences",
            each ? there + ". " + there + "." : last ? body + " " + there : there + ". " + body,
            true));
    probes.add(new Probe("'" + word + "' nowhere", body, false));
    probes.add(
        new Probe(
            "'" + word + "' at the other end",
            last ? PlainTexts.capital(word) + " can help people." : "Good plans help " + word + ".",
            false));
    probes.add(new Probe("'" + word + "' within", "Good " + word + " can help people.", false));
    if (each) {
      probes.add(new Probe("'" + word + "' in one sentence alone", there + ". " + body, false));
    }
    return probes;
  }

  /** Where more is asked, only what breaks it is sure: what follows may have to be of a kind. */
  private static void ends(String instruction, List<Probe> to) {
    Matcher quoted = QUOTED_END.matcher(instruction);
    while (quoted.find()) {
      String words = quoted.group("text") == null ? quoted.group("plain") : quoted.group("text");
      String how = quoted.group("how").toLowerCase(Locale.ROOT);
      String before = instruction.substring(0, quoted.start());
      if (NEGATED.matcher(before.toLowerCase(Locale.ROOT)).find()
          || OF_EACH.matcher(before).matches()
          || !Scope.isWhole(instruction.toLowerCase(Locale.ROOT), quoted.start(), quoted.end())) {
        continue;
      }
      boolean last = how.equals("end") || how.equals("finish");
      to.add(new Probe("no '" + words + "' at all", PlainTexts.TWO, false));
      to.add(
          new Probe(
              "'" + words + "' at the other end",
              last ? words + " " + PlainTexts.TWO : PlainTexts.TWO + " " + words,
              false));
      if (A_WORD.matcher(quoted.group()).find() && words.matches("\\p{L}+")) {
        to.add(
            new Probe(
                "'" + words + "' there as a part of a word",
                last ? PlainTexts.TWO + " un" + words : words + "ish " + PlainTexts.TWO,
                false));
      }
      String around = instruction.substring(quoted.end()).toLowerCase(Locale.ROOT);
      if (Wording.isIdle(before.toLowerCase(Locale.ROOT)) && Wording.isIdle(around)) {
        to.add(
            new Probe(
                "'" + words + "' there",
                last ? PlainTexts.TWO + " " + words : words + " " + PlainTexts.TWO,
                true));
      }
    }
  }

  private static void options(String listed, List<Probe> to) {
    List<String> options =
        listed.startsWith("(")
            ? OPTION.matcher(listed).results().map(m -> m.group(1)).toList()
            : List.of(listed.split("/|,? or |, "));
    if (options.size() > 1) {
      for (String option : options) {
        to.add(new Probe("one of the options", option.strip(), true));
      }
      to.add(new Probe("none of the options", "Water plants early.", false));
      to.add(new Probe("more than an option", PlainTexts.TWO, false));
    }
  }
}
