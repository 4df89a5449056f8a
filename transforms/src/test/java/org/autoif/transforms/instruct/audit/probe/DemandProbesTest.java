package org.autoif.transforms.instruct.audit.probe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Demands other than limits: each text is what its probe says, by another way of counting. */
class DemandProbesTest {
  private static Arguments of(String instruction, Predicate<String> follows) {
    return arguments(instruction, follows);
  }

  /** Instructions that ask for one thing, so that what follows is sure too. */
  private static Stream<Arguments> single() {
    return Stream.of(
        of("Include keywords ['storm', 'bread'] in the response.", t -> has(t, "storm", "bread")),
        of("Use the words \"storm\" and \"people\".", t -> has(t, "storm", "people")),
        of("Do not include keywords ['storm', 'people'].", t -> hasNone(t, "storm", "people")),
        of("Never use the words 'storm' or 'people'", t -> hasNone(t, "storm", "people")),
        of("Include keyword garden in your response.", t -> has(t, "garden")),
        of(
            "The word people should appear at least 2 times.",
            t -> count(t, "(?i)\\bpeople\\b") >= 2),
        of("The word storm must appear less than 3 times", t -> count(t, "\\bstorm\\b") < 3),
        of("Use the keyword harbour exactly twice", t -> count(t, "(?i)\\bharbour\\b") == 2),
        of("In your response, refrain from the use of any commas.", t -> !t.contains(",")),
        of("Avoid question marks", t -> !t.contains("?")),
        of("Do not use ! (i.e. exclamation marks).", t -> !t.contains("!")),
        of("The letter w should appear at least 4 times", t -> count(t, "[wW]") >= 4),
        of("Words with all capital letters should appear less than 3 times", t -> caps(t) < 3),
        of("The output should not contain any whitespace.", t -> !t.matches("(?s).*\\s.*")),
        of("Wrap your entire response with double quotation marks", t -> t.matches("(?s)\".*\"")),
        of("The entire output should be in JSON format", DemandProbesTest::isJson),
        of("It must contain a title, wrapped in double angular brackets", t -> t.contains(">>")),
        of("At the end of your response, add a postscript starting with P.S.", t -> ps(t)),
        of("The first word of your response should be tower", t -> t.startsWith("Tower")),
        of("The last word of each sentence should be oil", t -> ends(t, "oil")),
        of("Answer with one of the following options: yes/no", t -> t.matches("yes|no")),
        of("Include at least 3 placeholders in square brackets", t -> count(t, "\\[\\w+]") >= 3),
        of("Highlight at least 2 sections with markdown", t -> count(t, "\\*\\w+\\*") >= 2),
        of("Write 3 paragraphs separated by the divider: ***", t -> count(t, "\\*{3}") == 2),
        of("Include exactly 4 numbers in the response.", t -> count(t, "\\d+") == 4),
        of("Use at least 6 unique words in the response", t -> words(t).distinct().count() >= 6),
        of("Use at most 2 emojis.", t -> count(t, "😀") <= 2),
        of("Include exactly 3 question marks", t -> count(t, "\\?") == 3),
        of("Only use unique words", t -> words(t).allMatch(new HashSet<>()::add)),
        of("Write in title case", t -> Stream.of(t.split(" ")).allMatch(w -> w.matches("[A-Z].*"))),
        of("Include keyword \"storm\" in the 3rd sentence", t -> has(at(t, 2), "storm")),
        of("Start and end your response with the same word", t -> t.matches("(\\w+) .* \\1")),
        of("Answer with words in alphabetical order", t -> isSorted(words(t).toList(), 1)),
        of("Use words in reverse alphabetical order", t -> isSorted(words(t).toList(), -1)),
        of("Each word starts with the next letter of the alphabet", t -> step(t) == 1),
        of("No two consecutive words can share the same first letter", t -> noPair(t)),
        of("Every word must begin with the same letter", t -> initials(t).distinct().count() == 1),
        of("Use only words starting with the last letter of the previous word", t -> isChain(t)),
        of("Do not use more than 12 words.", t -> words(t).count() <= 12),
        of("Your answer must not be longer than 9 words", t -> words(t).count() <= 9),
        of("Never use fewer than 3 bullet points", t -> count(t, "(?m)^[-*•] ") >= 3),
        of("Don't exceed 80 characters", t -> t.length() <= 80),
        of("The word sea should not appear more than 2 times", t -> count(t, "\\bsea\\b") <= 2),
        of("Write in binary", t -> t.matches("[01 ]+")),
        of("Write in lowercase", t -> t.equals(t.toLowerCase(Locale.ROOT))),
        of("Each sentence must have exactly 2 more words than the previous one.", t -> grows(t)));
  }

