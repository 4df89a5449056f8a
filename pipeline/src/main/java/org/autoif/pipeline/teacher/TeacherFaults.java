package org.autoif.pipeline.teacher;

import java.util.LinkedHashMap;
import java.util.Map;
import org.autoif.pipeline.teacher.rules.Dice;

/**
 * Which request goes wrong, and how slowly each is answered. Both follow from the request and from
 * how often this process has seen it; from the third attempt on nothing goes wrong, so a client
 * that retries gets through.
 */
final class TeacherFaults {
  enum Fault {
    NONE,
    ERROR,
    RATE_LIMIT,
    MALFORMED
  }

  private static final int FAULTY_ATTEMPTS = 2;
  private static final int REMEMBERED = 200_000;
  private static final double P99_SIGMAS = 2.3263;
  private static final double SLOWEST = 30;

  private final TeacherSettings settings;

  /** The JDK's map drops its eldest by itself: more of a cache is not wanted. */
  private final Map<String, Integer> attempts =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  TeacherFaults(TeacherSettings settings) {
    this.settings = settings;
  }

  /** Counts an attempt of this request and returns what shall happen to it. */
  Fault next(String key) {
    int attempt;
    synchronized (attempts) {
      attempt = attempts.merge(key, 1, Integer::sum);
    }
    if (attempt > FAULTY_ATTEMPTS) {
      return Fault.NONE;
    }
    double share = Dice.of("fault", key, Integer.toString(attempt)).share();
    if (share < settings.errorRate()) {
      return Fault.ERROR;
    }
    share -= settings.errorRate();
    if (share < settings.rateLimitRate()) {
      return Fault.RATE_LIMIT;
    }
    share -= settings.rateLimitRate();
    return share < settings.malformedRate() ? Fault.MALFORMED : Fault.NONE;
  }

  /** Returns how long to hold the answer back. */
  long latencyMillis(String key) {
    long median = settings.latency().toMillis();
    if (!settings.longTail()) {
      return median;
    }
    double factor = Math.exp(Math.log(10) / P99_SIGMAS * Dice.of("latency", key).normal());
    return Math.round(median * Math.min(factor, SLOWEST));
  }
}
