package org.autoif.transforms.train;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.autoif.io.record.Ids;
import org.autoif.transforms.step.NormalizedText;
import org.autoif.transforms.step.Words;

/**
 * The prompts of benchmarks in a form that tells quickly whether a text shares a run of words with
 * one of them. Runs are of {@code words} words of normalised text; a shorter prompt is looked for
 * as a whole, unless it is so short that it says nothing.
 */
public final class ContaminationIndex implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int LEAST_WORDS = 5;

  private final Map<Integer, Set<Long>> runsByLength;

  private ContaminationIndex(Map<Integer, Set<Long>> runsByLength) {
    this.runsByLength = runsByLength;
  }

  /**
   * Returns the index of these prompts.
   *
   * @throws IllegalArgumentException if {@code words} is less than 5
   */
  public static ContaminationIndex of(Collection<String> prompts, int words) {
    if (words < LEAST_WORDS) {
      throw new IllegalArgumentException(
          "decontaminateWords " + words + ": must be at least " + LEAST_WORDS);
    }
    Map<Integer, Set<Long>> runs = new TreeMap<>();
    for (String prompt : prompts) {
      String[] all = Words.of(NormalizedText.of(prompt));
      int length = Math.min(words, all.length);
      if (length >= LEAST_WORDS) {
        Set<Long> ofLength = runs.computeIfAbsent(length, l -> new HashSet<>());
        for (int i = 0; i + length <= all.length; i++) {
          ofLength.add(run(all, i, length));
        }
      }
    }
    return new ContaminationIndex(runs);
  }

  /** Returns how many words of {@code text} in a row are a benchmark's, 0 if too few. */
  int shared(String text) {
    String[] all = Words.of(NormalizedText.of(text));
    int longest = 0;
    for (Map.Entry<Integer, Set<Long>> entry : runsByLength.entrySet()) {
      int length = entry.getKey();
      for (int i = 0; i + length <= all.length && longest < length; i++) {
        if (entry.getValue().contains(run(all, i, length))) {
          longest = length;
        }
      }
    }
    return longest;
  }

  private static long run(String[] words, int from, int length) {
    return Ids.number("run", String.join(" ", Arrays.copyOfRange(words, from, from + length)));
  }
}
