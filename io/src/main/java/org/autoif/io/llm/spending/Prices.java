package org.autoif.io.llm.spending;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import org.autoif.io.llm.Usage;
import org.jspecify.annotations.Nullable;

/** What tokens cost by role, in whatever currency the prices are given in. */
public final class Prices implements Serializable {
  private static final long serialVersionUID = 1;

  /** No prices: nothing is said of costs. */
  public static final Prices NONE = new Prices(Map.of());

  /** Digits after the point of a cost. */
  public static final int SCALE = 9;

  /** The tokens that a price is for, as a power of ten. */
  private static final int A_MILLION = 6;

  private final HashMap<String, Price> byRole;

  private Prices(Map<String, Price> byRole) {
    this.byRole = new HashMap<>(byRole);
  }

  /**
   * The prices of one model.
   *
   * @param prompt of a million prompt tokens
   * @param completion of a million completion tokens
   * @param cached of a million prompt tokens that the endpoint has in its cache
   */
  public record Price(BigDecimal prompt, BigDecimal completion, BigDecimal cached)
      implements Serializable {
    /** Refuses what is negative with an {@link IllegalArgumentException}. */
    public Price {
      if (prompt.signum() < 0 || completion.signum() < 0 || cached.signum() < 0) {
        throw new IllegalArgumentException(
            "prices " + prompt + ", " + completion + ", " + cached + ": must be 0 or more");
      }
    }

    BigDecimal cost(long promptTokens, long cachedTokens, long completionTokens) {
      long hits = Math.min(promptTokens, cachedTokens);
      return prompt
          .multiply(BigDecimal.valueOf(promptTokens - hits))
          .add(cached.multiply(BigDecimal.valueOf(hits)))
          .add(completion.multiply(BigDecimal.valueOf(completionTokens)))
          .movePointLeft(A_MILLION);
    }
  }

  /** Returns prices by role. */
  public static Prices of(Map<String, Price> byRole) {
    return new Prices(byRole);
  }

  /** Returns whether no price is known. */
  public boolean isEmpty() {
    return byRole.isEmpty();
  }

  /** Returns the prices of a role, if they are known. */
  public @Nullable Price get(String role) {
    return byRole.get(role);
  }

  /** Returns what completions cost, or 0 if the role has no prices. */
  public BigDecimal cost(Usage usage) {
    return cost(
        usage.getRole(),
        usage.getPromptTokens(),
        usage.getCachedTokens(),
        usage.getCompletionTokens());
  }

  /** Returns what tokens cost, or 0 if the role has no prices. */
  public BigDecimal cost(String role, long promptTokens, long cachedTokens, long completionTokens) {
    Price price = byRole.get(role);
    return price == null
        ? BigDecimal.ZERO
        : plain(price.cost(promptTokens, cachedTokens, completionTokens));
  }

  /** Returns an amount without zeros at its end, exact to a billionth. */
  public static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.setScale(SCALE, RoundingMode.HALF_UP).stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Returns an amount as counters have it, in billionths, for people to read. */
  public static String text(long billionths) {
    return plain(BigDecimal.valueOf(billionths, SCALE)).toPlainString();
  }
}
