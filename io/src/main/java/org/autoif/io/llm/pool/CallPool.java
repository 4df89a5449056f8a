package org.autoif.io.llm.pool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.autoif.io.llm.CallTimer;
import org.autoif.io.llm.store.CompletionStore;
import org.autoif.io.llm.store.LastWait;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.worker.PerWorker;
import org.jspecify.annotations.Nullable;

/**
 * The threads that make chat calls: one pool a worker process, shared by every DoFn with the same
 * limits. Its size is the limit on calls in flight to all endpoints together; they are served by
 * turns, so that one that is slow or has no room does not hold up another. A request that waits for
 * its next try holds no thread.
 */
final class CallPool implements ChatTask.Sender {
  private static final PerWorker<Limits, CallPool> POOLS = PerWorker.endedBy(CallPool::end);
  private static final Logger LOG = Logger.getLogger(CallPool.class.getName());
  private static final AtomicInteger THREADS = new AtomicInteger();
  static final int SETTLED_EVERY_MILLIS = 5;

  /** How long calls in flight are waited for when the pool ends: their answers are paid for. */
  private static final int LAST_CALLS_MILLIS = 20_000;

  /** Whether this process ends: then no pool sends anything more. */
  private static volatile boolean ending;

  /** What DoFns must have in common to share a pool. */
  private record Limits(
      int maxInFlight, Rates rates, CallTimer timer, CompletionStore.@Nullable Source shared) {}

  private final Set<String> toldOfTimeouts = new HashSet<>();
  private final Limits limits;
  private final ThreadPoolExecutor executor;
  private final Turns turns;
  private final @Nullable CompletionStore store;
  private final CallQueues queues = new CallQueues(this::newQueue);
  private int free;
  private volatile boolean ended;

  /** Requests on their way, until what they brought is where it belongs; each try is one. */
  private final Set<Object> running = ConcurrentHashMap.newKeySet();

  /** What keeps this pool from sending anything more. */
  private volatile @Nullable Throwable broken;

  private CallPool(Limits limits) throws StoreException {
    this.limits = limits;
    this.free = limits.maxInFlight();
    this.store = limits.shared() == null ? null : limits.shared().open();
    this.turns = store == null ? new Turns.Local(limits.timer()) : store::turn;
    this.executor =
        new ThreadPoolExecutor(
            limits.maxInFlight(),
            limits.maxInFlight(),
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "chat-call-" + THREADS.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    // Hundreds of threads take a while, in which the first calls would wait for one another.
    executor.prestartAllCoreThreads();
  }

  /**
   * Returns the pool with these limits; each caller gives it back once.
   *
   * @throws StoreException if a rate is to be shared through a store that cannot be opened
   */
  static CallPool lease(CallSettings settings) throws StoreException {
    Limits limits =
        new Limits(
            settings.maxInFlight(),
            settings.rates(),
            settings.timer(),
            settings.rates().areNone() ? null : settings.store());
    return POOLS.take(
        limits,
        () -> {
          CallPool pool = new CallPool(limits);
          pool.ended = ending;
          return pool;
        });
  }

  /**
   * Sends a request as soon as its endpoint has room. If it cannot even be queued, its listener
   * learns of its end.
   */
  void submit(ChatTask task) {
    Throwable why = broken;
    if (why == null) {
      try {
        synchronized (this) {
          queues.of(task).add(task);
        }
      } catch (RuntimeException | Error e) {
        task.broke(e);
        return;
      }
      fill();
      why = broken;
    }
    if (why != null) {
      task.broke(why);
    }
  }

  /** Sends a request that has failed once more, after a while and before any new one. */
  @Override
  public void submitAgain(ChatTask task, long afterMillis) {
    limits.timer().after(afterMillis, () -> submit(task));
  }

  /**
   * Waits until what the requests that are on their way now bring is where it belongs, such as in
   * the queue of the store.
   */
  void awaitRunning() throws InterruptedException {
    List<Object> now = List.copyOf(running);
    while (now.stream().anyMatch(running::contains)) {
      TimeUnit.MILLISECONDS.sleep(SETTLED_EVERY_MILLIS);
    }
  }

  /** The request was answered; takes no lock. */
  @Override
  public void succeeded(ChatTask task, long tokens) {
    queues.answered(task, now(), tokens);
  }

  /** The request was refused as one too many. */
  @Override
  public synchronized void refused(ChatTask task) {
    queues.settled(task).refused(task.ticket());
  }

  /** The request was not answered in time. */
  @Override
  public synchronized void timedOut(ChatTask task) {
    int lowered = queues.settled(task).timedOut(task.ticket());
    if (lowered > 0 && toldOfTimeouts.add(task.endpoint())) {
      LOG.warning(
          task.endpoint()
              + " does not answer in time: "
              + lowered
              + " requests in flight from now on, and fewer if that does not help (--maxInFlight,"
              + " --requestTimeout)");
    }
  }

  /** The request failed for another reason. */
  @Override
  public synchronized void failed(ChatTask task) {
    queues.settled(task).failed();
  }

  @Override
  public synchronized long answeredLast(ChatTask task) {
    return queues.settled(task).answeredLast();
  }

  @Override
  public synchronized boolean takeRetry(ChatTask task) {
    return queues.settled(task).takeRetry();
  }

  @Override
  public long now() {
    return limits.timer().now();
  }

  private CallQueue newQueue(String endpoint) {
    return new CallQueue(
        new ConcurrencyLimit(limits.maxInFlight()),
        new RateLimit(endpoint, limits.rates(), turns, limits.timer(), this::fill));
  }

  private void fill() {
    try {
      startAll();
    } catch (RuntimeException | Error e) {
      giveUp(e);
    }
  }

  private synchronized void startAll() {
    while (free > 0 && !ended) {
      ChatTask task = queues.next();
      if (task == null) {
        return;
      }
      free--;
      try {
        executor.execute(() -> work(task));
      } catch (RuntimeException | Error e) {
        free++;
        queues.of(task).failed();
        queues.of(task).add(task); // to be told with the others
        throw e;
      }
    }
  }

  /** Makes a call, and then others as long as there are some, without handing over to a thread. */
  private void work(ChatTask first) {
    for (ChatTask task = ended ? null : first; task != null; task = nextOrFree()) {
      Object run = new Object();
      running.add(run);
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        giveUp(e); // it could not even tell its listener
      } finally {
        running.remove(run);
      }
    }
  }

