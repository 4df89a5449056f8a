package org.autoif.transforms.instruct.audit.probe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionProbesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Use exactly 40 words.|WORDS|40|40",
        "Write at most twelve sentences|SENTENCES|0|12",
        "Keep it under 200 characters|CHARACTERS|0|199",
        "at least three bullet points|BULLETS|3|" + Bound.NONE,
        "between 4 and 6 paragraphs|PARAGRAPHS|4|6",
        "at least 4 words long but no more than 6 words|WORDS|4|6",
        "Tell a six-word story|WORDS|6|6",
        "Limit your answer to 2 lines|LINES|0|2",
        "Answer in 5 bullet points|BULLETS|5|5",
        "no more than 10 words or fewer|WORDS|0|10",
        "Answer in 50 words or less.|WORDS|0|50",
        "Write 5 words or more|WORDS|5|" + Bound.NONE,
        "Your answer should be 3 sentences max.|SENTENCES|0|3",
        "It must be 10 words long at minimum|WORDS|10|" + Bound.NONE,
        "Answer in 2-3 sentences|SENTENCES|2|3",
        "Use 5 to 10 words|WORDS|5|10",
        "Write one or two paragraphs|PARAGRAPHS|1|2",
        "Restrict your response to 50 words|WORDS|0|50",
        "Stay within 30 words|WORDS|0|30",
        "Respond in a single sentence|SENTENCES|1|1",
        "more than 3 hashtags|HASHTAGS|4|" + Bound.NONE
      })
  void givenCount_thenItIsRead(String instruction, Unit unit, int least, int most) {
    UnitLimit limit = UnitLimit.in(instruction).get(0);
    assertThat(List.of(limit.unit(), limit.least(), limit.most()), contains(unit, least, most));
  }

  @Test
  void givenSharedBound_thenBothCountsAreRead() {
    assertThat(
        UnitLimit.in("Use no more than 4 sentences and 30 words.").stream()
            .map(l -> l.unit() + " " + l.most())
            .toList(),
        contains("SENTENCES 4", "WORDS 30"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Answer like a pirate.",
        "Use 3D graphics words",
        "Antworte in genau drei Sätzen.",
        "Mention the year 2024."
      })
  void givenWhatIsNotUnderstood_thenThereAreNoProbes(String instruction) {
    assertThat(InstructionProbes.of(instruction), is(empty()));
  }

  /** Each text is what its probe says, by a counter that knows nothing of how it was made. */
  @Test
  void givenExactCount_thenTextsHaveIt() {
    check("Use exactly 7 words.", t -> words(t) == 7);
    check("Write at most 9 words.", t -> words(t) <= 9);
    check("Answer in exactly 3 paragraphs", t -> paragraphs(t) == 3);
    check("Use no more than 60 characters", t -> t.length() <= 60);
    check(
        "Use exactly 3 bullet points",
        t -> t.lines().filter(l -> l.matches("[-*•] .*")).count() == 3);
    check("Use exactly 4 lines", t -> t.lines().filter(l -> !l.isBlank()).count() == 4);
    check(
        "Use exactly 2 hashtags.",
        t -> t.chars().filter(c -> c == '#').count() - (t.startsWith("# ") ? 1 : 0) == 2);
  }

  @Test
  void givenEachSentenceOrLine_thenTextsHaveIt() {
    check(
        "Each sentence must have exactly five words",
        t -> List.of(t.split("[.!?]\\s*")).stream().allMatch(s -> words(s) == 5));
    check("Use exactly 4 words for each line", t -> t.lines().allMatch(l -> words(l) == 4));
    check(
        "Use only 5 words, one word per line",
        t -> t.lines().allMatch(l -> words(l) == 1) && t.lines().count() == 5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Answer with each sentence decreasing in word count|[.!?]\\s*|-1",
        "Each line must be one word longer than the previous.|\\n|1",
        "Make every paragraph shorter than the one before!|\\n\\n|-1",
        "Have every new sentence grow in word count|[.!?]\\s*|1"
      })
  void givenOrderOfLengths_thenTextsHaveIt(String instruction, String between, int sign) {
    check(
        instruction,
        t -> {
          List<Long> lengths = Stream.of(t.split(between)).map(s -> words(s)).toList();
          return IntStream.range(1, lengths.size())
              .allMatch(i -> (lengths.get(i) - lengths.get(i - 1)) * sign > 0);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Each sentence must be no longer than 15 words",
        "Let each line grow in intensity",
        "Every paragraph shall be longer than a sentence"
      })
  void givenLengthsThatAreNotCompared_thenNoOrderIsProbed(String instruction) {
    assertThat(OrderProbes.of(instruction), is(empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Use only words that start with the letter 'S'.|s.*|true",
        "Answer using only words starting with the letters \"E\" or \"O\" (e.g., \"Elegant Options\")|[eo].*|true",
        "Every word must begin with a vowel|[aeiou].*|true",
        "Use only words ending with \"-ing\"|.*ing|true",
        "Use only words that contain the letter Q|.*q.*|true",
        "Use only words that start and end with the same letter|(.).*\\1|true",
        "Use only words with double letters (e.g., \"bookkeeper\")|.*(.)\\1.*|true",
        "Use only words with an odd number of letters|(?:..)*.|true",
        "Use only words with exactly four letters|.{4}|true",
        "Use only three-letter words|.{3}|true",
        "Each word must have 5 letters or more|.{5,}|true",
        "use only words with 5 letters or less|.{1,5}|true",
        "Use only words of no more than 3 letters|.{1,3}|true",
        "Use only words with less than 5 letters.|.{1,4}|true",
        "Ensure that each word has more than six letters|.{7,}|true",
        "Write a haiku using only words with 5 or more letters|.{5,}|false",
        "Use no more than 20 sentences and include only words that start with the letter \"W\".|w.*|false",
        "Use only words that start with the letter W and rhyme|w.*|false"
      })
  void givenSpellingOfEachWord_thenTextsHaveIt(String instruction, String word, boolean isSure) {
    check(
        instruction,
        t -> Stream.of(lower(t).split("\\W+")).allMatch(each -> each.matches(word)),
        isSure);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Write all words that start with the letter 'S' in capitals",
        "Use only words that start with the last letter of the previous word.",
        "Answer with each word starting with the next letter of the alphabet",
        "Use only words starting with the letters Q to Z",
        "Use only words starting with the letters from the phrase \"Please do\"",
        "Use only words that end with the sound of 'oo'",
        "Use only words with more than 2 syllables.",
        "Use only words with vowels"
      })
  void givenOtherWords_thenTheirSpellingIsNotRead(String instruction) {
    assertThat(SpellingProbes.of(instruction), is(empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Start each sentence with a vowel|[AEIOU].*|true",
        "Every sentence must begin with a consonant|[^AEIOU].*|true",
        "Write with each sentence starting with the letter \"B\".|B.*|true",
        "Write in exactly 7 sentences, each sentence starting with the letter \"M\".|M.*|true",
        "Write exactly 7 sentences, each sentence starting with the letter \"M\", and rhyme.|M.*|false",
        "Every sentence must end with an exclamation point|.*!|true",
        "End each sentence with a question mark and mention the sea|.*[?]|false"
      })
  void givenBeginningOrEndOfEachSentence_thenTextsHaveIt(
      String instruction, String sentence, boolean isSure) {
    for (Probe probe : SentenceProbes.of(instruction)) {
      boolean follows =
          Stream.of(probe.text().split("(?<=[.!?])\\s+")).allMatch(s -> s.matches(sentence));
      assertThat(instruction + ": " + probe, follows, is(probe.expected()));
    }
    List<Boolean> expected =
        SentenceProbes.of(instruction).stream().map(Probe::expected).distinct().toList();
    assertThat(expected, isSure ? hasItems(true, false) : contains(false));
  }

  @Test
  void givenMarkAtTheEnd_thenTextsHaveIt() {
    check("End your answer with a question mark.", t -> t.endsWith("?"), true);
    check(
        "must include exactly 7 words and end with a period",
        t -> words(t) == 7 && t.endsWith("."),
        true);
    check(
        "Use only a maximum of 10 words and a colon at the end.",
        t -> words(t) <= 10 && t.endsWith(":"),
        true);
    check("Write like Goethe and end with an exclamation point", t -> t.endsWith("!"), false);
    assertThat(LastMarkProbes.of("Never end with a question mark"), is(empty()));
    assertThat(LastMarkProbes.of("Write 3 lines with a comma at the end of each"), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "End each sentence with a question mark but not the last one.",
        "Use only words that start with the letter 'S', except for names",
        "Use only words that start with the letter 'S' or end with a vowel",
        "Start each sentence with a vowel or with a number",
        "End your answer with a question mark or an exclamation point",
        "Make every line longer than the previous, unless it is the last"
      })
  void givenException_thenNothingIsSure(String instruction) {
    assertThat(InstructionProbes.of(instruction), is(empty()));
  }

  @Test
  void givenSentencesThatBeginAlike_thenTextsHaveIt() {
    check(
        "Each sentence must start with the same letter", t -> initials(t).distinct().count() == 1);
    check(
        "Start each sentence with a consecutive letter of the alphabet",
        t -> "abcd".startsWith(lower(initials(t).collect(Collectors.joining()))));
  }

  private static Stream<String> initials(String text) {
    return Stream.of(text.split("(?<=[.!?])\\s+")).map(s -> s.substring(0, 1));
  }

  @Test
  void givenForbiddenWord_thenItsCaseIsFreeUnlessTheInstructionSpeaksOfIt() {
    String begins = "'tide' as a sentence begins with it";
    assertThat(kinds("Do not use the word \"tide\""), hasItem(begins));
    assertThat(kinds("Do not use the exact word \"tide\""), not(hasItem(begins)));
    assertThat(kinds("Do not use the word \"tide\" in lower case"), not(hasItem(begins)));
    assertThat(
        kinds("Do not use the word \"Vue\""), not(hasItem("'Vue' as a sentence begins with it")));
  }

  private static List<String> kinds(String instruction) {
    return InstructionProbes.of(instruction).stream().map(Probe::kind).toList();
  }

  @Test
  void givenDemands_thenTextsFollowOrBreakThem() {
    check("Write without using the letter 'e'", t -> !lower(t).contains("e"));
    check("Write the answer without any vowels", t -> !lower(t).matches("(?s).*[aeiou].*"));
    check("Use no capital letters", t -> t.equals(lower(t)));
    check("Answer in all caps", t -> t.equals(t.toUpperCase(Locale.ROOT)));
    check("Write without punctuation.", t -> t.matches("[\\p{L}\\s]*"));
    check("Do not use the word \"tide\"", t -> !lower(t).matches("(?s).*\\btide\\b.*"));
    check(
        "Use the word 'harbour' at least 3 times",
        t -> t.split("(?i)\\bharbour\\b", -1).length > 3);
    check("Use no articles", t -> !lower(t).matches("(?s).*\\b(a|an|the)\\b.*"));
    check("Begin with a number", t -> Character.isDigit(t.charAt(0)));
    check("Start your answer with \"Dear all\"", t -> t.startsWith("Dear all"));
  }

  @Test
  void givenSomethingBesidesTheCount_thenOnlyWhatBreaksItIsSure() {
    List<Probe> probes = InstructionProbes.of("Use exactly 7 words and rhyme like Goethe.");
    assertThat(probes, is(not(empty())));
    assertThat(probes.stream().map(Probe::expected).toList(), not(hasItem(true)));
  }

  private static void check(String instruction, Predicate<String> follows, boolean isSure) {
    check(instruction, follows);
    List<Boolean> expected =
        InstructionProbes.of(instruction).stream().map(Probe::expected).toList();
    assertThat(instruction, expected.contains(true), is(isSure));
  }

  private static void check(String instruction, Predicate<String> follows) {
    List<Probe> probes = InstructionProbes.of(instruction);
    assertThat(instruction, probes.stream().map(Probe::expected).toList(), hasItem(false));
    for (Probe probe : probes) {
      assertThat(instruction + ": " + probe, follows.test(probe.text()), is(probe.expected()));
    }
  }

  private static long words(String text) {
    return List.of(text.strip().split("\\s+")).stream().filter(w -> w.matches(".*\\w.*")).count();
  }

  private static int paragraphs(String text) {
    return text.strip().split("\\n\\s*\\n").length;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
