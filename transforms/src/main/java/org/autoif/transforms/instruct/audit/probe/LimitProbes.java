package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts at the limits that an instruction names: one too few, just enough, just too many. Where it
 * asks for something besides, only those that break the limit are sure of their verdict.
 */
final class LimitProbes {
  /** What is counted in another way. */
  private static final Pattern OTHERWISE =
      Pattern.compile(
          "\\b(?:excluding|(?:not|without) (?:counting|including)|plus|in addition|besides)\\b");

  /** How bullet points look, by an example. */
  private static final Pattern LIKE_THIS =
      Pattern.compile(
          "(?:use (?:the )?markdown bullet points )?\\b(?:such as|like|for example|i\\.e\\.|e\\.g\\.)[:,]?\\s*\\* .*$",
          Pattern.DOTALL);

  private static final String BLANK_LINE =
      "(?:an?\\s+|one\\s+|single\\s+)*(?:blank|empty)\\s+lines?";

  /** Paragraphs as they usually are; where it is said, two blank lines may be one too many. */
  private static final Pattern BLANK_LINES =
      Pattern.compile(
          "(?i)(?<=paragraphs?),?\\s+(?:(?:that are\\s+)?(?:separated|divided)\\s+(?:by|with)\\s+"
              + BLANK_LINE
              + "|with\\s+"
              + BLANK_LINE
              + "\\s+between"
              + "\\s+(?:them|the paragraphs|paragraphs|each(?: paragraph)?))");

  private LimitProbes() {}

  static List<Probe> of(String given) {
    String instruction = BLANK_LINES.matcher(given).replaceAll("");
    boolean blank = instruction.length() < given.length();
    String text = instruction.toLowerCase(Locale.ROOT);
    List<UnitLimit> limits = UnitLimit.in(instruction);
    if (limits.isEmpty() || OTHERWISE.matcher(text).find() || !Scope.areWhole(text, limits)) {
      return List.of();
    }
    List<Probe> probes = new ArrayList<>();
    boolean all = isAll(text, limits);
    boolean stars = LIKE_THIS.matcher(text).find();
    boolean markdown = stars || text.contains("markdown");
    for (UnitLimit limit : limits) {
      if (limits.size() == 1 && all) {
        for (int n : limit.bound().within()) {
          limit.unit().texts(Math.max(1, n), true).stream()
              .filter(p -> limit.least() == limit.most() || !p.kind().endsWith(Unit.LINE_BREAK))
              .filter(p -> !markdown || !p.text().startsWith("•"))
              .filter(p -> !blank || !p.kind().endsWith(" between"))
              .filter(p -> !stars || p.text().startsWith("* "))
              .forEach(probes::add);
        }
      }
      for (int n : limit.bound().beyond()) {
        probes.addAll(limit.unit().texts(n, false));
      }
      withoutAny(limit, probes);
      if (blank && limit.unit() == Unit.PARAGRAPHS && limit.least() > 1) {
        String lines = String.join("\n", PlainTexts.sentences(limit.bound().highest()));
        probes.add(new Probe("lines without blank lines between", lines, false));
      }
    }
    if (limits.size() == 2 && all) {
      together(limits, probes);
    }
    return probes;
  }

  private static boolean isAll(String text, List<UnitLimit> limits) {
    String rest = UnitLimit.replaced(text, limits, " ");
    return Wording.isFilling(LIKE_THIS.matcher(rest).replaceAll(" "));
  }

  /** Much text, and none of the unit or one at most. */
  private static void withoutAny(UnitLimit limit, List<Probe> to) {
    if (limit.least() < 2 || limit.unit() == Unit.WORDS || limit.unit() == Unit.CHARACTERS) {
      return;
    }
    List<String> sentences = PlainTexts.sentences(limit.least());
    String text = String.join(" ", sentences);
    if (limit.unit() == Unit.SENTENCES) {
      text = PlainTexts.capital(text.replace(".", ",").toLowerCase(Locale.ROOT)) + " and so on.";
    }
    String kind = "much else and hardly any " + limit.unit().name().toLowerCase(Locale.ROOT);
    to.add(new Probe(kind, text, false));
    if (limit.unit() == Unit.BULLETS) {
      to.add(new Probe(kind, String.join("\n", sentences), false));
    }
  }

  /** A limit on words and one on something that has words: each obeyed without the other. */
  private static void together(List<UnitLimit> limits, List<Probe> to) {
    boolean wordsFirst = limits.get(0).unit() == Unit.WORDS;
    UnitLimit words = limits.get(wordsFirst ? 0 : 1);
    UnitLimit parts = limits.get(wordsFirst ? 1 : 0);
    if (words.unit() != Unit.WORDS
        || parts.unit() == Unit.WORDS
        || parts.unit() == Unit.CHARACTERS
        || parts.unit() == Unit.HASHTAGS) {
      return;
    }
    int n = parts.bound().highest();
    int fit = Math.max(words.least(), Math.min(words.most(), 3 * n));
    if (fit < n) {
      return;
    }
    add(to, "both", parts.unit(), n, fit, true);
    if (parts.most() != Bound.NONE && fit > n) {
      add(to, "the words alone", parts.unit(), n + 1, fit, false);
    }
    if (parts.least() > 1) {
      add(to, "the words alone", parts.unit(), parts.least() - 1, fit, false);
    }
    if (words.most() != Bound.NONE) {
      add(to, "both, with all words that there may be", parts.unit(), n, words.most(), true);
      add(to, "a word too many", parts.unit(), n, words.most() + 1, false);
    }
    if (words.least() > n) {
      add(to, "a word too few", parts.unit(), n, words.least() - 1, false);
    }
  }

  private static void add(
      List<Probe> to, String kind, Unit unit, int parts, int words, boolean expected) {
    List<String> texts = new ArrayList<>();
    int used = 0;
    for (int i = 0; i < parts; i++) {
      int here = words / parts + (i < words % parts ? 1 : 0);
      texts.add(PlainTexts.sentence(used, here, "."));
      used += here;
    }
    String text =
        switch (unit) {
          case LINES -> String.join("\n", texts);
          case PARAGRAPHS -> String.join("\n\n", texts);
          case BULLETS -> texts.stream().map(t -> "- " + t).collect(Collectors.joining("\n"));
          default -> String.join(" ", texts);
        };
    to.add(new Probe(kind, text, expected));
    if (unit == Unit.SENTENCES && !expected) {
      to.add(new Probe(kind + ", a line each", String.join("\n", texts), false));
      to.add(new Probe(kind + ", ending in !", text.replace('.', '!'), false));
    }
  }
}
