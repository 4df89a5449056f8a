package org.autoif.transforms.publish.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.autoif.io.record.Json;

/** Counts by series and class: a bin of numbers, or a name. */
final class Histogram {
  private static final int TENTHS = 10;

  /** Bins of lengths double: up to 1, 2 to 3, 4 to 7 and so on; none is longer than the last. */
  private static final int DOUBLINGS = 24;

  private final List<String> bins;
  private final boolean isOpen;
  private final double scale;
  private final Map<String, Map<String, Long>> counts = new HashMap<>();

  private Histogram(List<String> bins, boolean isOpen, double scale) {
    this.bins = bins;
    this.isOpen = isOpen;
    this.scale = scale;
  }

  /** Returns bins of a tenth for numbers in [0, 1]; 1 has its own. */
  static Histogram ofShares() {
    List<String> bins = new ArrayList<>();
    for (int i = 0; i < TENTHS; i++) {
      bins.add("0." + i + "–" + (i == TENTHS - 1 ? "1.0" : "0." + (i + 1)));
    }
    bins.add("1");
    return new Histogram(bins, false, TENTHS);
  }

  /** Returns a bin for each whole number of [0, 10], which holds what rounds down to it. */
  static Histogram ofScores() {
    List<String> bins = new ArrayList<>();
    for (int i = 0; i <= TENTHS; i++) {
      bins.add(Integer.toString(i));
    }
    return new Histogram(bins, false, 1);
  }

  /** Returns bins of lengths, each twice as wide as the one before. */
  static Histogram ofLengths() {
    List<String> bins = new ArrayList<>();
    for (int i = 0; i < DOUBLINGS; i++) {
      bins.add(i == 0 ? "0–1" : (1L << i) + "–" + ((2L << i) - 1));
    }
    return new Histogram(bins, false, 0);
  }

  /** Returns classes by name, in the order of their counts. */
  static Histogram ofNames() {
    return new Histogram(new ArrayList<>(), true, 0);
  }

  void add(String series, double value) {
    int bin =
        scale == 0
            ? 63 - Long.numberOfLeadingZeros(Math.max(1, (long) value))
            : (int) Math.floor(value * scale + 1e-9);
    add(series, bins.get(Math.max(0, Math.min(bins.size() - 1, bin))));
  }

  void add(String series, String name) {
    counts.computeIfAbsent(series, key -> new HashMap<>()).merge(name, 1L, Long::sum);
  }

  /** Returns the counts of these series, in this order, without empty bins at either end. */
  ObjectNode json(String... series) {
    List<String> all = isOpen ? names(series[0]) : trimmed();
    ObjectNode json = Json.mapper().createObjectNode();
    ArrayNode labels = json.putArray("bins");
    all.forEach(labels::add);
    ObjectNode values = json.putObject("series");
    for (String name : series) {
      if (counts.containsKey(name)) {
        ArrayNode array = values.putArray(name);
        all.forEach(bin -> array.add(count(name, bin)));
      }
    }
    return json;
  }

  private List<String> names(String first) {
    return counts.values().stream()
        .flatMap(of -> of.keySet().stream())
        .distinct()
        .sorted(
            Comparator.<String>comparingLong(name -> -count(first, name))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private List<String> trimmed() {
    if (scale != 0) {
      return bins;
    }
    int from = 0;
    int to = bins.size();
    while (from < to && isEmpty(bins.get(from))) {
      from++;
    }
    while (to > from && isEmpty(bins.get(to - 1))) {
      to--;
    }
    return bins.subList(from, to);
  }

  private boolean isEmpty(String bin) {
    return counts.keySet().stream().allMatch(series -> count(series, bin) == 0);
  }

  private long count(String series, String bin) {
    return counts.getOrDefault(series, Map.of()).getOrDefault(bin, 0L);
  }
}
