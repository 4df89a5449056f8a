package org.autoif.io.llm.pool;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private static final int LATENCY_MILLIS = 200;

  @Test
  void givenACrowdOfRefusals_thenTheLimitIsHalvedOnce() {
    ConcurrencyLimit limit = new ConcurrencyLimit(8);
    List<Long> tickets = new ArrayList<>();
    while (limit.hasRoom()) {
      tickets.add(limit.start());
    }
    assertThat(tickets.size(), is(8));
    tickets.forEach(limit::refused);
    assertThat(limit.limit(), is(4));
    limit.refused(limit.start());
    assertThat(limit.limit(), is(2));
  }

  @Test
  void givenRefusalsOnly_thenOneIsStillSent() {
    ConcurrencyLimit limit = new ConcurrencyLimit(64);
    for (int i = 0; i < 1000; i++) {
      assertThat(limit.hasRoom(), is(true));
      limit.refused(limit.start());
    }
    assertThat(limit.limit(), is(1));
  }

  @Test
  void givenFailuresOfOtherKinds_thenTheLimitStays() {
    ConcurrencyLimit limit = new ConcurrencyLimit(8);
    for (int i = 0; i < 100; i++) {
      limit.start();
      limit.failed();
    }
    assertThat(limit.limit(), is(8));
  }

  /**
   * A server with 64 places of 200 ms that loses three quarters of them for a minute: the figures
   * that the engine promises.
   */
  @Test
  void givenThreeQuartersLostForAMinute_thenTheRestIsUsedAndRegained() {
    Simulation server = new Simulation(64, second -> second >= 20 && second < 80 ? 16 : 64);
    server.run(100);
    assertThat(server.answered(22, 80), greaterThanOrEqualTo((int) (0.95 * 58 * 16 * 5)));
    assertThat(
        (double) server.refused(20, 80) / (server.answered(20, 80) + server.refused(20, 80)),
        lessThanOrEqualTo(0.02));
    assertThat(server.answered(90, 100), greaterThanOrEqualTo((int) (0.98 * 10 * 64 * 5)));
  }

  @Test
  void givenFewerPlacesThanAllowed_thenTheyAreFoundAndKeptFull() {
    for (int places : new int[] {1, 3, 20, 47, 63}) {
      Simulation server = new Simulation(64, second -> places);
      server.run(60);
      assertThat(server.answered(10, 60), greaterThanOrEqualTo((int) (0.95 * 50 * places * 5)));
      // With few places an answer is rare, and so must be a refusal.
      assertThat(
          server.refused(10, 60),
          lessThan(Math.max(20, (int) (0.02 * server.answered(10, 60)) + 2)));
    }
  }

  @Test
  void givenMostRefusedByChance_thenThereIsNoStall() {
    Simulation server = new Simulation(64, second -> 64);
    server.refusedByChance = 0.9;
    server.run(60);
    for (int second = 5; second < 60; second++) {
      assertThat(server.answered(second, second + 1), greaterThanOrEqualTo(1));
    }
  }

  /** A server that refuses what is above its places, and a client that always has more to ask. */
  private static final class Simulation {
    private record Event(long at, long ticket, boolean refused) {}

    private final ConcurrencyLimit limit;
    private final IntUnaryOperator places;
    private final Random random = new Random(7);
    private final PriorityQueue<Event> events =
        new PriorityQueue<>(Comparator.comparingLong(Event::at));
    private final int[] answered = new int[200];
    private final int[] refused = new int[200];
    private double refusedByChance;
    private int inside;

    Simulation(int most, IntUnaryOperator places) {
      this.limit = new ConcurrencyLimit(most);
      this.places = places;
    }

    void run(int seconds) {
      for (long now = 0; now < seconds * 1000L; now++) {
        int second = (int) (now / 1000);
        while (!events.isEmpty() && events.peek().at() <= now) {
          Event event = events.remove();
          if (event.refused()) {
            refused[second]++;
            limit.refused(event.ticket());
          } else {
            inside--;
            answered[second]++;
            limit.succeeded(event.ticket());
          }
        }
        while (limit.hasRoom()) {
          long ticket = limit.start();
          if (inside >= places.applyAsInt(second) || random.nextDouble() < refusedByChance) {
            events.add(new Event(now + 2, ticket, true));
          } else {
            inside++;
            events.add(new Event(now + LATENCY_MILLIS + random.nextInt(5), ticket, false));
          }
        }
      }
    }

    int answered(int from, int to) {
      return sum(answered, from, to);
    }

    int refused(int from, int to) {
      return sum(refused, from, to);
    }

    private static int sum(int[] counts, int from, int to) {
      int sum = 0;
      for (int i = from; i < to; i++) {
        sum += counts[i];
      }
      return sum;
    }
  }

  @Test
  void givenTimeoutsTogether_thenTheLimitIsLowered_butNotForOneSlowAnswer() {
    ConcurrencyLimit limit = new ConcurrencyLimit(8);
    long first = limit.start();
    assertThat(limit.timedOut(first), is(false));
    limit.succeeded(limit.start());
    assertThat(limit.timedOut(limit.start()), is(false));
    assertThat(limit.timedOut(limit.start()), is(true));
    assertThat(limit.limit(), is(4));
  }
}
