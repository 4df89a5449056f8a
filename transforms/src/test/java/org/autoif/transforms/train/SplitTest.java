package org.autoif.transforms.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public final class SplitTest {
  private static final Split HALF = new Split(0.5);

  /** An id that is held out, or not, at a half. */
  public static String id(boolean heldOut) {
    return IntStream.range(0, 100)
        .mapToObj(i -> "i" + i)
        .filter(id -> Split.VALIDATION.equals(HALF.side(List.of(id))) == heldOut)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void givenManyInstructions_thenTheShareIsHeldOut() {
    long heldOut =
        IntStream.range(0, 10_000)
            .filter(i -> Split.VALIDATION.equals(new Split(0.1).side(List.of("i" + i))))
            .count();
    assertTrue(heldOut > 900 && heldOut < 1100, heldOut + " of 10,000");
  }

  @Test
  void givenSeveralInstructions_thenARowIsOnASideOnlyIfAllAre() {
    assertEquals(Split.VALIDATION, HALF.side(List.of(id(true))));
    assertEquals(Split.TRAIN, HALF.side(List.of(id(false), id(false))));
    assertNull(HALF.side(List.of(id(false), id(true))));
  }

  // So that a larger share tests no model on what it was trained with before.
  @Property(tries = 200)
  void givenALargerShare_thenWhatWasHeldOutStaysSo(
      @ForAll String id,
      @ForAll @DoubleRange(max = 0.99) double one,
      @ForAll @DoubleRange(max = 0.99) double other) {
    Split less = new Split(Math.min(one, other));
    if (Split.VALIDATION.equals(less.side(List.of(id)))) {
      assertEquals(Split.VALIDATION, new Split(Math.max(one, other)).side(List.of(id)));
    }
  }

  @Property(tries = 100)
  void givenNothingHeldOut_thenEveryRowIsToTrainOn(@ForAll List<String> ids) {
    assertEquals(Split.TRAIN, Split.NONE.side(ids));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void givenAShareThatIsNone_thenItIsNamed(double fraction) {
    assertEquals(
        "validationFraction " + fraction + ": must be at least 0 and less than 1",
        assertThrows(IllegalArgumentException.class, () -> new Split(fraction)).getMessage());
  }
}
