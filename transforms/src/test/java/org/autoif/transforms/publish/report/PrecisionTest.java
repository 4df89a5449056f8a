package org.autoif.transforms.publish.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class PrecisionTest {
  @Test
  void givenCounts_thenTheIntervalIsWilsons() {
    assertThat(new Precision(97, 100).low(), closeTo(0.9155, 0.0001));
    assertThat(new Precision(97, 100).high(), closeTo(0.9897, 0.0001));
    assertThat(new Precision(5, 10).low(), closeTo(0.2366, 0.0001));
    assertThat(new Precision(5, 10).high(), closeTo(0.7634, 0.0001));
  }

  @Test
  void givenAllOrNone_thenTheIntervalEndsThere() {
    assertThat(new Precision(10, 10).high(), is(1.0));
    assertThat(new Precision(10, 10).low(), closeTo(0.7225, 0.0001));
    assertThat(new Precision(0, 10).low(), is(0.0));
    assertThrows(IllegalArgumentException.class, () -> new Precision(2, 1));
  }
}
