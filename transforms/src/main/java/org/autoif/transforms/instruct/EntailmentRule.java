package org.autoif.transforms.instruct;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a back-translation must relate to its instruction for the function to stay. */
public enum EntailmentRule {
  /**
   * It does not contradict the instruction: the paper's rule (section 3.1), by which a
   * back-translation about something else, which is neutral, stays.
   */
  NOT_CONTRADICTION,
  /** The instruction entails it: the function demands nothing that the instruction does not. */
  FORWARD,
  /**
   * Both entail each other: the function demands all that the instruction does, and no more. It
   * takes a second question for every back-translation that passed the first.
   */
  MUTUAL;

  /** Returns the rule as options have it, for example {@code not-contradiction}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns whether a function stays whose back-translation has this label. */
  boolean admits(String label) {
    return label.equals("entailment")
        || (this == NOT_CONTRADICTION && List.of("neutral", "untrusted").contains(label));
  }

  /**
   * Returns the rule of this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists them
   */
  public static EntailmentRule named(String name) {
    return Arrays.stream(values())
        .filter(rule -> rule.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "entailment '" + name + "': expected mutual, forward or not-contradiction"));
  }
}
