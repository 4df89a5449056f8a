package org.autoif.transforms.step;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lower bound that a measure must reach, or exceed. The paper's thresholds are of the second
 * kind, the published scripts' partly of the first.
 *
 * @param value the bound
 * @param inclusive whether the bound itself is enough
 */
public record Bound(double value, boolean inclusive) implements Serializable {
  private static final Pattern FORM =
      Pattern.compile("(?:(above|at-least):)?([0-9]+(?:\\.[0-9]+)?)");

  /** Returns a bound that must be exceeded. */
  public static Bound above(double value) {
    return new Bound(value, false);
  }

  /** Returns a bound that must be reached. */
  public static Bound atLeast(double value) {
    return new Bound(value, true);
  }

  /**
   * Reads {@code above:0.5} or {@code at-least:0.8}; a bare number is {@code at-least}.
   *
   * @param name what the bound is for, to name it in an error
   * @param most the largest value that makes sense
   * @throws IllegalArgumentException if the text has another form or the value is over {@code most}
   */
  public static Bound parse(String name, String text, double most) {
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!form.matches() || Double.parseDouble(form.group(2)) > most) {
      throw new IllegalArgumentException(
          name + " '" + text + "': expected above:X or at-least:X with X from 0 to " + plain(most));
    }
    return new Bound(Double.parseDouble(form.group(2)), !"above".equals(form.group(1)));
  }

  /** Returns whether {@code measure} satisfies the bound. */
  public boolean admits(double measure) {
    return inclusive ? measure >= value : measure > value;
  }

  /** Returns the form that {@link #parse} reads. */
  @JsonValue
  @Override
  public String toString() {
    return (inclusive ? "at-least:" : "above:") + plain(value);
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
