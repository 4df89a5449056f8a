package org.autoif.transforms.respond.label;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text that every function was run on.
 *
 * @param votes one a function, always in the same order
 * @param known the probability, more than 0 and less than 1, that it follows the instruction, if
 *     that is known from elsewhere than the functions; a text whose label is to be found has none
 */
public record Item(List<Vote> votes, @Nullable Double known) {
  /** What a function says of a text. */
  public enum Vote {
    /** It follows. */
    YES,
    /** It does not. */
    NO,
    /** Nothing: the function failed on it. */
    NONE
  }

  /** Checks and copies. */
  public Item {
    votes = List.copyOf(votes);
    if (known != null && !(known > 0 && known < 1)) {
      throw new IllegalArgumentException(
          "known " + known + ": must be more than 0 and less than 1");
    }
  }

  /** Returns a text whose label is to be found. */
  public static Item open(List<Vote> votes) {
    return new Item(votes, null);
  }

  /** Returns a text whose label is known with a probability. */
  public static Item known(List<Vote> votes, double probability) {
    return new Item(votes, probability);
  }
}
