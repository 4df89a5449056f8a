package org.autoif.io.llm;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallTimerTest {
  @Test
  void givenNothingThatWaits_thenTheThreadEndsAndAnotherComes() throws Exception {
    ScheduledThreadPoolExecutor timer = CallTimer.SystemTimer.newThread();
    timer.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    Thread first = timer.schedule(Thread::currentThread, 0, TimeUnit.MILLISECONDS).get();
    first.join(60_000);
    assertThat(first.isAlive(), is(false));
    Thread second = timer.schedule(Thread::currentThread, 20, TimeUnit.MILLISECONDS).get();
    assertThat(second == first, is(false));
    timer.shutdownNow();
  }
}
