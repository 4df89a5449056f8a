package org.autoif.io.llm.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes what all threads of a process have finished: one thread takes everything that waits and
 * commits it at once, so that the price of a commit is shared and nobody waits for a turn.
 */
final class GroupCommit implements AutoCloseable {
  /** Rows a transaction at most: bounds how long another process waits for the lock. */
  private static final int MOST = 1000;

  private static final int CLOSE_MARGIN_MILLIS = 10_000;
  private static final int LOOKED_EVERY_MILLIS = 5;

  /** Writes rows and returns those that were there first, by key. */
  interface Writer {
    Map<String, StoredCompletion> write(List<StoredCompletion> rows) throws StoreException;
  }

  private static final Logger LOG = Logger.getLogger(GroupCommit.class.getName());

  private record Entry(StoredCompletion row, CompletionStore.Receipt receipt) {}

  private final Writer writer;
  private final String name;
  private final long closeMillis;
  private final BlockingQueue<List<Entry>> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private boolean closed;
  private volatile boolean ended;
  private final AtomicLong given = new AtomicLong();
  private final AtomicLong settled = new AtomicLong();

  GroupCommit(Writer writer, String name, long patienceMillis) {
    this.writer = writer;
    this.name = name;
    this.closeMillis = patienceMillis + CLOSE_MARGIN_MILLIS;
    this.thread = new Thread(this::run, "completion-store");
    thread.setDaemon(true);
    thread.start();
  }

  void put(StoredCompletion row, CompletionStore.Receipt receipt) {
    given.incrementAndGet();
    queue.add(List.of(new Entry(row, receipt)));
    if (ended) {
      refuseTheRest(); // the thread may have looked for the last time before
    }
  }

  /** Waits until what was put before is written or lost, at most so many milliseconds. */
  void await(long millis) throws InterruptedException {
    long before = given.get();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (settled.get() < before && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(LOOKED_EVERY_MILLIS);
    }
  }

  /** Lets the thread write what is queued and end; a database that hangs is not waited for. */
  @Override
  public void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        queue.add(List.of());
      }
    }
    LastWait.atMost(closeMillis, nanos -> TimeUnit.NANOSECONDS.timedJoin(thread, nanos));
  }

  private void run() {
    try {
      boolean last = false;
      List<List<Entry>> taken = new ArrayList<>();
      while (!last) {
        taken.add(queue.take());
        queue.drainTo(taken, MOST - 1);
        last = taken.stream().anyMatch(List::isEmpty);
        commit(taken.stream().flatMap(List::stream).toList());
        taken.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      refuseTheRest();
    }
  }

  private void commit(List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    Map<String, StoredCompletion> first;
    try {
      first = writer.write(entries.stream().map(Entry::row).toList());
    } catch (StoreException e) {
      entries.forEach(entry -> lost(entry, e));
      return;
    } catch (RuntimeException | Error e) {
      // Each of these waits for an answer, and those that come later for this thread.
      StoreException why = new StoreException(name + " broke: " + e, e);
      entries.forEach(entry -> lost(entry, why));
      return;
    }
    for (Entry entry : entries) {
      try {
        entry.receipt().stored(first.getOrDefault(entry.row().key(), entry.row()));
        settled.incrementAndGet();
      } catch (RuntimeException | Error e) {
        lost(entry, new StoreException("what " + name + " holds could not be used: " + e, e));
      }
    }
  }

  private void lost(Entry entry, StoreException why) {
    settled.incrementAndGet();
    try {
      entry.receipt().lost(why);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.SEVERE, "a completion that was not stored could not be told of", e);
    }
  }

  private void refuseTheRest() {
    StoreException why = new StoreException(name + " is closed");
    for (List<Entry> entries = queue.poll(); entries != null; entries = queue.poll()) {
      entries.forEach(entry -> lost(entry, why));
    }
  }
}
