package org.autoif.transforms.publish.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What kind of rule an instruction sets, guessed from the words in it: the first family that fits.
 * Good for an overview of a dataset, not for more.
 */
final class InstructionFamily {
  /** The family of what fits no other. */
  static final String OTHER = "other";

  private static final Map<String, Pattern> FAMILIES = new LinkedHashMap<>();

  static {
    add("data format", "json|xml|yaml|csv|html|latex|code block|key-value|markdown table|a table");
    add("markup", "markdown|bold|italic|heading|header|hashtag|emoji|asterisk|underlin");
    add("case", "(?:upper|lower)[- ]?case|capitali[sz]|capital letter|small letters|title case");
    add("length in characters", "characters? (?:long|or|in|limit)|\\d+ (?:characters|letters)");
    add("length in words", "\\bwords?\\b.*(?:\\d|than|exactly|at (?:least|most))|word count");
    add("length in words", "(?:\\d|exactly|at (?:least|most)|than) .*\\bwords\\b(?! that| which)");
    add("sentences", "sentences?\\b");
    add("paragraphs and lines", "paragraph|stanza|\\blines?\\b|verse");
    add("lists", "bullet|numbered|\\blists?\\b|\\bitems?\\b|steps\\b");
    add("punctuation", "punctuat|comma|question mark|exclamation|full stop|period|semicolon|colon");
    add("punctuation", "dash|hyphen|quot|parenthes|bracket|ellips|apostrophe");
    add("beginning and end", "\\b(?:begin|start|end|conclude|finish|open|close)s?\\b");
    add("keywords", "\\b(?:words?|phrases?|keywords?|mention|include|avoid|without|using the)\\b");
    add("letters", "letters?\\b|vowel|consonant|alliterat|acrostic|palindrom|lipogram|syllable");
    add("numbers", "\\bnumbers?\\b|digits?|numeral|percent|\\bdates?\\b");
    add("language", "english|french|german|spanish|italian|latin|chinese|japanese|language");
    add("style", "\\b(?:tone|style|rhym|poem|haiku|tense|person|formal|active voice|passive)");
  }

  private InstructionFamily() {}

  private static void add(String family, String words) {
    FAMILIES.merge(
        family,
        Pattern.compile(words, Pattern.CASE_INSENSITIVE),
        (one, other) ->
            Pattern.compile(one.pattern() + "|" + other.pattern(), Pattern.CASE_INSENSITIVE));
  }

  static String of(String instruction) {
    return FAMILIES.entrySet().stream()
        .filter(family -> family.getValue().matcher(instruction).find())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(OTHER);
  }
}
