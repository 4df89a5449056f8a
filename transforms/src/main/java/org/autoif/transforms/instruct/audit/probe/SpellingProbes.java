package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts for instructions on how each word is spelt: its first or last letters, its length, what it
 * contains. Only words of three letters and more are in them, of which nobody asks whether they are
 * words.
 */
final class SpellingProbes {
  private static final int WORDS = 4;

  /** Examples in brackets, which ask for nothing. */
  private static final Pattern EXAMPLES =
      Pattern.compile("\\((?:e\\.?g\\.?|for example|such as|like)[^)]*\\)");

  /** What may stand before it without asking for anything more. */
  private static final Pattern NO_DEMANDS =
      Wording.idle("reply|use|using|include|ensure|make sure|that|the|response|text|in");

  private SpellingProbes() {}

  static List<Probe> of(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    Spelling spelling = Spelling.in(text);
    if (spelling == null) {
      return List.of();
    }
    List<String> having = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String word : PlainTexts.WORDS) {
      if (word.length() > 2 && !spelling.isDoubtful().test(word)) {
        (spelling.has().test(word) ? having : others).add(word);
      }
    }
    if (having.size() < 2 || others.size() < WORDS) {
      return List.of();
    }
    String rest = EXAMPLES.matcher(text.substring(spelling.to())).replaceAll("");
    if (Wording.leavesAWay(rest)
        || !Scope.isWhole(text.substring(0, spelling.to()), spelling.from(), spelling.to())) {
      return List.of();
    }
    boolean alone =
        Wording.asksNothing(text.substring(0, spelling.from()), NO_DEMANDS)
            && rest.replaceAll("\\W+", "").isEmpty();
    return probes(having, others, alone);
  }

  private static List<Probe> probes(List<String> having, List<String> others, boolean alone) {
    List<Probe> probes = new ArrayList<>();
    String all = String.join(" ", having.subList(0, Math.min(WORDS, having.size())));
    String a = having.get(0);
    String b = having.get(1);
    String other = others.get(0);
    if (alone) {
      String last = having.get(having.size() - 1);
      probes.add(new Probe("such words alone", all, true));
      probes.add(new Probe("such words alone, a full stop", PlainTexts.capital(all) + ".", true));
      probes.add(new Probe("such words alone, a comma", last + ", " + a + " " + b + ".", true));
      for (String word : having) {
        probes.add(new Probe("one such word", word, true));
      }
    }
    probes.add(new Probe("another word last", all + " " + other, false));
    probes.add(new Probe("another word within", a + " " + others.get(1) + " " + b, false));
    probes.add(new Probe("another word first", others.get(2) + " " + all, false));
    probes.add(new Probe("other words alone", String.join(" ", others.subList(0, WORDS)), false));
    for (String word : others) {
      probes.add(new Probe("one other word", word, false));
    }
    return probes;
  }
}
