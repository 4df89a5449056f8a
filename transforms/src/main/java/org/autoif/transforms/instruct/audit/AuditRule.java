package org.autoif.transforms.instruct.audit;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A reason to drop a function that agreed with its cases. */
public enum AuditRule {
  /** It is wrong about a text whose verdict follows from the words of the instruction. */
  PROBES,
  /** Of words that it takes alone it refuses a text, or the other way round. */
  WORDS,
  /** It refuses what it accepts once that has a dress of which the instruction does not speak. */
  DRESS,
  /** It accepts the empty text. */
  EMPTY,
  /**
   * It accepts the instruction itself as an answer, without what that has in quotes, and does so
   * for its words: a text of the same shape in other letters it refuses.
   */
  ECHO,
  /** It accepts every one of a few refusals to answer. */
  REFUSAL,
  /** It accepts most of a set of texts that have nothing to do with the instruction. */
  UNRELATED,
  /** It says the same of all its cases and of all other texts. */
  CONSTANT,
  /** It agrees with no case that is to be accepted, or with none that is to be refused. */
  ONESIDED,
  /** It says another thing of the same text the second time. */
  NONDETERMINISTIC,
  /** It reads the clock. */
  CLOCK,
  /** It draws random numbers. */
  RANDOMNESS,
  /** It reads files, the environment or other processes. */
  FILES,
  /** It reads from the network. */
  NETWORK,
  /** Its cases cannot tell it from any of its mutants. */
  VACUOUS,
  /**
   * The words of its instruction decide no text, or only texts that break it, so that nothing but
   * its own writer speaks for it.
   */
  UNPROBED;

  /** Returns the rule as options and reasons have it, for example {@code echo}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the rules of a list such as {@code empty,echo}; {@code all} and {@code none} are
   * allowed.
   *
   * @throws IllegalArgumentException if a word is no rule; the message has the option, the word and
   *     what is allowed
   */
  public static Set<AuditRule> parse(String option, String list) {
    if (list.equals("none")) {
      return EnumSet.noneOf(AuditRule.class);
    } else if (list.equals("all")) {
      return EnumSet.allOf(AuditRule.class);
    }
    Set<AuditRule> rules = EnumSet.noneOf(AuditRule.class);
    for (String word : list.split(",", -1)) {
      rules.add(
          Arrays.stream(values())
              .filter(rule -> rule.text().equals(word.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          option
                              + " '"
                              + word.strip()
                              + "': expected all, none or some of "
                              + List.of(values()).stream().map(AuditRule::text).toList())));
    }
    return rules;
  }
}
