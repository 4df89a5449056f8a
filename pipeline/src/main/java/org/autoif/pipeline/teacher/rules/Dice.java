package org.autoif.pipeline.teacher.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.autoif.io.record.Ids;

/**
 * Chance that is none: every draw derives from the parts it was made of, so equal parts give equal
 * draws in any process. Not thread-safe.
 */
public final class Dice {
  private final Random random;

  private Dice(long seed) {
    this.random = new Random(seed); // its algorithm is specified, so no JVM draws differently
  }

  /** Returns dice that depend on all of these parts and their order. */
  public static Dice of(String... parts) {
    return new Dice(Ids.number("dice", parts));
  }

  /** Returns true with this probability. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Returns a number in [0, 1). */
  public double share() {
    return random.nextDouble();
  }

  /** Returns a normally distributed number with mean 0 and deviation 1. */
  public double normal() {
    return random.nextGaussian();
  }

  /** Returns a whole number from {@code low} to {@code high}, both included. */
  public int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** Returns one of these; the list must not be empty. */
  public <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** Returns one of these. */
  @SafeVarargs
  public final <T> T pick(T first, T... others) {
    int i = random.nextInt(others.length + 1);
    return i == 0 ? first : others[i - 1];
  }

  /** Returns the elements in another order. */
  public <T> List<T> shuffle(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }

  /** Returns {@code count} different elements, or all if there are fewer. */
  public <T> List<T> some(int count, List<T> from) {
    return shuffle(from).subList(0, Math.min(count, from.size()));
  }
}
