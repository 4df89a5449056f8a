package org.autoif.transforms.instruct.audit.probe;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Says what an instruction asks for in the words in which the probes read it: "do not use commas"
 * for "commas are forbidden", "at most 5" for "do not use more than 5". What is said stays the
 * same, so that no rule may leave anything out.
 */
final class Paraphrase {
  private record Rule(Pattern said, String plain) {
    Rule(String said, String plain) {
      this(Pattern.compile("(?i)" + said), plain);
    }
  }

  private static final String N = Bound.NUMBER;
  private static final String NOT =
      "\\b(?:do not|don't|never|not|must not|mustn't|should not|shouldn't|may not|cannot|can't"
          + "|without|avoid)\\s+(?!only\\b)";
  private static final String OBJECT = "((?:(?!and\\b|but\\b)[\\w'\"“”‘’-]+\\s+){0,6}?)";
  private static final String COUNT = "(?:" + N + "|once|twice)";
  private static final String ANSWER =
      "(?:the|your|this)\\s+(?:(?:whole|entire|complete)\\s+)?(?:answer|response|reply|text|output"
          + "|message)";
  private static final String MUST = "(?:must|should|may|can|shall|has to|needs to)";

  /** The beginning of a sentence. */
  private static final String FIRST = "(?<=^|[.;:]\\s{1,3})\\s*";

  private static final String THING =
      "(?:(?:key)?words?|phrases?|terms?|letters?|capitals?|capital letters|upper[ -]?case(?: letters)?"
          + "|digits|numbers|numerals|punctuation(?: marks)?|articles|vowels|spaces|commas?|periods?"
          + "|full stops?|colons?|semicolons?|(?:question|exclamation) (?:marks?|points?)"
          + "|contractions)\\b";

  /** What a sentence forbids that begins with it. */
  private static final String SUBJECT =
      "((?:the\\s+)?(?:use\\s+of\\s+)?(?:the\\s+)?(?:any\\s+)?" + THING + "[^.;:]*?)\\s+";

  private static final String BE_THERE =
      "(?:be\\s+(?:used|present|included|mentioned|found|written)|appear|occur|show up)\\b";
  private static final String FORBIDDEN =
      "(?:(?:(?:must|should|may|can|shall)(?:\\s+not|\\s+never|n't)|cannot)\\s+(?:ever\\s+)?"
          + BE_THERE
          + "|(?:is|are)\\s+(?:(?:strictly\\s+)?(?:forbidden|prohibited|banned|off[ -]limits|taboo)"
          + "|not\\s+(?:allowed|permitted|to\\s+be\\s+used))\\b"
          + "|(?:must|should|(?:is|are|has|have)\\s+to)\\s+be\\s+(?:avoided|left\\s+out|omitted|excluded)\\b)";
  private static final Pattern BEHIND = Pattern.compile("(?i)\\b" + FORBIDDEN);
  private static final String SOMEWHERE =
      "(?:\\s+anywhere)?(?:\\s+in\\s+" + ANSWER + ")?(?=\\s*(?:[.;!]|$))";