  private @Nullable ChatTask nextOrFree() {
    ChatTask task = null;
    try {
      task = freeUnlessNext();
    } catch (RuntimeException | Error e) {
      giveUp(e);
    }
    if (task != null) {
      fill(); // the limit may have grown by more than the one that ended
    }
    return task;
  }

  private synchronized @Nullable ChatTask freeUnlessNext() {
    boolean found = false;
    try {
      ChatTask task = ended ? null : queues.next();
      found = task != null;
      return task;
    } finally {
      free += found ? 0 : 1;
    }
  }

  /**
   * Ends all requests that wait, and those that come: what should have sent them is broken, and a
   * job that ends is better than one that waits for ever.
   */
  private void giveUp(Throwable e) {
    List<ChatTask> waiting;
    POOLS.retire(this); // whoever comes next gets one that works
    synchronized (this) {
      broken = e;
      waiting = queues.drain();
    }
    LOG.log(Level.SEVERE, "chat calls cannot be sent any more", e);
    for (ChatTask task : waiting) {
      try {
        task.broke(e);
      } catch (RuntimeException | Error again) {
        LOG.log(Level.SEVERE, "and one could not be told", again);
      }
    }
  }

  /**
   * Waits for the requests of all pools that are on their way now, as long as those that wait when
   * a pool ends, and returns how many did not come back.
   */
  static int awaitAllRunning() throws InterruptedException {
    List<CallPool> pools = POOLS.all();
    List<Object> left =
        new ArrayList<>(pools.stream().flatMap(pool -> pool.running.stream()).toList());
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_CALLS_MILLIS);
    while (!left.isEmpty() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(SETTLED_EVERY_MILLIS);
      left.removeIf(run -> pools.stream().noneMatch(pool -> pool.running.contains(run)));
    }
    return left.size();
  }

  /** Returns how many requests of all pools are on their way. */
  static int running() {
    return POOLS.all().stream().mapToInt(pool -> pool.running.size()).sum();
  }

  /** Keeps all pools of this process, and those to come, from sending anything more. */
  static void endAll() {
    ending = true;
    POOLS.all().forEach(pool -> pool.ended = true);
  }

  /**
   * Gives the pool back. The last one to do so ends its threads: no call is sent any more, and
   * those in flight have 20 seconds to come to their end, as long as their store is open.
   */
  void release() {
    POOLS.giveBack(this);
  }

  private void end() {
    synchronized (this) {
      ended = true;
    }
    executor.shutdown();
    LastWait.atMost(
        LAST_CALLS_MILLIS, nanos -> executor.awaitTermination(nanos, TimeUnit.NANOSECONDS));
    executor.shutdownNow();
    if (store != null) {
      store.close();
    }
  }
}
