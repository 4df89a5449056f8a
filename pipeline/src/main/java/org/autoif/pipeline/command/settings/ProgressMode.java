package org.autoif.pipeline.command.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.ProgressOptions;

/** How a job's progress is told on standard error. */
public enum ProgressMode {
  /** By bars on a terminal, and else by lines. */
  AUTO,
  /** By lines in any case. */
  PLAIN,
  /** Not at all. */
  NONE;

  static ProgressMode of(ProgressOptions options) {
    String given = options.getProgress();
    List<String> words =
        Arrays.stream(values()).map(mode -> mode.name().toLowerCase(Locale.ROOT)).toList();
    if (!words.contains(given)) {
      throw new UsageException("--progress='" + given + "': expected one of " + words);
    }
    return valueOf(given.toUpperCase(Locale.ROOT));
  }
}
