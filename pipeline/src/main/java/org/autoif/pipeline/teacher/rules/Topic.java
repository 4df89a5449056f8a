package org.autoif.pipeline.teacher.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a text is about, as a handful of words, and prose about it. */
public final class Topic {
  private static final int MOST = 12;
  private static final Pattern WORD = Pattern.compile("(?<![\\w'’])[a-z]{4,12}(?![\\w'’])");
  private static final List<String> SENTENCES =
      List.of(
          "The first thing to know is that %s and %s belong together",
          "Most people begin with %s and then turn to %s",
          "A good plan for %s leaves some room for %s",
          "It helps to look at %s before you think about %s",
          "Some experts say that %s changes the way we see %s",
          "You can learn a lot about %s when you watch %s closely",
          "In daily life %s often matters more than %s",
          "A small step with %s can make %s much easier",
          "There is no single answer because %s depends on %s",
          "Try to keep %s simple and give %s more time",
          "Over the years %s has shaped our view of %s",
          "Anyone who cares about %s should also care about %s",
          "The link between %s and %s is stronger than it seems",
          "Start with %s and write down what you notice about %s",
          "Without %s it would be hard to explain %s",
          "Friends of mine enjoy %s far more than %s",
          "What makes %s useful is the way it supports %s",
          "Both %s and %s reward a patient mind",
          "We should talk about %s whenever %s comes up",
          "Careful work on %s pays off once %s is in place");

  private final List<String> words;

  private Topic(List<String> words) {
    this.words = List.copyOf(words);
  }

  /** Returns the topic of a query: its longer words that carry meaning. */
  public static Topic of(String query) {
    List<String> words = contentWords(query).stream().limit(MOST).collect(Collectors.toList());
    for (String filler : List.of("subject", "question", "answer")) {
      if (words.size() < 3 && !words.contains(filler)) {
        words.add(filler);
      }
    }
    return new Topic(words);
  }

  /** Returns the different words of a text that carry meaning, in order. */
  public static List<String> contentWords(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(m -> m.group())
        .filter(w -> !WordBank.STOP.contains(w))
        .distinct()
        .toList();
  }

  /** Returns these words. */
  public List<String> words() {
    return words;
  }

  /** Returns a sentence without its final mark: letters and single spaces, a capital first. */
  public String bare(Dice dice) {
    List<String> two = dice.some(2, words);
    return String.format(Locale.ROOT, dice.pick(SENTENCES), two.get(0), two.get(1));
  }

  /** Returns a sentence with full stop. */
  public String sentence(Dice dice) {
    return bare(dice) + ".";
  }

  /** Returns several sentences in one paragraph. */
  public String sentences(int count, Dice dice) {
    List<String> all = new ArrayList<>();
    for (int tries = 0; all.size() < count; tries++) {
      String next = sentence(dice);
      if (!all.contains(next) || tries > 20 * count) {
        all.add(next);
      }
    }
    return String.join(" ", all);
  }

  /** Returns an everyday answer: two to five plain sentences. */
  public String prose(Dice dice) {
    return sentences(dice.between(2, 5), dice);
  }

  /** Returns lines of one sentence each. */
  public List<String> lines(int count, Dice dice) {
    return List.of(sentences(count, dice).split("(?<=\\.) "));
  }

  /** Returns sentences that have exactly this many words together. */
  public String exactly(int count, Dice dice) {
    List<String> all = new ArrayList<>();
    while (all.size() < count) {
      List<String> next = List.of(bare(dice).split(" "));
      int take = Math.min(next.size(), count - all.size());
      all.addAll(next.subList(0, take));
      all.set(all.size() - 1, all.get(all.size() - 1) + ".");
    }
    return String.join(" ", all);
  }

  /** Returns one sentence of exactly this many words. */
  public String oneSentence(int count, Dice dice) {
    List<String> all = new ArrayList<>();
    while (all.size() < count) {
      for (String word : Read.words(bare(dice))) {
        all.add(all.isEmpty() ? word : word.toLowerCase(Locale.ROOT));
      }
      all.add("and");
    }
    all.set(count - 1, dice.pick(words));
    return String.join(" ", all.subList(0, count)) + ".";
  }

  /** Returns words that fit, those of the topic first, then common ones; fewer if there are few. */
  public List<String> fitting(int count, Dice dice, Predicate<String> fits) {
    List<String> own = dice.shuffle(words.stream().filter(fits).toList());
    List<String> common =
        dice.shuffle(WordBank.ALL.stream().filter(fits).filter(w -> !own.contains(w)).toList());
    List<String> all = new ArrayList<>(own.subList(0, Math.min(own.size(), (count + 1) / 2)));
    all.addAll(common.subList(0, Math.min(common.size(), count - all.size())));
    return dice.shuffle(all);
  }

  /** Returns {@code text} with a capital first. */
  public static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
