package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts for instructions on which sentence, line or paragraph has a word. */
final class PositionProbes {
  private static final int FAR = 40;

  private static final Pattern IN =
      Pattern.compile(
          "(?:include|use|mention|contain|put)s?\\s+(?:the\\s+)?(?:key)?word\\s+['\"“‘]?(?<word>[a-z]{2,})"
              + "['\"”’]?\\s+in\\s+the\\s+"
              + "(?:(?<n>\\d{1,2})\\s?-?(?:st|nd|rd|th)|(?<named>first|second|third|fourth|fifth))\\s+"
              + "(?<unit>sentence|line|paragraph)(?! word|, as)");
  private static final List<String> NAMES = List.of("first", "second", "third", "fourth", "fifth");
  private static final Pattern SAME =
      Pattern.compile(
          "(?:start|begin) and (?:end|finish) (?:your|the) (?:response|answer|text) with the same word"
              + "(?: \\(do not write anything after the last word, not even punctuation\\))?");

  private PositionProbes() {}

  static List<Probe> of(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    List<Probe> probes = new ArrayList<>();
    Matcher in = IN.matcher(text);
    if (in.find() && !Wording.isNegated(text, in.start()) && !Wording.leavesAWay(text)) {
      int n =
          in.group("n") == null
              ? NAMES.indexOf(in.group("named")) + 1
              : Integer.parseInt(in.group("n"));
      if (n > 0 && n <= FAR) {
        probes.addAll(Scope.sure(text, IN, in(in.group("word"), n, in.group("unit"))));
      }
    }
    Scope.demanded(SAME, text, same(), probes);
    return probes;
  }

  private static List<Probe> same() {
    return List.of(
        new Probe("one word at both ends", "bread is what people call bread", true),
        new Probe("other words at the ends", "bread is what people call food", false),
        new Probe("the word within", "people call bread by its name bread again", false));
  }

  private static List<Probe> in(String word, int n, String unit) {
    if (PlainTexts.SENTENCES.stream().anyMatch(s -> s.toLowerCase(Locale.ROOT).contains(word))
        || "then comes".contains(word)) {
      return List.of();
    }
    String named = "'" + word + "' in " + unit + " ";
    List<Probe> probes = new ArrayList<>();
    probes.add(new Probe(named + n, with(word, n, n + 2, unit), true));
    probes.add(new Probe(named + n + ", the last", with(word, n, n, unit), true));
    probes.add(new Probe(named + (n + 1), with(word, n + 1, n + 2, unit), false));
    if (n > 1) {
      probes.add(new Probe(named + (n - 1), with(word, n - 1, n + 2, unit), false));
    }
    probes.add(new Probe("'" + word + "' missing", with(word, 0, n + 2, unit), false));
    return probes;
  }

  private static String with(String word, int n, int of, String unit) {
    List<String> parts = new ArrayList<>(PlainTexts.sentences(of));
    if (n > 0) {
      parts.set(n - 1, "Then " + word + " comes.");
    }
    return PlainTexts.joined(unit, parts);
  }
}
