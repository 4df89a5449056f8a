package org.autoif.transforms.instruct.audit.probe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParaphraseTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Forbidden behind its name.
        "The word \"good\" must not appear in the answer.|Do not use the word \"good\".",
        "The word 'good' should never be used.|Do not use the word 'good'.",
        "The words \"very\" and \"really\" must not be used.|Do not use the words \"very\" and \"really\".",
        "None of the words \"very\" and \"really\" may appear.|Do not use the words \"very\" and \"really\".",
        "The phrase \"in fact\" is banned.|Do not use the phrase \"in fact\".",
        "Write plainly. The word \"good\" is forbidden.|Write plainly. Do not use the word \"good\".",
        "The letter \"e\" must not appear.|Do not use the letter \"e\".",
        "Commas are not allowed.|Do not use commas.",
        "Exclamation marks should be avoided.|Do not use exclamation marks.",
        "Digits are forbidden.|Do not use digits.",
        "Capital letters are not permitted.|Do not use capital letters.",
        "Make sure the word \"good\" is not used.|Do not use the word \"good\".",
        "Ensure the letter \"e\" does not appear.|Do not use the letter \"e\".",
        "Banned words: \"sun\" and \"moon\".|Do not use the words \"sun\" and \"moon\".",
        "It is forbidden to use the word \"sun\".|Do not use the word \"sun\".",
        "You are not allowed to use any commas.|Do not use any commas.",
        "You cannot use the word \"sun\".|Do not use the word \"sun\".",
        "Under no circumstances use the word \"sun\".|Do not use the word \"sun\".",
        "Refrain from using capital letters.|Do not use capital letters.",
        "Steer clear of commas.|Do not use commas.",
        "Leave out all punctuation.|Do not use any punctuation.",
        "Keep your answer free of commas.|Do not use any commas.",
        "Write the answer without a single comma.|Write the answer without any comma.",
        // Numbers.
        "Do not use more than 50 words.|Use at most 50 words.",
        "Never use fewer than three sentences.|Use at least three sentences.",
        "The answer must not be longer than five sentences.|The answer must use at most five sentences.",
        "Do not exceed 50 words.|Use at most 50 words.",
        "Use 60 words or longer.|Use 60 words or more.",
        "Keep it at 60 words or shorter.|Keep it at 60 words or less.",
        "Maximum length: 100 words.|At most 100 words.",
        "Word limit: 50.|At most 50 words.",
        "No word may be longer than five letters.|Each word must have at most five letters.",
        "Use no word with more than six letters.|Each word must have at most six letters.",
        "No words shorter than four letters.|Each word must have at least four letters.",
        "Divide the answer into exactly three paragraphs.|Use exactly three paragraphs.",
        "Use at the most 5 sentences.|Use at most 5 sentences.",
        "Maximum 8 sentences.|At most 8 sentences.",
        "Min. 8 sentences.|At least 8 sentences.",
        "8 or fewer sentences.|8 sentences or fewer.",
        "Use 8 sentences or under.|Use 8 sentences or less.",
        "Use from 40 to 60 words.|Use between 40 and 60 words.",
        "In just 3 sentences.|In only 3 sentences.",
        "Use exactly twenty-five words.|Use exactly 25 words.",
        "Use exactly a hundred words.|Use exactly 100 words.",
        "Use exactly two hundred and twenty-five words.|Use exactly 225 words.",
        "Use exactly one hundred and fifty words.|Use exactly 150 words.",
        "Use two dozen words.|Use 24 words.",
        "Use exactly 1,000 words.|Use exactly 1000 words.",
        "Split the answer into three paragraphs.|Use exactly three paragraphs.",
        // Words.
        "Every word must begin with 's'.|Every word must begin with the letter 's'.",
        "Every word must read the same forwards and backwards.|Every word must be a palindrome.",
        "Arrange all words alphabetically.|Use words in alphabetical order.",
        // Frames and forms.
        "Begin your answer with 'consider'.|Begin your answer with \"consider\".",
        "Close with the sentence \"That is all.\"|Finish with the sentence \"That is all.\"",
        "Open your answer with \"Dear reader\".|Start your answer with \"Dear reader\".",
        "Begin every word with a capital letter.|Write in title case.",
        "Capitalize the first letter of each word.|Write in title case.",
        "Answer with questions only.|Every sentence must be a question.",
        "Use only questions to form your reply.|Every sentence must be a question.",
        "Every word of your answer must start with the letter s.|Every word must start with the letter s.",
      })
  void givenAnotherWayToSayIt_thenTheProbesAreTheSame(String said, String plain) {
    assertThat(InstructionProbes.of(plain), is(not(empty())));
    assertThat(InstructionProbes.of(said), is(InstructionProbes.of(plain)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Words such as \"very\" are not allowed.",
        "The words \"sun\" and \"moon\" must not appear in the same sentence.",
        "Commas must not be used in the first sentence.",
        "Digits are not allowed in the title.",
        "Capital letters are not allowed except at the start of sentences.",
        "The letter \"a\" must be avoided, and the word \"sun\" must appear.",
        "All caps is not allowed.",
        "JSON is not allowed.",
        "The word \"sun\" need not appear.",
        "The word \"sun\" is optional.",
        "Write exactly 5 lines of 5 words.",
        "Use 3 sentences with no more than 10 words.",
        "Use anything but the word \"sun\".",
        "Use one of the words \"sun\" and \"moon\".",
        "Use neither \"sun\" nor \"moon\".",
        "Using the word \"sun\" is forbidden.",
        "Make sure \"sun\" is not in the answer.",
        "You do not have to include the word \"sun\".",
        "There is no need to use exactly three paragraphs.",
        "Capitalize every word in the first sentence.",
        "Arrange the words of each sentence in alphabetical order.",
        "Respond with JSON with the keys \"a\" and \"b\" where \"a\" is a list.",
        "Make at least two words in the title bold.",
        "Use only questions in the first paragraph.",
        "Break your answer into paragraphs of exactly three sentences.",
      })
  void givenWhatIsForbiddenInPartOrNotAsked_thenNothingIsSure(String instruction) {
    assertThat(InstructionProbes.of(instruction), is(empty()));
  }

  /** What else may be meant, or is meant, keeps texts from following. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "No word longer than six letters may be used more than once.",
        "Use \"sun\" twice and \"moon\" once.",
        "Answer only with \"yes\".",
        "Use only the word \"sun\".",
        "Write exactly \"hello\"."
      })
  void givenARuleForSomeWords_thenNoTextIsSureToFollow(String instruction) {
    assertThat(
        InstructionProbes.of(instruction).stream().map(Probe::expected).toList(),
        not(hasItem(true)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Give the answer a title in double angular brackets.|a title in double angular brackets|no title",
        "Put a title wrapped in << and >> into the answer.|a title in double angular brackets|no title",
        "Finish the answer with a postscript introduced by P.S.|a postscript|no postscript",
        "Add a postscript that starts with P.P.S.|a postscript|no postscript",
        "Output valid JSON only.|an object of JSON|braces alone",
        "Answer as JSON with the keys \"a\" and \"To do\".|an object with the keys|the key 'To do' missing",
        "Begin with the word \"First\".|'First' there|'First' there as a part of a word",
        "End your answer with the word 'end'.|'end' there|'end' there as a part of a word",
        "Use the word \"because\" at least once.|'because' 1 times, one of them capital|'because' missing",
        "Include the words \"sun\" and \"moon\".|all that is wanted, capitals first|'sun' missing",
        "Use at most 200 characters.|200 characters in one sentence|201 characters in one sentence",
        "Answer in two sentences.|2 sentences, a long one|3 sentences, a long one",
        "Include exactly 3 numbers written in digits.|3 numbers|4 numbers",
        "Make exactly 3 phrases bold with double asterisks.|3 phrases in bold|2 phrases in bold",
        "Answer with a numbered list of three items.|3 numbered items|2 numbered items",
        "Give at most four numbered points.|4 numbered items|5 numbered items",
        "Split the answer into two parts with *** between them.|2 paragraphs between dividers|no paragraphs between dividers",
        "Use at least one exclamation mark.|1 exclamation marks|no exclamation marks",
        "Split your answer into two parts with *** between them.|2 paragraphs between dividers|3 paragraphs between dividers",
        "Put at least three words in capitals.|3 words in capitals|capitals first, no words in capitals",
        "Write three paragraphs with a blank line between them.|3 paragraphs|lines without blank lines between",
        "Begin every line with a hyphen.|the mark - before each line|the mark - nowhere",
        "Each line must start with an asterisk.|the mark * before each line|the mark * before the first line alone",
        "Write exactly two paragraphs separated by a blank line.|2 paragraphs|3 paragraphs",
        "The answer should have three paragraphs.|3 paragraphs|2 paragraphs",
      })
  void givenAForm_thenItsKindsAreThere(String instruction, String follows, String breaks) {
    var probes = InstructionProbes.of(instruction);
    assertThat(probes.stream().filter(Probe::expected).map(Probe::kind).toList(), hasItem(follows));
    assertThat(
        probes.stream().filter(p -> !p.expected()).map(Probe::kind).toList(), hasItem(breaks));
  }
}
