package org.autoif.io.llm.pool;

import java.util.HashMap;
import java.util.Map;
import org.autoif.io.llm.CallTimer;
import org.autoif.io.llm.store.StoreException;

/** Hands out stretches of time, one after the other, to all who take from one name. */
interface Turns {
  /**
   * Takes the next stretch.
   *
   * @param name whose time it is
   * @param millis how long the stretch is
   * @return milliseconds until it begins, 0 if it has begun
   * @throws StoreException if those who share it cannot be asked
   */
  long take(String name, double millis) throws StoreException;

  /** Turns of this process alone. */
  final class Local implements Turns {
    private final CallTimer timer;
    private final Map<String, Double> taken = new HashMap<>();

    Local(CallTimer timer) {
      this.timer = timer;
    }

    @Override
    public synchronized long take(String name, double millis) {
      double now = timer.now();
      double begin = Math.max(now, taken.getOrDefault(name, now));
      taken.put(name, begin + millis);
      return Math.round(begin - now);
    }
  }
}
