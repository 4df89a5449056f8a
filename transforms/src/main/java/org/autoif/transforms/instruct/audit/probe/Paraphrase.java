package org.autoif.transforms.instruct.audit.probe;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
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
  private static final String FIRST =
      "(?<=^|[.;:]\\s{1,3})\\s*(?:(?:please\\s+)?(?:make\\s+sure|ensure)\\s+(?:that\\s+)?)?";

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
          + "|not\\s+(?:allowed|permitted|used|present|included|mentioned|to\\s+be\\s+used)|absent)\\b"
          + "|(?:do|does)(?:\\s+not|n't)\\s+(?:appear|occur|show\\s+up)\\b"
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

  private static final String DIVIDE =
      "\\b(?:divide|split|break|organi[sz]e|structure)\\s+" + ANSWER + "\\s+(?:up\\s+)?into\\s+";

  private static final String UNIT =
      "(?:words?|sentences?|lines?|paragraphs?|characters?|bullet\\s+points?|bullets?|hashtags?)\\b";

  private static final List<String> ONES =
      List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
  private static final List<String> TENS =
      List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

  private static final String ONE = "(?:" + String.join("|", ONES) + ")";
  private static final String TEN = "(?:" + String.join("|", TENS) + ")";

  /** A number of a unit that has more than one word, or more than digits. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?i)(?<!\\w)(?:\\d,\\d{3}|(?:a|"
              + ONE
              + ")\\s+(?:dozen|hundred(?:\\s+(?:and\\s+)?(?:"
              + TEN
              + "(?:[\\s-]"
              + ONE
              + ")?|"
              + ONE
              + "))?)|"
              + TEN
              + "[\\s-]"
              + ONE
              + ")(?=[\\s-]+(?:letters?\\b|times\\b|"
              + UNIT
              + "))");

  private static final List<Rule> RULES =
      List.of(
          new Rule("\\bat\\s+the\\s+(?:very\\s+)?(most|least)\\b", "at $1"),
          new Rule("\\bmax(?:imum|\\.)?\\s+(?=" + N + "\\s+" + UNIT + ")", "at most "),
          new Rule("\\bmin(?:imum|\\.)?\\s+(?=" + N + "\\s+" + UNIT + ")", "at least "),
          new Rule("\\b" + N + "\\s+or\\s+(fewer|less|more)\\s+(" + UNIT + ")", "$1 $3 or $2"),
          new Rule("\\b" + N + "(\\s+" + UNIT + "\\s+or\\s+)(?:under|below)\\b", "$1$2less"),
          new Rule("\\b" + N + "(\\s+" + UNIT + "\\s+or\\s+)(?:over|above)\\b", "$1$2more"),
          new Rule(
              "\\b(?:anywhere\\s+)?from\\s+" + N + "\\s+to\\s+" + N + "\\s+(?=" + UNIT + ")",
              "between $1 and $2 "),
          new Rule("\\bin\\s+just\\s+(?=" + N + "\\s+" + UNIT + ")", "in only "),
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
              "\\b(?:you\\s+(?:can't|cannot|may\\s+not|are\\s+(?:not\\s+(?:allowed|permitted)|forbidden)\\s+to)"
                  + "|it\\s+is\\s+(?:forbidden|prohibited|not\\s+allowed|not\\s+permitted)\\s+to"
                  + "|(?:under\\s+no\\s+circumstances|at\\s+no\\s+point|in\\s+no\\s+case)(?:\\s+(?:should|must|may)\\s+you)?)"
                  + "\\s+(use|include|mention|write)\\b",
              "do not $1"),
          new Rule(
              "\\b(?:stay\\s+away\\s+from|steer\\s+clear\\s+of|(?:abstain|refrain)\\s+from(?:\\s+using)?"
                  + "|you\\s+are\\s+prohibited\\s+from\\s+using)\\s+(?=(?:all\\s+|any\\s+)?(?:the\\s+)?"
                  + THING
                  + ")",
              "do not use "),
          new Rule(
              FIRST
                  + "(?:the\\s+)?(?:forbidden|banned|prohibited|taboo)\\s+((?:key)?words?|phrases?|letters?)(?:\\s+(?:is|are))?:?\\s+"
                  + "(?=['\"“‘])",
              "do not use the $1 "),
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
          noWord("longer|more", "most"),
          noWord("shorter|fewer|less", "least"),
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
          new Rule(DIVIDE + "(?=" + N + "\\b)", "use exactly "),
          new Rule(DIVIDE, "use "),
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

  private static Rule noWord(String how, String bound) {
    return new Rule(
        "\\b(?:use\\s+)?no\\s+words?\\s+(?:(?:may|must|should|can|shall)\\s+)?(?:(?:be|have|has|contain|with|of)"
            + "\\s+)?(?:"
            + how
            + ")"
            + LETTERS,
        "each word must have at " + bound + " $1 letters");
  }

  private static String framing(String verbs) {
    return "\\b(?:" + verbs + ")(s?(?:\\s+" + ANSWER + ")?\\s+with)\\b";
  }

  /** Returns an instruction in plainer words. */
  static String plain(String instruction) {
    String plain = NUMBER.matcher(instruction).replaceAll(Paraphrase::digits);
    for (Rule rule : RULES) {
      plain = rule.said().matcher(plain).replaceAll(rule.plain());
    }
    return plain;
  }

  private static int value(String word) {
    int ten = TENS.indexOf(word);
    return word.equals("a")
        ? 1
        : word.equals("and") ? 0 : ten < 0 ? ONES.indexOf(word) + 1 : 10 * (ten + 2);
  }

  /** Returns a number in digits. */
  private static String digits(MatchResult found) {
    int number = 0;
    for (String word :
        found.group().toLowerCase(Locale.ROOT).replace(",", "").split("[\\s-]+", -1)) {
      if (word.matches("\\d+")) {
        number += Integer.parseInt(word);
      } else if (word.equals("hundred") || word.equals("dozen")) {
        number *= word.equals("dozen") ? 12 : 100;
      } else {
        number += value(word);
      }
    }
    return Integer.toString(number);
  }

  /** Tells whether something is forbidden behind its name, where no probe would see it. */
  static boolean forbidsBehind(String plain) {
    return BEHIND.matcher(plain).find();
  }
}
