package org.autoif.io.llm.pool;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatException.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureWatchTest {
  private final FailureWatch watch = new FailureWatch("Step", 0.1);

  @Test
  void givenFirstCallsThatAllFailAlike_thenTheJobEndsInTheEndpointsWords() {
    for (int i = 0; i < FailureWatch.FIRST - 1; i++) {
      assertThat(failed(Kind.PERMANENT), nullValue());
    }
    ChatException end = failed(Kind.PERMANENT);
    assertThat(end, notNullValue());
    if (end != null) {
      assertThat(end.kind(), is(Kind.FAILURES));
      assertThat(
          end.getMessage(), containsString("Step: all of the first 10 answers failed alike"));
      assertThat(end.getMessage(), containsString("its own words"));
    }
  }

  @Test
  void givenOneAnswerAmongThem_thenTheShareDecides() {
    watch.answered(1);
    for (int i = 0; i < FailureWatch.LEAST - 2; i++) {
      assertThat(failed(Kind.PERMANENT), nullValue());
    }
    assertThat(failed(Kind.PERMANENT), notNullValue());
  }

  @Test
  void givenFewFailuresAmongMany_thenTheJobGoesOn() {
    watch.answered(900);
    for (int i = 0; i < 100; i++) {
      assertThat(failed(Kind.TIMEOUT), nullValue());
    }
    assertThat(failed(Kind.TIMEOUT), notNullValue());
  }

  @Test
  void givenPromptsThatAreRefused_thenTheyAreNoFailuresOfTheEndpoint() {
    watch.answered(1);
    for (int i = 0; i < 500; i++) {
      assertThat(failed(i % 2 == 0 ? Kind.REFUSED : Kind.TOO_LONG), nullValue());
    }
  }

  @Test
  void givenRunThatIsRepeatedForTheFewThatFailed_thenItDoesNotEndForThese() {
    watch.reused(1000);
    for (int i = 0; i < 50; i++) {
      assertThat(failed(Kind.PERMANENT), nullValue());
    }
  }

  @Test
  void givenNoLimit_thenNothingEndsTheJob() {
    FailureWatch any = new FailureWatch("Step", 1);
    for (int i = 0; i < 500; i++) {
      assertThat(any.failed(why(Kind.PERMANENT), 1), nullValue());
    }
  }

  private @Nullable ChatException failed(Kind kind) {
    return watch.failed(why(kind), 1);
  }

  private static ChatException why(Kind kind) {
    return new ChatException(kind, "its own words", 0, null);
  }
}
