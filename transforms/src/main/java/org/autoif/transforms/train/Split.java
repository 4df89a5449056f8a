package org.autoif.transforms.train;

import java.io.Serializable;
import java.util.List;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Ids;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.SftExample;
import org.jspecify.annotations.Nullable;

/**
 * Which instructions are held out for validation: a share of them, chosen by their ids alone, so
 * that an instruction is on the same side in every version and for every kind of row.
 *
 * @param fraction share of the instructions that is held out, in [0, 1)
 */
public record Split(double fraction) implements Serializable {
  /** Nothing is held out. */
  public static final Split NONE = new Split(0);

  public static final String TRAIN = "train";
  public static final String VALIDATION = "validation";

  /**
   * Checks the share.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Split {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "validationFraction " + fraction + ": must be at least 0 and less than 1");
    }
  }

  /** Returns whether anything may be held out. */
  public boolean holdsOut() {
    return fraction > 0;
  }

  /** Returns the side of a row about these instructions; null if they are on both. */
  public @Nullable String side(List<String> instructionIds) {
    long heldOut = instructionIds.stream().filter(this::holdsOut).count();
    return heldOut == 0 ? TRAIN : heldOut == instructionIds.size() ? VALIDATION : null;
  }

  private boolean holdsOut(String instructionId) {
    return Ids.number("validation", instructionId) < fraction * Long.MAX_VALUE;
  }

  public static List<String> instructions(SftExample row) {
    return row.getInstructionIds();
  }

  public static List<String> instructions(PreferencePair row) {
    return row.getInstructionIds();
  }

  public static List<String> instructions(RewardTask row) {
    return row.getConstraints().stream().map(Constraint::getId).toList();
  }
}
