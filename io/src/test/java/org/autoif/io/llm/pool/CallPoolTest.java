package org.autoif.io.llm.pool;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.autoif.io.Threads;
import org.autoif.io.llm.CallTimer;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Completion;
import org.autoif.io.llm.FakeChatClient;
import org.autoif.io.record.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallPoolTest {
  private static final int SIZE = 2;
  private static final int PATIENCE_MILLIS = 1_000_000_000;

  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

  private final HoldingTimer timer = new HoldingTimer();

  @SuppressWarnings("NullAway.Init") // set before each
  private CallPool pool;

  private boolean released;

  /** What a client does when it is asked. */
  private interface Answer {
    String to(String question) throws ChatException, InterruptedException, BrokenBarrierException;
  }

  /** Waits for nothing, or until the test runs what waits. */
  private static final class HoldingTimer implements CallTimer {
    private static final long serialVersionUID = 1;
    private static final CallTimer INSTANT = new FakeChatClient.InstantTimer();

    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private volatile boolean holds;

    @Override
    public long now() {
      return INSTANT.now();
    }

    @Override
    public void apart(Runnable work) {
      INSTANT.apart(work);
    }

    @Override
    public void after(long millis, Runnable work) {
      if (holds) {
        waiting.add(work);
      } else {
        INSTANT.after(millis, work);
      }
    }
  }

  @BeforeEach
  void lease() throws Exception {
    pool =
        CallPool.lease(
            CallSettings.of(
                    role -> {
                      throw new IllegalStateException("not used");
                    })
                .toBuilder()
                .setMaxInFlight(SIZE)
                .setTimer(timer)
                .build());
  }

  @AfterEach
  void release() {
    cancelled.set(true);
    if (!released) {
      pool.release();
    }
  }

  @Test
  void givenCallsInFlightAtTheEnd_thenTheyAreAnsweredAndNoOtherIsSent() throws Exception {
    CountDownLatch inFlight = new CountDownLatch(SIZE);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger sent = submitHeld(inFlight, go);
    inFlight.await();
    Thread end =
        new Thread(
            () -> {
              Thread.currentThread().interrupt(); // as whoever cancels a job does
              pool.release();
            });
    released = true;
    end.start();
    assertThat(Threads.waitsOrEnds(end), is(Thread.State.TIMED_WAITING));
    go.countDown();
    assertThat(take(SIZE), containsInAnyOrder("0", "1"));
    end.join();
    assertThat(sent.get(), is(SIZE));
    assertThat(ended.isEmpty(), is(true));
  }

  @Test
  void givenEndpointWithoutRoom_thenAnotherIsServedMeanwhile() throws Exception {
    CountDownLatch served = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      submit(
          "full",
          "full " + i,
          question -> {
            if (served.getCount() > 0) {
              throw new ChatException(ChatException.Kind.RATE, "no room", 0, null);
            }
            return question;
          });
    }
    for (int i = 0; i < 20; i++) {
      submit(
          "free",
          "free " + i,
          question -> {
            served.countDown();
            return question;
          });
    }
    assertThat(take(20).stream().allMatch(name -> name.startsWith("free")), is(true));
    assertThat(take(20).stream().allMatch(name -> name.startsWith("full")), is(true));
  }

  @Test
  void givenRequestThatFailed_thenItGoesBeforeNewOnesAndHoldsNoThread() throws Exception {
    timer.holds = true;
    CountDownLatch queued = new CountDownLatch(1);
    CountDownLatch again = new CountDownLatch(1);
    AtomicBoolean failed = new AtomicBoolean();
    Answer answer =
        question -> {
          queued.await();
          if (question.equals("1") && failed.compareAndSet(false, true)) {
            throw new ChatException(ChatException.Kind.SERVER, "once", 0, null);
          }
          if (question.equals("2")) { // on the thread of the one that failed: the other waits
            timer.waiting.take().run();
            again.countDown();
          }
          again.await();
          return question;
        };
    for (int i = 0; i < 100; i++) {
      submit("one", String.valueOf(i), answer);
    }
    queued.countDown();
    assertThat(take(100).indexOf("1"), lessThanOrEqualTo(3));
  }

  @Test
  void givenManyRequests_thenNoMoreThanTheLimitAreUnderWay() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier full = new CyclicBarrier(SIZE);
    for (int i = 0; i < 200; i++) {
      submit(
          i % 2 == 0 ? "one" : "other",
          String.valueOf(i),
          question -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            full.await();
            now.decrementAndGet();
            return question;
          });
    }
    take(200);
    assertThat(most.get(), is(SIZE));
  }

  @Test
  void givenCancelledRequests_thenTheyAreNotSent() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger sent = submitHeld(new CountDownLatch(SIZE), go);
    cancelled.set(true);
    go.countDown();
    take(SIZE);
    // It comes after them in the same queue: when it is answered, their turn is over.
    submit("one", "not cancelled", question -> question, new AtomicBoolean());
    assertThat(take(1), is(List.of("not cancelled")));
    assertThat(sent.get(), is(SIZE));
    assertThat(ended.isEmpty(), is(true));
  }

  /** Submits more calls than have room, and returns how many were sent; each waits to go on. */
  private AtomicInteger submitHeld(CountDownLatch inFlight, CountDownLatch go) {
    AtomicInteger sent = new AtomicInteger();
    for (int i = 0; i < 50; i++) {
      submit(
          "one",
          String.valueOf(i),
          question -> {
            sent.incrementAndGet();
            inFlight.countDown();
            go.await();
            return question;
          });
    }
    return sent;
  }

  private List<String> take(int count) throws InterruptedException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = ended.poll(60, TimeUnit.SECONDS);
      if (name == null) {
        throw new AssertionError("only " + names + " ended");
      }
      names.add(name);
    }
    return names;
  }

  private void submit(String endpoint, String question, Answer answer) {
    submit(endpoint, question, answer, cancelled);
  }

  private void submit(
      String endpoint, String question, Answer answer, AtomicBoolean cancelledWith) {
    ChatClient client =
        new ChatClient() {
          @Override
          public Completion complete(ChatRequest request) throws ChatException {
            try {
              return new Completion(
                  answer.to(FakeChatClient.question(request)), null, "stop", 1, 1);
            } catch (InterruptedException | BrokenBarrierException e) {
              throw new IllegalStateException(e);
            }
          }

          @Override
          public String endpoint() {
            return endpoint;
          }

          @Override
          public void close() {}
        };
    pool.submit(
        new ChatTask(
            pool,
            client,
            new ChatRequest(List.of(Message.user(question)), 0, 0),
            new RetryPolicy(3, PATIENCE_MILLIS),
            cancelledWith,
            new ChatTask.Listener() {
              @Override
              public void answered(ChatTask.Outcome outcome) {
                ended.add(outcome.completion().text());
              }

              @Override
              public void gaveUp(ChatException last, int attempts, boolean forAll) {
                ended.add("gave up " + question);
              }
            }));
  }
}
