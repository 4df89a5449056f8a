package org.autoif.io.llm;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void givenAThousandLatencies_thenPercentilesAreWithinFivePerCent() {
    Map<Integer, Long> some = new TreeMap<>();
    Map<Integer, Long> others = new TreeMap<>();
    for (long millis = 1; millis <= 1000; millis++) {
      (millis % 3 == 0 ? some : others).merge(Latencies.bucket(millis), 1L, Long::sum);
    }
    Map<Integer, Long> all = Latencies.sum(some, others);
    for (double share : new double[] {0.1, 0.5, 0.9, 0.99, 1}) {
      assertThat(
          (double) Latencies.percentile(all, share), closeTo(1000 * share, 50 * share + 0.5));
    }
  }

  @Test
  void givenNoneOrOne_thenThatIsTold() {
    assertThat(Latencies.percentile(Map.of(), 0.5), is(-1L));
    assertThat(Latencies.percentile(Map.of(Latencies.bucket(0), 1L), 0.99), is(1L));
    assertThat(
        (double) Latencies.percentile(Map.of(Latencies.bucket(86_400_000), 1L), 0.01),
        closeTo(86_400_000, 4_320_000));
  }
}