  private static final String CAPITAL_FIRST =
      "(?:begin|start)\\s+with\\s+a\\s+capital(?:\\s+letter)?";
  private static final String LETTERS =
      "\\s+than\\s+"
          + N
          + "\\s+(?:letters?|characters?)\\b(?!\\s+(?:may|must|should|can|shall|is|are)\\b)";

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              FIRST
                  + "none\\s+of\\s+((?:the|these)\\s+"
                  + THING
                  + "[^.;:]*?)\\s+(?:must|should|may|can|shall|(?:is|are)\\s+to)\\s+"
                  + BE_THERE
                  + SOMEWHERE,
              "do not use $1"),
          new Rule(FIRST + SUBJECT + FORBIDDEN + SOMEWHERE, "do not use $1"),
          new Rule(
              "\\b(?:leave\\s+out|omit|do\\s+without|keep\\s+"
                  + ANSWER
                  + "\\s+free\\s+of|must\\s+be\\s+free\\s+of|should\\s+be\\s+free\\s+of)\\s+"
                  + "(?:(?:all|any|every)\\s+)?(?="
                  + THING
                  + ")",
              "do not use any "),
          new Rule(
              "\\b(without|(?:do not|don't|never|must not|should not)\\s+(?:use|contain|include|have))"
                  + "\\s+(?:even\\s+)?(?:a|one)\\s+single\\s+",
              "$1 any "),
          new Rule("\\b(each|every)\\s+word\\s+(?:of|in)\\s+" + ANSWER, "$1 word"),
          new Rule(
              "\\b(?:use\\s+)?no\\s+words?\\s+(?:(?:may|must|should|can|shall)\\s+)?(?:(?:be|have|has|contain|with|of)"
                  + "\\s+)?(?:longer|more)"
                  + LETTERS,
              "each word must have at most $1 letters"),
          new Rule(
              "\\b(?:use\\s+)?no\\s+words?\\s+(?:(?:may|must|should|can|shall)\\s+)?(?:(?:be|have|has|contain|with|of)"
                  + "\\s+)?(?:shorter|fewer|less)"
                  + LETTERS,
              "each word must have at least $1 letters"),
          new Rule(
              "(" + MUST + "\\s+)not\\s+be\\s+longer\\s+than\\s+(?=" + N + "\\b)",
              "$1use at most "),
          new Rule(NOT + "exceed(?:ing)?\\s+(?=" + N + "\\b)", "use at most "),
          new Rule(NOT + OBJECT + "(?:more than|over|above)\\s+(?=" + COUNT + "\\b)", "$1at most "),
          new Rule(
              NOT + OBJECT + "(?:fewer than|less than|under|below)\\s+(?=" + COUNT + "\\b)",
              "$1at least "),
          new Rule("\\b" + N + "(\\s+\\w+\\s+or\\s+)longer\\b", "$1$2more"),
          new Rule("\\b" + N + "(\\s+\\w+\\s+or\\s+)shorter\\b", "$1$2less"),
          new Rule(
              "\\bmax(?:imum|\\.)?\\s+length(?:\\s+of|\\s+is|:)?\\s+(?=" + N + "\\s)", "at most "),
          new Rule(
              "\\bword\\s+limit(?:\\s+of|\\s+is|:)?\\s+" + N + "(?:\\s+words)?",
              "at most $1 words"),
          new Rule(
              "\\b(?:divide|split|break|organi[sz]e|structure)\\s+"
                  + ANSWER
                  + "\\s+(?:up\\s+)?into\\s+",
              "use "),
          new Rule(
              "\\b(?:"
                  + CAPITAL_FIRST.replace("\\s+with", "\\s+(?:each|every)\\s+word\\s+with")
                  + "|(?:each|every)\\s+word\\s+"
                  + MUST
                  + "\\s+"
                  + CAPITAL_FIRST
                  + "|capitali[sz]e\\s+(?:the\\s+first\\s+letter\\s+of\\s+)?(?:each|every)\\s+word)\\b",
              "write in title case"),
          new Rule(
              "\\b(?:(?:use|(?:answer|respond|reply|write)\\s+(?:with|in|using))\\s+(?:only\\s+questions|questions\\s+only)"
                  + "|only\\s+(?:use|(?:answer|respond|reply)\\s+with)\\s+questions)"
                  + "(?:\\s+to\\s+form\\s+"
                  + ANSWER
                  + ")?(?=\\s*(?:[.;!]|$))",
              "every sentence must be a question"),
          new Rule(
              "\\b((?:each|every)\\s+word\\s+"
                  + MUST
                  + "\\s+)read\\s+the\\s+same\\s+(?:forwards?\\s+and\\s+backwards?|backwards?\\s+and\\s+forwards?"
                  + "|(?:in\\s+)?both\\s+(?:ways|directions))\\b",
              "$1be a palindrome"),
          new Rule(
              "\\b(?:arrange|order|sort|put)\\s+(?:all\\s+|all\\s+the\\s+|the\\s+|your\\s+|every\\s+|each\\s+)?words?\\s+"
                  + "(?:alphabetically|in\\s+alphabetical\\s+order)(?:\\s+from\\s+(?:the\\s+)?first\\s+to\\s+(?:the\\s+)?last)?"
                  + "(?=\\s*(?:[.;!]|$))",
              "use words in alphabetical order"),
          new Rule(
              "\\b((?:start|begin)(?:s|ning|ing)?\\s+with\\s+)(?:an?\\s+)?(['\"“‘][a-z]['\"”’])",
              "$1the letter $2"),
          new Rule(framing("conclude|close"), "finish$1"),
          new Rule(framing("open"), "start$1"),
          new Rule(
              "(\\b(?:start|begin|end|finish)(?:e?s|ing)?\\b[^.;:'\"“]*?\\bwith\\s[^.;:'\"“]*?)"
                  + "['‘]([^'’\"\n]{3,80})['’](?!\\w)",
              "$1\"$2\""));

  private Paraphrase() {}

  private static String framing(String verbs) {
    return "\\b(?:" + verbs + ")(s?(?:\\s+" + ANSWER + ")?\\s+with)\\b";
  }

  /** Returns an instruction in plainer words. */
  static String plain(String instruction) {
    String plain = instruction;
    for (Rule rule : RULES) {
      plain = rule.said().matcher(plain).replaceAll(rule.plain());
    }
    return plain;
  }

  /** Tells whether something is forbidden behind its name, where no probe would see it. */
  static boolean forbidsBehind(String plain) {
    return BEHIND.matcher(plain).find();
  }
}
