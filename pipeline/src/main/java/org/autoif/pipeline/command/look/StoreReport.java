package org.autoif.pipeline.command.look;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.autoif.io.llm.store.StoreStats;

/**
 * The table of {@code store stats}. A format a row, as in all tables of the commands: those of
 * picocli and the like break a cell that is too wide into lines, which no {@code grep} finds again.
 */
final class StoreReport {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
  private static final String ROW = "%-24s %-20s %-8s %9s %11s %11s %11s  %-10s  %s%n";

  private StoreReport() {}

  static void print(String url, StoreStats stats, PrintStream out) {
    out.printf(
        ROW, "model", "step", "role", "rows", "bytes", "prompt tok", "compl tok", "first", "last");
    for (StoreStats.Group group : stats.groups()) {
      print(group, out);
    }
    StoreStats.Group total = stats.total();
    if (stats.groups().size() > 1) {
      print(total, out);
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "%d completions in %s, %.1f MB on disk%n",
        total.rows(),
        url,
        stats.diskBytes() / 1e6);
  }

  private static void print(StoreStats.Group group, PrintStream out) {
    out.printf(
        ROW,
        group.model(),
        group.step(),
        group.role(),
        group.rows(),
        group.bytes(),
        group.promptTokens(),
        group.completionTokens(),
        DAY.format(Instant.ofEpochMilli(group.first())),
        DAY.format(Instant.ofEpochMilli(group.last())));
  }
}
