package org.autoif.pipeline.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/** What a server saw, by its own clock. Safe for use by many threads. */
public final class TrafficLog {
  /** What happened in a tenth of a second. */
  public static final class Slice {
    public long answered;
    public long refused;
    public long busyNanos;
  }

  public static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Set<Long> paid = new HashSet<>();
  private final List<Slice> slices = new ArrayList<>();
  private long[] ends = new long[1024];
  private int answered;
  private long requests;
  private long refused;
  private long repeated;
  private long latencyNanos;
  private int inFlight;
  private int mostInFlight;
  private long began;
  private long changed;

  /** Returns a number for a request by which a repetition of it is known. */
  public static long hash(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    int other = 1;
    for (int i = from; i < to; i++) {
      other = 31 * other + bytes[i];
    }
    return crc.getValue() << 32 | (other & 0xffffffffL);
  }

  /** A request was read. */
  public synchronized void arrived(long body, long now) {
    if (requests++ == 0) {
      began = now;
      changed = now;
    }
    if (paid.contains(body)) {
      repeated++;
    }
  }

  /** It is worked on. */
  public synchronized void accepted(long now) {
    busyUntil(now);
    inFlight++;
    mostInFlight = Math.max(mostInFlight, inFlight);
  }

  /** It was turned away. */
  public synchronized void refused(long now) {
    refused++;
    slice(now).refused++;
  }

  /** It was answered. */
  public synchronized void answered(long body, long arrived, long now) {
    busyUntil(now);
    inFlight--;
    paid.add(body);
    latencyNanos += now - arrived;
    slice(now).answered++;
    if (answered == ends.length) {
      ends = Arrays.copyOf(ends, 2 * answered);
    }
    ends[answered++] = now;
  }

  private void busyUntil(long now) {
    while (changed < now) {
      long end = Math.min(now, began + (index(changed) + 1) * SLICE_NANOS);
      slice(changed).busyNanos += inFlight * (end - changed);
      changed = end;
    }
  }

  private long index(long time) {
    return (time - began) / SLICE_NANOS;
  }

  private Slice slice(long time) {
    while (slices.size() <= index(time)) {
      slices.add(new Slice());
    }
    return slices.get((int) index(time));
  }

  /** Returns when the first request was read; 0 before it. */
  public synchronized long began() {
    return began;
  }

  public synchronized int answers() {
    return answered;
  }

  /** Returns what was seen so far. */
  public synchronized Traffic traffic() {
    if (answered == 0) {
      return new Traffic(requests, 0, refused, repeated, mostInFlight, 0, 0, 0);
    }
    int from = answered / 10;
    int to = answered - 1 - answered / 10;
    return new Traffic(
        requests,
        answered,
        refused,
        repeated,
        mostInFlight,
        latencyNanos / 1e6 / answered,
        rate(answered, began, ends[answered - 1]),
        rate(to - from, ends[from], ends[to]));
  }

  /** Returns what happened in each tenth of a second since the first request. */
  public synchronized List<Slice> slices() {
    return List.copyOf(slices);
  }

  private static double rate(int answers, long from, long to) {
    return to > from ? answers * 1e9 / (to - from) : 0;
  }
}