  @ParameterizedTest
  @MethodSource("single")
  void givenOneDemand_thenTextsFollowOrBreakIt(String instruction, Predicate<String> follows) {
    check(instruction, follows);
    assertThat(instruction, expected(instruction), hasItems(true, false));
  }

  /** What follows the one demand may break what else is asked for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Avoid commas and rhyme",
        "Do not use the word 'storm' and write like Goethe",
        "Write in lowercase about three kings",
        "Include keyword harbour exactly twice, as a pirate",
        "Wrap your entire response with double quotation marks and sing"
      })
  void givenMoreThanTheDemand_thenOnlyWhatBreaksItIsSure(String instruction) {
    assertThat(instruction, expected(instruction).stream().distinct().toList(), contains(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "If you mention a dog, use the word 'bark'",
        "Use the word 'sea' or the word 'lake'",
        "When you quote, wrap your entire response with double quotation marks",
        "Name all capital cities of Europe",
        "Do not exceed the word limit.",
        "Words with all capital letters should be explained",
        "Write the first line in lowercase",
        "Do not use commas in the first sentence",
        "Do not use all caps.",
        "Do not answer in JSON",
        "Avoid writing in lowercase",
        "Never start with a number",
        "Do not write exactly 40 words",
        "Do not wrap your entire response with double quotation marks",
        "The words should not be in alphabetical order",
        "Put each word in \"quotes\"",
        "Use quotes like \"this\""
      })
  void givenConditionOrChoiceOrPart_thenNothingIsSure(String instruction) {
    assertThat(InstructionProbes.of(instruction), is(empty()));
  }

  /** The text around what a probe is about must not have it by chance. */
  @Test
  void givenWordOfTheFiller_thenOtherFillerIsTaken() {
    for (String word : List.of("people", "good", "garden", "early")) {
      check("Do not use the word '" + word + "'", t -> hasNone(t, word));
      check("Include the word '" + word + "'", t -> has(t, word));
    }
  }

  private static void check(String instruction, Predicate<String> follows) {
    for (Probe probe : InstructionProbes.of(instruction)) {
      assertThat(instruction + ": " + probe, follows.test(probe.text()), is(probe.expected()));
    }
  }

  private static List<Boolean> expected(String instruction) {
    return InstructionProbes.of(instruction).stream().map(Probe::expected).toList();
  }

  private static boolean has(String text, String... words) {
    return Arrays.stream(words).allMatch(word -> words(text).anyMatch(word::equals));
  }

  private static boolean hasNone(String text, String... words) {
    return Arrays.stream(words).noneMatch(word -> has(text, word));
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }

  private static long caps(String text) {
    return count(text, "\\b[A-Z]{2,}\\b");
  }

  private static boolean ps(String text) {
    return text.contains("\nP.S. ");
  }

  private static Stream<String> words(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).split("[^a-z]+")).filter(w -> !w.isEmpty());
  }

  private static Stream<Integer> initials(String text) {
    return words(text).map(word -> (int) word.charAt(0));
  }

  private static List<String> sentences(String text) {
    return List.of(text.split("(?<=[.!?])\\s+"));
  }

  private static String at(String text, int sentence) {
    return sentences(text).size() > sentence ? sentences(text).get(sentence) : "";
  }

  private static boolean ends(String text, String word) {
    return sentences(text).stream().allMatch(s -> s.matches(".*\\b" + word + "[.]?"));
  }

  private static boolean isSorted(List<String> words, int sign) {
    return IntStream.range(1, words.size())
        .allMatch(i -> sign * words.get(i).compareTo(words.get(i - 1)) >= 0);
  }

  /** Returns by how much each initial is further than the last one; 0 if it differs. */
  private static int step(String text) {
    List<Integer> all = initials(text).toList();
    List<Integer> steps =
        IntStream.range(1, all.size())
            .mapToObj(i -> all.get(i) - all.get(i - 1))
            .distinct()
            .toList();
    return steps.size() == 1 ? steps.get(0) : 0;
  }

  private static boolean noPair(String text) {
    List<Integer> all = initials(text).toList();
    return IntStream.range(1, all.size()).noneMatch(i -> all.get(i).equals(all.get(i - 1)));
  }

  private static boolean isChain(String text) {
    List<String> all = words(text).toList();
    return IntStream.range(1, all.size())
        .allMatch(i -> all.get(i - 1).endsWith(all.get(i).substring(0, 1)));
  }

  private static boolean grows(String text) {
    List<Long> lengths = sentences(text).stream().map(s -> words(s).count()).toList();
    return IntStream.range(1, lengths.size())
        .allMatch(i -> lengths.get(i) == lengths.get(i - 1) + 2);
  }

  private static boolean isJson(String text) {
    try {
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
