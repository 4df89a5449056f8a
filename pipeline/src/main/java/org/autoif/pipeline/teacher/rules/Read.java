package org.autoif.pipeline.teacher.rules;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Measures of a text, the same that the Python functions take. */
final class Read {
  private Read() {}

  /** What {@code text.split()} gives. */
  static List<String> words(String text) {
    return split(text, "\\s+");
  }

  /** Runs of ASCII letters. */
  static List<String> letterRuns(String text) {
    return Pattern.compile("[A-Za-z]+").matcher(text).results().map(m -> m.group()).toList();
  }

  static List<String> sentences(String text) {
    return split(text, "(?<=[.!?])\\s+");
  }

  static List<String> lines(String text) {
    return split(text, "\\s*\\n\\s*");
  }

  static List<String> paragraphs(String text) {
    return split(text, "\\n\\s*\\n");
  }

  static int count(String text, String regex) {
    return (int) Pattern.compile(regex, Pattern.MULTILINE).matcher(text).results().count();
  }

  static boolean has(String text, String regex) {
    return Pattern.compile(regex, Pattern.MULTILINE).matcher(text).find();
  }

  /** Returns whether there is at least one element and all fit. */
  static <T> boolean all(List<T> list, Predicate<T> fits) {
    return !list.isEmpty() && list.stream().allMatch(fits);
  }

  private static List<String> split(String text, String regex) {
    return Arrays.stream(text.strip().split(regex)).filter(s -> !s.isBlank()).toList();
  }
}
