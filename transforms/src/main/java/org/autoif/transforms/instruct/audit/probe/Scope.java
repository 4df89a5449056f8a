package org.autoif.transforms.instruct.audit.probe;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a demand reaches: all of an answer, or a part of it that the words around it name ("avoid
 * commas in the first sentence", "a title of at most five words"). Texts are sure to break a demand
 * only if it reaches all of them, so that nothing is probed where those words are not understood.
 */
final class Scope {
  /** Stands for a demand whose surroundings are looked at. */
  private static final String DEMAND = "§";

  /** Ends of clauses. */
  private static final Pattern ENDS = ends(",");

  /**
   * The same where a limit that follows a comma has no verb, and so belongs to what is before it.
   */
  private static final Pattern ENDS_AROUND_LIMITS = ends(",(?!\\s*" + DEMAND + ")");

  /** The beginning of a clause that says where the next one holds. */
  private static final Pattern PLACE =
      Pattern.compile(
          "^\\W*(?:only )?(?:in|for|at(?! (?:least|most))|on|within|after|before|during|inside|near|from|when)\\b");

  private static final Pattern ONLY_THERE =
      Pattern.compile("\\b(?:only|just) (?:in|at|for|within|on|after|before|as)\\b");

  /** What a clause is about that asks for all of an answer to be of a kind. */
  private static final Pattern KIND =
      Pattern.compile(
          "^\\W*(?:please )?(?:write|compose|create|craft|draft|generate|produce|give|provide|tell|(?:respond"
              + "|answer|reply) with)\\b(?!.*\\b(?:include|add|use|start|begin|end|title)\\b)"
              + "(?=.*\\b(?<kind>(?:(?:blog|short|cover|love|thank-you)\\s+)?(?:poem|stor(?:y|ies)|letter|haiku|essay|e-?mail|tweet|limerick|review|description|speech|song|joke"
              + "|riddle|article|post|message|explanation))\\b).*");

  /** What an answer is about. */
  private static final Pattern TOPIC =
      Pattern.compile(
          "\\babout\\s+(?:(?!(?:in|with|using|without|that|which|of|and)\\b)[\\p{L}'-]+\\s*){1,6}");

  private Scope() {}

  private static Pattern ends(String comma) {
    return Pattern.compile(
        "(?<!\\b[a-z])[.;:!?]+(?=\\s|$)|" + comma + "|\\n|\\b(?:and|but|while)\\b");
  }

  /** Returns those probes of a demand that are sure, by what else a text in lower case says. */
  static List<Probe> sure(String text, Pattern demand, List<Probe> probes) {
    return isWhole(text, demand) ? Probe.sure(Wording.isAlone(text, demand), probes) : List.of();
  }

  /** Adds probes of a demand, those that are sure, if a text in lower case asks for it. */
  static void demanded(Pattern demand, String text, List<Probe> made, List<Probe> to) {
    if (Wording.isAsked(demand, text)) {
      to.addAll(sure(text, demand, made));
    }
  }

  /** Tells whether a demand, wherever a text in lower case has it, is about all of an answer. */
  static boolean isWhole(String text, Pattern demand) {
    return reachesAll(demand.matcher(text).replaceAll(" " + DEMAND + " "), ENDS, Wording::isIdle);
  }

  /** Tells whether what stands between two places is about all of an answer. */
  static boolean isWhole(String text, int from, int to) {
    return reachesAll(
        text.substring(0, from) + " " + DEMAND + " " + text.substring(to), ENDS, Wording::isIdle);
  }

  /** Tells whether limits, all of them, are about all of an answer. */
  static boolean areWhole(String text, List<UnitLimit> limits) {
    return reachesAll(
        UnitLimit.replaced(text, limits, " " + DEMAND + " "),
        ENDS_AROUND_LIMITS,
        Wording::isFilling);
  }

  /** Tells whether what is demanded of quoted words is about all of an answer. */
  static boolean isWholeQuoted(String text) {
    String masked = Wording.unquoted(text, DEMAND);
    return reachesAll(
        masked.replaceAll(DEMAND + "(?:[\\s,;/&]*(?:and|or|nor)?\\s*" + DEMAND + ")*", DEMAND),
        ENDS,
        Wording::isIdle);
  }

  private static boolean reachesAll(String masked, Pattern ends, Predicate<String> idle) {
    if (ONLY_THERE.matcher(masked).find()) {
      return false;
    }
    for (String clause : ends.split(masked, -1)) {
      boolean matters = clause.contains(DEMAND) || PLACE.matcher(clause).find();
      if (matters && !idle.test(Wording.unquoted(ofAKind(clause.replace(DEMAND, " ")), " "))) {
        return false;
      }
    }
    return true;
  }

  /** Returns a clause without the kind of answer that it asks for, and what it is to be about. */
  private static String ofAKind(String clause) {
    String rest = TOPIC.matcher(clause).replaceAll(" ");
    Matcher asked = KIND.matcher(rest);
    return asked.matches()
        ? rest.substring(0, asked.start("kind")) + rest.substring(asked.end("kind"))
        : rest;
  }
}
