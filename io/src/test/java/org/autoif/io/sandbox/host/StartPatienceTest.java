package org.autoif.io.sandbox.host;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StartPatienceTest {
  private final StartPatience patience = new StartPatience(Duration.ofSeconds(60));

  @Test
  void givenAProcessThatGetsOnSlowly_thenItIsWaitedFor() {
    for (int minute = 1; minute < 10; minute++) {
      assertThat(patience.goesOn(Duration.ofMillis(100L * minute)), is(true));
    }
  }

  @Test
  void givenAProcessThatStandsStill_thenItIsNotWaitedForAnyLonger() {
    assertThat(patience.goesOn(Duration.ofSeconds(3)), is(true));
    assertThat(patience.goesOn(Duration.ofMillis(3010)), is(false));
  }

  @Test
  void givenAProcessThatGoesRound_thenItIsGivenUpInTheEnd() {
    int looks = 1;
    while (patience.goesOn(Duration.ofSeconds(60L * looks))) {
      looks++;
    }
    assertThat(looks, is(10));
  }
}
