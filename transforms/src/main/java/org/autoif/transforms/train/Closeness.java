package org.autoif.transforms.train;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.autoif.transforms.step.NormalizedText;
import org.autoif.transforms.step.Words;

/**
 * How far answers are apart in length and wording. Of two answers that differ in nothing but what
 * makes one of them wrong, a model learns that; of a long and a short one it learns length.
 */
final class Closeness {
  private record Side(int length, Set<String> words) {
    static Side of(String text) {
      return new Side(
          Closeness.length(text),
          Arrays.stream(Words.of(NormalizedText.of(text))).collect(Collectors.toSet()));
    }
  }

  private Closeness() {}

  /**
   * Returns the distance of each text to each other text, 0 for equal ones: the absolute natural
   * logarithm of the ratio of their lengths in characters, and to it the share of their words that
   * only one of them has.
   */
  static double[][] apart(List<String> texts, List<String> others) {
    List<Side> columns = others.stream().map(Side::of).toList();
    return texts.stream()
        .map(Side::of)
        .map(row -> columns.stream().mapToDouble(column -> apart(row, column)).toArray())
        .toArray(double[][]::new);
  }

  /** Returns how often the shorter text goes into the longer one, in characters: 1 or more. */
  static double lengthRatio(String text, String other) {
    double ratio = length(text) / (double) length(other);
    return Math.max(ratio, 1 / ratio);
  }

  private static int length(String text) {
    return Math.max(1, text.codePointCount(0, text.length()));
  }

  private static double apart(Side one, Side other) {
    long common = one.words().stream().filter(other.words()::contains).count();
    long all = one.words().size() + other.words().size() - common;
    // Of java.lang.Math the last digit may differ between machines, and with it a tie.
    double lengths = Math.abs(StrictMath.log(one.length() / (double) other.length()));
    return lengths + 1 - common / (double) all;
  }
}
