package org.autoif.io.llm;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that make chat calls: one pool a worker process, shared by every DoFn that asks for
 * the same size. Its size is the limit on calls in flight.
 */
final class CallPool {
  private static final Map<Integer, CallPool> POOLS = new HashMap<>();
  private static final AtomicInteger THREADS = new AtomicInteger();

  private final int size;
  private final ThreadPoolExecutor executor;
  private final Map<String, InFlightLimit> limits = new ConcurrentHashMap<>();
  private int leases;

  private CallPool(int size) {
    this.size = size;
    this.executor =
        new ThreadPoolExecutor(
            size,
            size,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "chat-call-" + THREADS.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /** Returns the pool of this size; each caller gives it back once. */
  static CallPool lease(int size) {
    synchronized (POOLS) {
      CallPool pool = POOLS.computeIfAbsent(size, CallPool::new);
      pool.leases++;
      return pool;
    }
  }

  /** Runs {@code work} as soon as a thread is free. */
  void submit(Runnable work) {
    executor.execute(work);
  }

  /** Returns how many requests an endpoint takes, as far as this process has found out. */
  InFlightLimit limit(String endpoint) {
    return limits.computeIfAbsent(endpoint, name -> new InFlightLimit(size));
  }

  /** Gives the pool back; the last one to do so ends its threads. */
  void release() {
    synchronized (POOLS) {
      leases--;
      if (leases == 0) {
        POOLS.remove(size);
        executor.shutdownNow();
      }
    }
  }
}
