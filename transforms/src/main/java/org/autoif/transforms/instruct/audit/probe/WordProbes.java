package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts for instructions on every word, made of words that the function itself takes or does not
 * take alone: what it thinks of a word may be right or wrong, but marks beside it, its place and
 * capitals must not change it.
 */
public final class WordProbes {
  private static final Pattern EVERY_WORD =
      Pattern.compile(
          "only words|words? that|each word|every word|all words|only palindromes|words with"
              + "|words (?:end|start|begin)ing|only (?:\\w+-letter|(?!"
              + Bound.NUMBER
              + "\\b)[a-z-]+) words");

  /** Where the words depend on one another, or are only a part of what is asked. */
  private static final Pattern MORE =
      Pattern.compile(
          "no words|alphabet|order|previous|next|alternat|prime|sentence|line\\b|at least|count"
              + "|number of words|times|paragraph|bullet|once|twice|repeat|unique|appear|more than"
              + "|case|capital|caps\\b");

  private WordProbes() {}

  /** Tells whether an instruction is about every word. */
  public static boolean areFor(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    return EVERY_WORD.matcher(text).find() && !MORE.matcher(text).find();
  }

  /**
   * Returns what a function must say that takes some words and not others, each list having one at
   * least.
   */
  public static List<Probe> of(String instruction, List<String> taken, List<String> refused) {
    List<String> four = new ArrayList<>(taken);
    while (four.size() < 4) {
      four.addAll(taken);
    }
    String a = four.get(0);
    String b = four.get(1);
    String c = four.get(2);
    String d = four.get(3);
    String all = String.join(" ", a, b, c, d);
    List<Probe> probes = new ArrayList<>();
    probes.add(new Probe("such words", all, true));
    probes.add(
        new Probe("such words, commas and a full stop", a + ", " + b + ", " + c + ".", true));
    probes.add(new Probe("such words, ! at the end", a + " " + b + " " + c + "!", true));
    probes.add(new Probe("such words, a line break at the end", all + "\n", true));
    probes.add(new Probe("such words on two lines", a + " " + b + "\n" + c, true));
    probes.add(new Probe("such words, one in quotes", a + " \"" + b + "\" " + c, true));
    probes.add(new Probe("such words, one in bold", a + " **" + b + "** " + c, true));
    probes.add(new Probe("such words, two spaces", String.join("  ", a, b, c, d), true));
    String capitals =
        String.join(" ", List.of(a, b, c, d).stream().map(PlainTexts::capital).toList());
    probes.add(new Probe("such words, capitals first", capitals, true));
    probes.add(new Probe("such words in capitals", all.toUpperCase(Locale.ROOT), true));
    probes.add(new Probe("another word last", a + " " + b + " " + c + " " + refused.get(0), false));
    probes.add(new Probe("another word first", refused.get(0) + " " + a + " " + b, false));
    return probes;
  }
}
