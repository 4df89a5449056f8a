package org.autoif.transforms.instruct.audit.probe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the words around a demand say: of another way, or of more that is asked for. */
final class Wording {
  private static final Pattern OR = Pattern.compile("\\bor\\b");

  /** What makes a demand hold at times only, or for others too. */
  private static final Pattern CONDITION =
      Pattern.compile(
          "\\b(?:if|when|whenever|unless|alternatively|optional(?:ly)?|try to|ideally|preferably|except"
              + "|need not|needn't|(?:do|does)(?: not|n't) (?:have|need) to|no need|not (?:necessary|required|needed)"
              + "|excepting|other than|apart from|aside from|rather than|mostly|give or take|or so"
              + "|approximately|roughly|(?:about|around|nearly|almost) "
              + Bound.NUMBER
              + "[ -](?:words?|sentences?|lines?|paragraphs?|characters?|bullet|times))\\b");

  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"\n]*\"|“[^”\n]*”|(?<!\\w)['‘][^'’\n]*['’](?!\\w)");

  /** Words that ask for nothing by themselves. */
  private static final String FILLING =
      "use|used|using|answers?|respond|responses?|reply|write|written|limit|the|your|a|an|in|with"
          + "|be|must|should|to|only|of|it|is|make|sure|that|contains?|include|story|text|keep"
          + "|provide|give|total|entire|whole|output|for|this|please|have|has|on|at|as|long"
          + "|consist|consisting|and|but|ensure|english|message|briefly|concisely|brief|concise"
          + "|overall|altogether|you|need|needs|are|just|there|i|want|organi[sz]e|form|stay|express|add|instructions|markdown|format|also|below";

  private static final Pattern FILLS = Pattern.compile("\\b(?:" + FILLING + ")\\b");

  /** The same around a demand that may be one of not doing something. */
  private static final Pattern FILLS_DEMAND =
      Pattern.compile(
          "\\b(?:"
              + FILLING
              + "|any|all|every|no|nothing|else|not|do|does|don't|never|avoid|without|exclude|refrain|from|words?|keywords?|phrases?|letters?|somewhere|exact"
              + "|following|exactly|say|put|so as|everything|anywhere|entirely|completely|throughout|at all|wrap|block|whatsoever|mention|incorporate|somehow|these|those|it's|its|by|i\\.e|e\\.g|general"
              + "|or|nor|allowed|permitted|emphasis|marks?|characters?|other|each|least|once|twice)\\b");

  /** What stands before a demand, up to the demand, and makes it one of leaving it. */
  private static final Pattern NEGATED =
      Pattern.compile(
          "\\b(?:not|never|\\w+n't|cannot|avoid\\w*|refrain\\w*|without|no)\\b"
              + "(?:(?!\\band\\b|\\bbut\\b|\\bwhile\\b)[^,.;:])*$");

  private static final Pattern PARTS =
      Pattern.compile(
          "\\b(?:each|every|first|second|third|last|title|heading|sentences?|lines?|paragraphs?)\\b");

  private Wording() {}

  /** Tells whether a text in lower case asks for something, and not for leaving it. */
  static boolean isAsked(Pattern demand, String text) {
    Matcher found = demand.matcher(text);
    return found.find() && !isNegated(text, found.start());
  }

  /** Tells whether what begins there, in a text in lower case, is what shall not be. */
  static boolean isNegated(String text, int start) {
    return NEGATED.matcher(text.substring(0, start)).find();
  }

  /** Tells whether a text in lower case speaks of parts of the answer. */
  static boolean isOfParts(String text) {
    return PARTS.matcher(text).find();
  }

  /** Tells whether a text in lower case asks for something at times only. */
  static boolean isConditional(String text) {
    return CONDITION.matcher(unquoted(text, " ")).find();
  }

  /** Tells whether words ask for nothing. */
  static boolean isFilling(String rest) {
    return isBlank(rest, FILLS);
  }

  /** Tells whether words around a demand ask for nothing more. */
  static boolean isIdle(String rest) {
    return isBlank(rest, FILLS_DEMAND);
  }

  /** Returns a text with something in place of all that stands in quotes. */
  static String unquoted(String text, String instead) {
    return QUOTED.matcher(text).replaceAll(instead);
  }

  /** Tells whether a text in lower case asks for nothing but this. */
  static boolean isAlone(String text, Pattern demand) {
    return isIdle(demand.matcher(text).replaceAll(" "));
  }

  /** Tells whether a text in lower case asks for nothing besides what stands in quotes. */
  static boolean isAboutQuoted(String text) {
    return isIdle(unquoted(text, " "));
  }

  private static boolean isBlank(String rest, Pattern filling) {
    return filling
        .matcher(rest.replaceAll("[^\\p{L}\\p{N}.']+", " "))
        .replaceAll("")
        .replaceAll("[.']", "")
        .isBlank();
  }

  /** Tells whether there is another way to follow, so that a text which breaks one may be right. */
  static boolean leavesAWay(String text) {
    return OR.matcher(text).find();
  }

  /** Returns a pattern of words that ask for nothing by themselves: the usual ones and these. */
  static Pattern idle(String others) {
    return Pattern.compile("\\b(?:please|answer|respond|write|with|your|" + others + ")\\b");
  }

  /** Tells whether nothing but idle words and marks is left, so that nothing more is asked for. */
  static boolean asksNothing(String rest, Pattern idle) {
    return idle.matcher(rest).replaceAll("").replaceAll("\\W+", "").isEmpty();
  }
}
