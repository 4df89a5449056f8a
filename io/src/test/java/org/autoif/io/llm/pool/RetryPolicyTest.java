package org.autoif.io.llm.pool;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatException.Kind;
import org.autoif.io.llm.pool.RetryPolicy.Again;
import org.autoif.io.llm.pool.RetryPolicy.Never;
import org.autoif.io.llm.pool.RetryPolicy.Next;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {
  private static final long NOBODY = Long.MIN_VALUE;

  private final RetryPolicy attempts = new RetryPolicy(3, 60_000);
  private long now = 1_000_000;

  @ParameterizedTest
  @EnumSource(names = {"SERVER", "TIMEOUT", "NETWORK", "MALFORMED"})
  void givenFaultsOfTheWay_thenEachCostsAnAttempt(Kind kind) {
    assertThat(((Again) fail(kind, 0, NOBODY)).costsAnAttempt(), is(true));
    assertThat(fail(kind, 0, NOBODY), instanceOf(Again.class));
    assertThat(fail(kind, 0, NOBODY), is(new Never(false)));
    assertThat(attempts.made(), is(3));
  }

  @ParameterizedTest
  @EnumSource(names = {"RATE", "UNAVAILABLE", "UNREACHABLE"})
  void givenEndpointAway_thenOnlyItsPatienceIsUsedUp(Kind kind) {
    for (int i = 0; i < 12; i++) {
      assertThat(((Again) fail(kind, 0, NOBODY)).costsAnAttempt(), is(false));
      now += 4_900;
    }
    now += 2_000;
    assertThat(fail(kind, 0, NOBODY), is(new Never(true)));
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTH", "QUOTA"})
  void givenErrorOfTheAccount_thenNobodyNeedsToTry(Kind kind) {
    assertThat(fail(kind, 0, now), is(new Never(true)));
  }

  @Test
  void givenErrorOfTheRequest_thenItIsGivenUpAlone() {
    assertThat(fail(Kind.PERMANENT, 0, now), is(new Never(false)));
  }

  @Test
  void givenNoRoomWhileOthersAreServed_thenItIsGivenUpAloneAndLate() {
    long waited = 0;
    for (Next next = fail(Kind.RATE, 0, now); ; next = fail(Kind.RATE, 0, now)) {
      if (next instanceof Again again) {
        waited += again.afterMillis();
        now += again.afterMillis();
      } else {
        assertThat(next, is(new Never(false)));
        break;
      }
    }
    assertThat(waited, greaterThanOrEqualTo(4 * 60_000L));
  }

  @Test
  void givenUnavailableWhileOthersAreServed_thenItIsTheRequestsOwnFault() {
    assertThat(((Again) fail(Kind.UNAVAILABLE, 0, now + 1)).costsAnAttempt(), is(true));
    fail(Kind.UNAVAILABLE, 0, now + 1);
    assertThat(fail(Kind.UNAVAILABLE, 0, now + 1), is(new Never(false)));
  }

  @Test
  void givenWaitAskedFor_thenItIsKept() {
    assertThat(((Again) fail(Kind.RATE, 7000, now)).afterMillis(), is(7000L));
    assertThat(((Again) fail(Kind.RATE, 9_999_999, now)).afterMillis(), is(120_000L));
  }

  @Test
  void givenNoWaitAskedFor_thenWaitsGrowWithJitterUpToHalfAMinute() {
    RetryPolicy many = new RetryPolicy(100, 60_000);
    long middle = 500;
    for (int i = 0; i < 20; i++) {
      many.sent(now);
      ChatException e = new ChatException(Kind.SERVER, "as scripted", 0, null);
      long wait = ((Again) many.after(e, now, now)).afterMillis();
      assertThat(
          wait,
          allOf(greaterThanOrEqualTo(middle / 2), lessThanOrEqualTo(Math.min(30_000, middle * 2))));
      middle = Math.min(30_000, 2 * middle);
    }
  }

  private Next fail(Kind kind, long retryAfterMillis, long answeredLast) {
    attempts.sent(now);
    return attempts.after(
        new ChatException(kind, "as scripted", retryAfterMillis, null), now, answeredLast);
  }
}
