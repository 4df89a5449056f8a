package org.autoif.transforms.instruct.audit.probe;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts for instructions on how each word, or each sentence, follows from the one before. */
final class WordOrderProbes {
  private static final String WORDS =
      "(?:(?:only )?(?:with )?(?:the )?words?|(?:each|every|all) words?)";

  /** What is asked, and what follows and breaks it. */
  private record Demand(Pattern asked, List<Probe> probes) {}

  /** The first that is asked for counts. */
  private static final List<Demand> DEMANDS =
      List.of(
          demand(
              WORDS + "(?: that are| listed| must be| should be| are)? in alphabetical order",
              good("words by the alphabet", "apple bread city danger east"),
              good("words by the alphabet, one sentence", "Apple bread comes daily."),
              good("two words", "Bread city"),
              bad("the last two words turned round", "apple bread city east danger"),
              bad("the first two words turned round", "bread apple city danger east"),
              bad("words against the alphabet", "east danger city bread apple"),
              bad("a late word first", "Zebra apple bread city danger")),
          demand(
              WORDS
                  + "(?: that are| listed| must be| should be| are)? in reverse alphabetical order",
              good("words against the alphabet", "east danger city bread apple"),
              bad("words by the alphabet", "apple bread city danger east"),
              bad("the last two words turned round", "east danger city apple bread")),
          demand(
              "(?:each|every) word (?:must |should )?start(?:s|ing)? with the next letter of the alphabet"
                  + "(?:, looping back to 'a' after 'z')?",
              good("a, b, c, d first", "Apple bread city danger"),
              bad("a letter left out", "Apple bread danger east"),
              bad("a letter twice", "Apple acid bread city"),
              bad("two letters turned round", "Apple city bread danger"),
              bad("words of any letters", "Rivers shape the land")),
          demand(
              WORDS
                  + " (?:that )?(?:must |should )?(?:start|begin)(?:s|ing)? with the last letter of the"
                  + " (?:previous|preceding) word",
              good("each word begun by the last one's end", "Cat tiger river rapid dog"),
              good("two such words", "Cat tiger"),
              bad("another word last", "Cat tiger river rapid big"),
              bad("another word within", "Cat tiger under rapid dog"),
              bad("words of any letters", "Rivers shape the land")),
          demand(
              "no two (?:consecutive|adjacent) words (?:can |may |should |must )?(?:share the same first"
                  + " letter|(?:start|begin) with the same letter)",
              good("other letters first each time", "Good plans help people"),
              bad("one letter first twice", "Good plans please people"),
              bad("one letter first at the end", "Good plans help happy")),
          demand(
              "(?:each|every|all) words? (?:must |should )?(?:start|begin)(?:s|ing)? with the same letter",
              good("one letter first", "silver stars sing"),
              bad("another letter last", "silver stars shine bright"),
              bad("another letter first", "bright silver stars sing")),
          demand(
              "alternate (?:sentences )?between questions and exclamations",
              good("? and ! in turn", "Who plans? Plan now! Who helps? Help now!"),
              good("one of both", "Who plans? Plan now!"),
              bad("two questions", "Who plans? Who helps? Help now!"),
              bad("two exclamations", "Who plans? Plan now! Help now!"),
              bad("a statement last", "Who plans? Plan now! Plans help."),
              bad("a statement first", "Plans help. Who plans? Plan now!"),
              bad("a statement within", "Who plans? Plans help. Plan now!"),
              bad("statements", PlainTexts.TWO)),
          demand(
              "in binary(?: code)?(?: \\(0s and 1s only\\))?",
              good("0 and 1", "0100100001101001"),
              bad("other digits", "0100100001101012"),
              bad("a word besides", "0100100001101001 bread"),
              bad("words", PlainTexts.TWO)));

  private WordOrderProbes() {}

  static List<Probe> of(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    for (Demand demand : DEMANDS) {
      if (Wording.isAsked(demand.asked(), text) && !Wording.leavesAWay(text)) {
        return Scope.sure(text, demand.asked(), demand.probes());
      }
    }
    return List.of();
  }

  private static Demand demand(String asked, Probe... probes) {
    return new Demand(Pattern.compile(asked), List.of(probes));
  }

  private static Probe good(String kind, String text) {
    return new Probe(kind, text, true);
  }

  private static Probe bad(String kind, String text) {
    return new Probe(kind, text, false);
  }
}
