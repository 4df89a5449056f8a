package org.autoif.transforms.instruct.audit;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which rules an audit applies.
 *
 * @param rules those that drop a function
 * @param unrelated {@link AuditRule#UNRELATED} drops a function that accepts more than this share
 *     of unrelated texts, from 0 to 1
 */
public record AuditSettings(Set<AuditRule> rules, double unrelated) implements Serializable {
  /**
   * Copies the rules.
   *
   * @throws IllegalArgumentException if the share is none
   */
  public AuditSettings {
    rules = Collections.unmodifiableSet(new TreeSet<>(rules));
    if (!(unrelated >= 0 && unrelated <= 1)) {
      throw new IllegalArgumentException("auditUnrelated " + unrelated + ": must be from 0 to 1");
    }
  }

  /**
   * Returns the rules that measured best on functions of real models: all but those that flag what
   * is no answer at all, which is refused as an answer instead.
   */
  public static AuditSettings usual() {
    Set<AuditRule> rules = EnumSet.allOf(AuditRule.class);
    rules.removeAll(
        List.of(AuditRule.EMPTY, AuditRule.ECHO, AuditRule.REFUSAL, AuditRule.UNRELATED));
    return new AuditSettings(rules, 0.8);
  }

  /** Returns these settings without a rule. */
  public AuditSettings without(AuditRule rule) {
    Set<AuditRule> others = new TreeSet<>(rules);
    others.remove(rule);
    return new AuditSettings(others, unrelated);
  }

  /** Returns no rule: nothing is run. */
  public static AuditSettings none() {
    return new AuditSettings(Set.of(), 0.8);
  }

  /** Returns every rule, and more than 0.8 of the unrelated texts. */
  public static AuditSettings all() {
    return new AuditSettings(EnumSet.allOf(AuditRule.class), 0.8);
  }
}
