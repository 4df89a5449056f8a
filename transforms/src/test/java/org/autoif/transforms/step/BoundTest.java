package org.autoif.transforms.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoundTest {
  @Test
  void givenABoundToExceed_thenItselfIsNotEnough() {
    assertFalse(Bound.above(0.5).admits(0.5));
    assertTrue(Bound.above(0.5).admits(Math.nextUp(0.5)));
    assertFalse(Bound.above(0).admits(0));
  }

  @Test
  void givenABoundToReach_thenItselfIsEnough() {
    assertTrue(Bound.atLeast(0.8).admits(0.8));
    assertTrue(Bound.atLeast(0.8).admits(4 / 5.0));
    assertFalse(Bound.atLeast(0.8).admits(Math.nextDown(0.8)));
  }

  @Test
  void givenItsTwoForms_thenTheyAreRead() {
    assertEquals(Bound.above(0.5), Bound.parse("score", "above:0.5", 1));
    assertEquals(Bound.atLeast(8), Bound.parse("score", "at-least:8", 10));
    assertEquals(Bound.atLeast(8), Bound.parse("score", "8", 10));
    assertEquals(Bound.atLeast(10), Bound.parse("score", "10", 10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "above", "above:", "above:-1", "over:0.5", "11", "at-least:1e1", ".5"})
  void givenAnotherForm_thenTheMessageNamesWhatIsAllowed(String text) {
    assertEquals(
        "score '" + text + "': expected above:X or at-least:X with X from 0 to 10",
        assertThrows(IllegalArgumentException.class, () -> Bound.parse("score", text, 10))
            .getMessage());
  }

  @Property
  void givenAnyBound_thenItsTextIsReadBack(
      @ForAll @DoubleRange(min = 0, max = 10) @Scale(6) double value, @ForAll boolean inclusive) {
    Bound bound = new Bound(value, inclusive);
    assertEquals(bound, Bound.parse("score", bound.toString(), 10));
  }
}
