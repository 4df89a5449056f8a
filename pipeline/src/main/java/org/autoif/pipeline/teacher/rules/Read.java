package org.autoif.pipeline.teacher.rules;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Measures of a text, the same that the Python functions take. */
public final class Read {
  private Read() {}

  /** What {@code text.split()} gives. */
  public static List<String> words(String text) {
    return split(text, "\\s+");
  }

  /** Runs of ASCII letters. */
  public static List<String> letterRuns(String text) {
    return Pattern.compile("[A-Za-z]+").matcher(text).results().map(m -> m.group()).toList();
  }

  public static List<String> sentences(String text) {
    return split(text, "(?<=[.!?])\\s+");
  }

  public static List<String> lines(String text) {
    return split(text, "\\s*\\n\\s*");
  }

  public static List<String> paragraphs(String text) {
    return split(text, "\\n\\s*\\n");
  }

  public static int count(String text, String regex) {
    return (int) Pattern.compile(regex, Pattern.MULTILINE).matcher(text).results().count();
  }

  public static boolean has(String text, String regex) {
    return Pattern.compile(regex, Pattern.MULTILINE).matcher(text).find();
  }

  /** Returns whether there is at least one element and all fit. */
  public static <T> boolean all(List<T> list, Predicate<T> fits) {
    return !list.isEmpty() && list.stream().allMatch(fits);
  }

  private static List<String> split(String text, String regex) {
    return Arrays.stream(text.strip().split(regex)).filter(s -> !s.isBlank()).toList();
  }
}
