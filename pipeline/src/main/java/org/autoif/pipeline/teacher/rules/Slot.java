package org.autoif.pipeline.teacher.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A kind of parameter: how it looks in prose and in Python, and how it is read from both. */
enum Slot {
  /** A number in digits. */
  NUMBER("n"),
  /** The same number in words, if it has one. */
  SPELLED("N"),
  /** A letter, written in upper case. */
  LETTER("letter"),
  /** A word or phrase whose case doesn't matter; the quotes around it are the template's. */
  WORD("word"),
  /** Several quoted words. */
  WORDS("words"),
  /** A phrase whose case matters. */
  PHRASE("phrase"),
  /** A line of marks such as {@code ***}. */
  MARK("mark");

  /** Finds slots in a template; {@link #of} understands its only group. */
  static final Pattern PLACE = Pattern.compile("\\$(words|word|letter|phrase|mark|n|N)(?![a-z])");

  private static final List<String> NUMBERS =
      List.of(
          "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve");
  private static final String QUOTES = "[\"'“”‘’]";
  private static final Pattern QUOTED = Pattern.compile(QUOTES + "([\\w -]+)" + QUOTES);

  private final String sign;

  Slot(String sign) {
    this.sign = sign;
  }

  public static Slot of(String sign) {
    return Arrays.stream(values()).filter(s -> s.sign.equals(sign)).findFirst().orElseThrow();
  }

  /** Returns the name of the parameter that this slot shows. */
  public String param() {
    return this == SPELLED ? NUMBER.sign : sign;
  }

  public String inProse(String value) {
    return switch (this) {
      case LETTER -> value.toUpperCase(Locale.ROOT);
      case SPELLED -> spelled(Integer.parseInt(value));
      case WORDS -> listed(List.of(value.split("\\|")));
      default -> value;
    };
  }

  public String inPython(String value) {
    return switch (this) {
      case WORDS ->
          Arrays.stream(value.split("\\|"))
              .map(w -> '"' + escape(w) + '"')
              .collect(Collectors.joining(", ", "[", "]"));
      default -> escape(value);
    };
  }

  /** Returns a regular expression with one group for the value in prose. */
  public String proseRegex() {
    return switch (this) {
      case NUMBER, SPELLED -> "(\\d{1,4}|" + String.join("|", NUMBERS) + ")";
      case LETTER -> "([A-Za-z])(?![A-Za-z])";
      case WORD -> "([^\"'“”‘’\\n]{1,60}?)";
      case WORDS ->
          "("
              + QUOTES
              + "[\\w -]+"
              + QUOTES
              + "(?:(?:,|\\s|and\\b|or\\b)*"
              + QUOTES
              + "[\\w -]+"
              + QUOTES
              + ")*)";
      case PHRASE -> "([^\"“”\\n]{1,80}?)";
      case MARK -> "(\\*{3,}|-{3,}|={3,}|#{3,}|~{3,})";
    };
  }

  public String pythonRegex() {
    return switch (this) {
      case NUMBER, SPELLED -> "(\\d{1,4})";
      case LETTER -> "([a-z])";
      case WORDS -> "\\[([^\\]\\n]*)\\]";
      case WORD, PHRASE, MARK -> "((?:[^\"\\\\\\n]|\\\\.){1,120}?)";
    };
  }

  /** Returns the canonical value of what one of the expressions found. */
  public String canonical(String found) {
    return switch (this) {
      case NUMBER, SPELLED -> {
        int spelled = NUMBERS.indexOf(found.toLowerCase(Locale.ROOT));
        yield spelled >= 0 ? Integer.toString(spelled) : Integer.toString(Integer.parseInt(found));
      }
      case LETTER -> found.toLowerCase(Locale.ROOT);
      case WORD -> unescape(found).toLowerCase(Locale.ROOT).replaceFirst("^-(?=\\w)", "");
      case WORDS ->
          QUOTED
              .matcher(found)
              .results()
              .map(m -> m.group(1).toLowerCase(Locale.ROOT))
              .collect(Collectors.joining("|"));
      case PHRASE, MARK -> unescape(found);
    };
  }

  public static String spelled(int n) {
    return n < NUMBERS.size() ? NUMBERS.get(n) : Integer.toString(n);
  }

  private static String listed(List<String> words) {
    String all = words.stream().map(w -> '"' + w + '"').collect(Collectors.joining(", "));
    int last = all.lastIndexOf(", ");
    return last < 0 ? all : all.substring(0, last) + " and" + all.substring(last + 1);
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String unescape(String text) {
    return Pattern.compile("\\\\(.)")
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(m.group(1)));
  }
}
