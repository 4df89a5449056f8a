package org.autoif.pipeline.command;

/** What a run writes without how long its calls took and how often they had to be repeated. */
public final class Untimed {
  private Untimed() {}

  /** Returns a manifest, or any other file, without these figures. */
  public static String file(String text) {
    return text.replaceAll("\"(?:retries|latency_ms)\" : (?:\\d+|\\[[^]]*])", "\"untimed\" : 0");
  }

  /** Returns what a run printed, without these figures. */
  public static String printed(String text) {
    return text.replaceAll(
        "(?m)^(\\S+ +\\S+ +\\d+ +)\\d+(?: +(\\d+ +\\d+ +\\d+))(?: +[-\\d]+){3}$", "$1$2");
  }
}
