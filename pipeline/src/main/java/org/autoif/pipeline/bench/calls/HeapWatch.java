package org.autoif.pipeline.bench.calls;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Watches what this process's heap holds before and after each collection of garbage. */
final class HeapWatch {
  private static final double MEGABYTE = 1 << 20;

  private final Set<String> pools = new HashSet<>();
  private long before;
  private long after;
  private long live;

  private HeapWatch() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        pools.add(pool.getName());
      }
    }
  }

  static HeapWatch start() {
    HeapWatch watch = new HeapWatch();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener((told, nothing) -> watch.collected(told), null, null);
      }
    }
    return watch;
  }

  private synchronized void collected(Notification notification) {
    if (notification
            .getType()
            .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
        && notification.getUserData() instanceof CompositeData data) {
      var told = GarbageCollectionNotificationInfo.from(data);
      long left = used(told.getGcInfo().getMemoryUsageAfterGc());
      before = Math.max(before, used(told.getGcInfo().getMemoryUsageBeforeGc()));
      after = Math.max(after, left);
      if (told.getGcCause().equals("System.gc()")) {
        live = Math.max(live, left);
      }
    }
  }

  private long used(Map<String, MemoryUsage> usage) {
    return usage.entrySet().stream()
        .filter(entry -> pools.contains(entry.getKey()))
        .mapToLong(entry -> entry.getValue().getUsed())
        .sum();
  }

  /** Returns the most that was in use, in megabytes. */
  synchronized double peakMegabytes() {
    return Math.max(before, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed())
        / MEGABYTE;
  }

  /**
   * Returns the most that was live, in megabytes: what collections that were asked for left; where
   * none was, what any left, dead things that it did not look at included.
   */
  synchronized double liveMegabytes() {
    return (live > 0 ? live : after) / MEGABYTE;
  }
}
