package org.autoif.io.llm;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.autoif.io.llm.ChatException.Kind;
import org.autoif.io.record.Message;
import org.junit.jupiter.api.Test;

class PatientCallerTest {
  private static final ChatRequest REQUEST = new ChatRequest(List.of(Message.user("q")), 0, 0);

  private final List<Long> waits = new ArrayList<>();
  private final PatientCaller caller = new PatientCaller(3, 60_000, waits::add);
  private final InFlightLimit limit = new InFlightLimit(8);

  @Test
  void givenNoRoomManyTimes_thenNoAttemptIsSpent() throws Exception {
    Deque<Kind> script = new ArrayDeque<>();
    for (int i = 0; i < 10; i++) {
      script.add(Kind.RATE);
    }
    script.addAll(List.of(Kind.SERVER, Kind.SERVER));
    assertThat(caller.call(client(script, 0), REQUEST, limit).attempts(), is(13));
    waits.forEach(wait -> assertThat(wait, allOf(greaterThanOrEqualTo(250L), lessThan(30_001L))));
  }

  @Test
  void givenNoRoomForEver_thenPatienceEnds() {
    Deque<Kind> script = new ArrayDeque<>();
    for (int i = 0; i < 1000; i++) {
      script.add(Kind.RATE);
    }
    PatientCaller.GivenUp e =
        assertThrows(
            PatientCaller.GivenUp.class, () -> caller.call(client(script, 7000), REQUEST, limit));
    assertThat(e.last().kind(), is(Kind.RATE));
    assertThat(waits, is(List.of(7000L, 7000L, 7000L, 7000L, 7000L, 7000L, 7000L, 7000L, 7000L)));
    assertThat(limit.limit(), is(1));
  }

  @Test
  void givenErrors_thenAttemptsEnd() {
    Deque<Kind> script = new ArrayDeque<>(List.of(Kind.SERVER, Kind.TIMEOUT, Kind.NETWORK));
    PatientCaller.GivenUp e =
        assertThrows(
            PatientCaller.GivenUp.class, () -> caller.call(client(script, 0), REQUEST, limit));
    assertThat(e.attempts(), is(3));
    assertThat(waits.size(), is(2));
    assertThat(limit.limit(), is(8));
  }

  @Test
  void givenRefusals_thenTheLimitHalvesOnceACrowdAndGrowsByOneARound() throws Exception {
    long[] tickets = new long[8];
    for (int i = 0; i < tickets.length; i++) {
      tickets[i] = limit.acquire();
    }
    for (long ticket : tickets) {
      limit.refused(ticket);
    }
    assertThat(limit.limit(), is(4));
    limit.refused(limit.acquire());
    assertThat(limit.limit(), is(2));
    for (int i = 0; i < 5; i++) {
      limit.acquire();
      limit.succeeded();
    }
    assertThat(limit.limit(), is(3));
    for (int i = 0; i < 1000; i++) {
      limit.acquire();
      limit.succeeded();
    }
    assertThat(limit.limit(), lessThanOrEqualTo(8));
    assertThat(limit.limit(), is(8));
  }

  /** Fails as scripted, then answers. */
  private static ChatClient client(Deque<Kind> script, long retryAfterMillis) {
    return new ChatClient() {
      @Override
      public Completion complete(ChatRequest request) throws ChatException {
        Kind kind = script.poll();
        if (kind != null) {
          throw new ChatException(kind, "as scripted", retryAfterMillis, null);
        }
        return new Completion("fine", null, "stop", 1, 1);
      }

      @Override
      public void close() {}
    };
  }
}
