package org.autoif.io.llm.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.autoif.io.Threads;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  @Test
  void givenThreadThatIsInterrupted_thenClosingWaitsForWhatIsQueued() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger stored = new AtomicInteger();
    AtomicBoolean interrupted = new AtomicBoolean();
    GroupCommit commits =
        new GroupCommit(
            rows -> {
              try {
                go.await();
              } catch (InterruptedException e) {
                throw new StoreException("interrupted", e);
              }
              return Map.of();
            },
            "store",
            1_000_000);
    for (int i = 0; i < 3; i++) {
      commits.put(
          StoreRows.row("k" + i, "text"),
          new CompletionStore.Receipt() {
            @Override
            public void stored(StoredCompletion kept) {
              stored.incrementAndGet();
            }

            @Override
            public void lost(StoreException why) {}
          });
    }
    Thread end =
        new Thread(
            () -> {
              Thread.currentThread().interrupt(); // as whoever cancels a job does
              commits.close();
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    end.start();
    assertThat(Threads.waitsOrEnds(end), is(Thread.State.TIMED_WAITING));
    go.countDown();
    end.join();
    assertThat(stored.get(), is(3));
    assertThat(interrupted.get(), is(true));
  }

  @Test
  void givenWriterAndReceiptsThatThrow_thenEachCompletionIsToldOfAndLaterOnesAreWritten()
      throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    AtomicInteger written = new AtomicInteger();
    try (GroupCommit commits =
        new GroupCommit(
            rows -> {
              if (written.getAndIncrement() == 0) {
                throw new StackOverflowError("in the writer");
              }
              return Map.of();
            },
            "store",
            1000)) {
      for (String key : List.of("writer breaks", "receipt breaks", "fine")) {
        commits.put(
            StoreRows.row(key, "text"),
            new CompletionStore.Receipt() {
              @Override
              public void stored(StoredCompletion kept) {
                if (key.equals("receipt breaks")) {
                  throw new IllegalStateException("in the receipt");
                }
                told.add(key + " stored");
              }

              @Override
              public void lost(StoreException why) {
                told.add(key + " lost");
                throw new IllegalStateException("in the receipt, again");
              }
            });
        assertThat(
            told.poll(1, TimeUnit.MINUTES), is(key + (key.equals("fine") ? " stored" : " lost")));
      }
    }
  }
}
