package org.autoif.io.llm.pool;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.autoif.io.llm.CallTimer;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final VirtualTimer timer = new VirtualTimer();

  @Test
  void givenTwoWorkersWithCommonTurns_thenTogetherTheyKeepTheRate() {
    Turns turns = new Turns.Local(timer);
    Worker one = new Worker(new Rates(600, 0), turns, 10);
    Worker other = new Worker(new Rates(600, 0), turns, 10);
    timer.run(600_000);
    assertThat(one.sent + other.sent, allOf(greaterThanOrEqualTo(5_700), lessThanOrEqualTo(6_300)));
    assertThat(one.sent, greaterThanOrEqualTo(2_000));
    assertThat(other.sent, greaterThanOrEqualTo(2_000));
  }

  @Test
  void givenTokensFarFromTheFirstGuess_thenTheirRateIsKept() {
    for (int tokens : new int[] {20, 5_000}) {
      Worker worker = new Worker(new Rates(0, 1_000_000), new Turns.Local(timer), tokens);
      long from = timer.now();
      timer.run(from + 600_000);
      long spent = (long) worker.sent * tokens;
      assertThat(spent, allOf(greaterThanOrEqualTo(9_500_000L), lessThanOrEqualTo(10_500_000L)));
    }
  }

  @Test
  void givenBothRates_thenTheStricterHolds() {
    Worker worker = new Worker(new Rates(6_000, 60_000), new Turns.Local(timer), 100);
    timer.run(600_000);
    assertThat(worker.sent, allOf(greaterThanOrEqualTo(5_700), lessThanOrEqualTo(6_300)));
  }

  /** Sends all it may; an answer takes a second. */
  private final class Worker {
    private final RateLimit pace;
    private final int tokens;
    private int sent;

    Worker(Rates rates, Turns turns, int tokens) {
      this.tokens = tokens;
      this.pace = new RateLimit("http://there/v1", rates, turns, timer, this::send);
      send();
    }

    private void send() {
      while (pace.permits()) {
        sent++;
        timer.after(1000, () -> pace.answered(tokens));
      }
    }
  }

  /** Time that goes on as its events do. */
  private static final class VirtualTimer implements CallTimer {
    private static final long serialVersionUID = 1;

    private record Event(long at, long number, Runnable work) {}

    private final transient PriorityQueue<Event> events =
        new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparing(Event::number));
    private long now;
    private long number;

    @Override
    public long now() {
      return now;
    }

    @Override
    public void apart(Runnable work) {
      after(0, work);
    }

    @Override
    public void after(long millis, Runnable work) {
      events.add(new Event(now + millis, number++, work));
    }

    void run(long until) {
      while (!events.isEmpty() && events.peek().at() <= until) {
        Event event = events.remove();
        now = event.at();
        event.work().run();
      }
      now = until;
    }
  }
}
