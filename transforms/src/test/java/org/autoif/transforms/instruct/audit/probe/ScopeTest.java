package org.autoif.transforms.instruct.audit.probe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        // Limits of a part, of a kind of words, or of something else that is named alike.
        "Include a quote of at most 10 words.",
        "Give a title of at most 5 words.",
        "Start with a 5-word sentence.",
        "Summarize it in exactly 5 words at the end.",
        "Use a table with 3 lines.",
        "Paragraphs must have at least 3 sentences.",
        "Keep paragraphs under 3 sentences.",
        "Bullet points of no more than 5 words.",
        "Use short sentences (at most 8 words).",
        "Use short sentences, at most 8 words.",
        "Vary the length of sentences between 5 and 10 words.",
        "Write in groups of five words.",
        "Use at most 2 words in bold.",
        "Use fewer than 5 sentences starting with 'The'.",
        "Use at least two words from the query.",
        "Words must not exceed 6 characters.",
        "Write a story with at most 12 characters.",
        "Include exactly 3 characters from Greek mythology.",
        "Use at most 5 words in your title and at most 50 in the text.",
        // More than one way, or a number that is none.
        "Use exactly 3 sentences or exactly 2 paragraphs.",
        "Answer with 3 sentences or 2 paragraphs.",
        "Write a 50-word answer, give or take five words.",
        "Answer in about 50 words.",
        "Use 20 words, not counting the title.",
        "Use less than 50 words or more.",
        "There should be 2 paragraphs, divided by dashes.",
        // Demands of a part.
        "In the first sentence, avoid commas.",
        "Avoid commas in lists.",
        "Use no punctuation marks in the title.",
        "Write the last line without punctuation.",
        "Do not use the letter e in the first sentence.",
        "Avoid the letter e in the last word.",
        "Write names of people in lowercase only.",
        "Use no articles in headings.",
        "Do not use the word \"sun\" in the first sentence.",
        "Write the title on a single line.",
        "The title must end with an exclamation mark.",
        "Give an example in JSON format.",
        "Add a postscript in French.",
        "Finish the first sentence with \"and so on\".",
        "Add a note starting with \"N.B.\"",
        "Use words in alphabetical order in the first sentence.",
        "Use commas only in the last sentence, no exclamation marks.",
        // What is left out of a demand.
        "Use no punctuation except periods.",
        "Do not use punctuation other than commas.",
        "Use no capital letters except at the start of sentences.",
        "Your answer should be in all caps, except for the last word."
      })
  void givenDemandOfAPart_thenNothingIsSure(String instruction) {
    assertThat(InstructionProbes.of(instruction), is(empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Do not use the word \"sun\" more than twice.|'sun' 2 times|'sun' 3 times",
        "Mention the word \"ocean\" less than 3 times.|'ocean' 2 times|'ocean' 3 times",
        "Avoid using the word ocean more than once.|'ocean' 1 times|'ocean' 2 times",
        "Use no more than 10 words.|10 words|11 words",
        "Your response should be, overall, at most 3 sentences long.|3 sentences|4 sentences",
        "Write everything in lowercase.|no capital|one capital",
        "Do not use numbers.|no digit|a digit",
        "Every sentence must be a question.|the mark ? at each end|full stops",
        "Your answer's last word must be 'peace'.|'peace' there|'peace' nowhere",
        "Mention \"Paris\" at least twice.|all that is wanted|'Paris' once too few",
        "Each line should be longer than the previous one.|each line one word longer|one line out of order"
      })
  void givenDemandOfAll_thenTextsAreSure(String instruction, String follows, String breaks) {
    List<Probe> probes = InstructionProbes.of(instruction);
    assertThat(kinds(probes, true), hasItem(follows));
    assertThat(kinds(probes, false), hasItem(breaks));
  }

  /** Both demands obeyed is to be accepted, and each without the other refused. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "answer in exactly 6 words and starting with the letter 'b'|[Bb]\\w*( \\w+){5}\\W*",
        "Answer with exactly 3 words, written in title case.|[A-Z]\\w*( [A-Z]\\w*){2}",
        "use exactly 4 words, capitalize the first letter of each word|[A-Z]\\w*( [A-Z]\\w*){3}",
        "answer in exactly 3 words, use no punctuation|\\w+(\\s+\\w+){2}",
        "Use precisely 5 words, all in lowercase.|[a-z]+(\\W+[a-z]+){4}\\W*",
        "Answer in at most 4 words, without commas.|[^\\s,]+(\\s+[^\\s,]+){0,3}"
      })
  void givenWordsAndHowTheyAreWritten_thenTextsObeyBothOrNot(String instruction, String follows) {
    List<Probe> probes = InstructionProbes.of(instruction);
    assertThat(InstructionProbes.decide(instruction), is(true));
    for (Probe probe : probes) {
      assertThat(probe.toString(), probe.text().strip().matches(follows), is(probe.expected()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7})
  void givenSentencesAndHowTheyBegin_thenThoseToBeAcceptedAreAsMany(int asked) {
    List<Probe> probes =
        InstructionProbes.of(
            "Write exactly " + asked + " sentences, each sentence starting with a vowel.");
    List<Integer> counts =
        probes.stream()
            .filter(Probe::expected)
            .map(p -> p.text().strip().split("(?<=[.!?])\\s+").length)
            .distinct()
            .toList();
    assertThat(counts, is(List.of(asked)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Answer like a pirate.",
        "Write exactly 5 sentences and be funny.",
        "Use exactly 5 words starting with the letter s.",
        "Respond with less than 4 words be in all capital letters",
        "Answer with exactly 7 words, no more than two of them in lowercase."
      })
  void givenWhatIsNotAllUnderstood_thenItIsNotDecided(String instruction) {
    assertThat(InstructionProbes.decide(instruction), is(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Write a poem with 4 lines.",
        "Write 3 sentences, the second one as a question.",
        "Answer in exactly 3 sentences and be funny."
      })
  void givenMoreThanALimit_thenOnlyWhatBreaksItIsSure(String instruction) {
    List<Probe> probes = InstructionProbes.of(instruction);
    assertThat(probes, is(not(empty())));
    assertThat(probes.stream().map(Probe::expected).toList(), everyItem(is(false)));
  }

  private static List<String> kinds(List<Probe> probes, boolean expected) {
    return probes.stream().filter(p -> p.expected() == expected).map(Probe::kind).toList();
  }
}
