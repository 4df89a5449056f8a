package org.autoif.io.llm.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The queues of a pool, one for each endpoint, which are served by turns. Its pool guards all of
 * it, {@link #answered} aside.
 */
final class CallQueues {
  /** A request that was answered, of which its queue has not been told yet. */
  private record Answered(ChatTask task, long time, long tokens) {}

  private final Function<String, CallQueue> make;
  private final Queue<Answered> answered = new ConcurrentLinkedQueue<>();
  private final Map<String, CallQueue> queues = new LinkedHashMap<>();
  private List<CallQueue> byTurns = List.of();
  private int turn;

  /**
   * Has no queue yet.
   *
   * @param make makes the one of an endpoint
   */
  CallQueues(Function<String, CallQueue> make) {
    this.make = make;
  }

  /**
   * Notes an answer. Takes no lock: its thread comes back for its next request at once, and
   * hundreds of threads that want one lock twice a call wait long for it.
   */
  void answered(ChatTask task, long time, long tokens) {
    answered.add(new Answered(task, time, tokens));
  }

  /** Returns the queue of a request. */
  CallQueue of(ChatTask task) {
    CallQueue queue = queues.get(task.endpoint());
    if (queue == null) {
      queue = make.apply(task.endpoint());
      queues.put(task.endpoint(), queue);
      byTurns = new ArrayList<>(queues.values());
    }
    return queue;
  }

  /** Returns the queue of a request when all queues know of their answers. */
  CallQueue settled(ChatTask task) {
    settle();
    return of(task);
  }

  /** Takes the next request that may be sent; null if there is none now. */
  @Nullable ChatTask next() {
    settle();
    for (int i = 0; i < byTurns.size(); i++) {
      turn = (turn + 1) % byTurns.size();
      ChatTask task = byTurns.get(turn).next();
      if (task != null) {
        return task;
      }
    }
    return null;
  }

  /** Takes all requests that wait. */
  List<ChatTask> drain() {
    List<ChatTask> waiting = new ArrayList<>();
    queues.values().forEach(queue -> queue.drainTo(waiting));
    return waiting;
  }

  private void settle() {
    for (Answered next = answered.poll(); next != null; next = answered.poll()) {
      of(next.task).succeeded(next.task.ticket(), next.time, next.tokens);
    }
  }
}
