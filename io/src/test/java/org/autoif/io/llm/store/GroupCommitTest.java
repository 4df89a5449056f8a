package org.autoif.io.llm.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
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
}
