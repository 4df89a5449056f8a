package org.autoif.pipeline.teacher;

import com.google.auto.value.AutoValue;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.autoif.transforms.step.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link TeacherServer} behaves. Immutable; each {@code with} method returns a changed copy
 * and refuses a value out of range with an {@link IllegalArgumentException} that names it.
 */
@AutoValue
public abstract class TeacherSettings {
  /** Returns a free port, no latency, no faults, no limit, no key, the bundled prompts. */
  public static TeacherSettings defaults() {
    return new AutoValue_TeacherSettings.Builder()
        .port(0)
        .latency(Duration.ZERO)
        .longTail(false)
        .errorRate(0)
        .rateLimitRate(0)
        .malformedRate(0)
        .retryAfterSeconds(1)
        .maxConcurrency(0)
        .apiKey(null)
        .prompts(Prompts.bundled())
        .rates(Map.of())
        .build();
  }

  abstract int port();

  abstract Duration latency();

  abstract boolean longTail();

  abstract double errorRate();

  abstract double rateLimitRate();

  abstract double malformedRate();

  abstract int retryAfterSeconds();

  abstract int maxConcurrency();

  abstract @Nullable String apiKey();

  abstract Prompts prompts();

  abstract Map<Quality, Double> rates();

  abstract Builder toBuilder();

  /** Returns the share that is in force. */
  double rate(Quality quality) {
    return rates().getOrDefault(quality, quality.usual());
  }

  /** Listens on this port of the loopback interface; 0 takes a free one. */
  public TeacherSettings withPort(int port) {
    require(port >= 0 && port <= 65535, "port", port, "0 to 65535");
    return toBuilder().port(port).build();
  }

  /** Holds every answer back for this time; with a long tail it is the median. */
  public TeacherSettings withLatency(Duration latency) {
    require(!latency.isNegative(), "latency", latency, "zero or more");
    return toBuilder().latency(latency).build();
  }

  /** Spreads the latency log-normally, the slowest of a hundred requests taking ten times it. */
  public TeacherSettings withLongTail(boolean longTail) {
    return toBuilder().longTail(longTail).build();
  }

  /** Answers this share of requests with status 500 at first. */
  public TeacherSettings withErrorRate(double rate) {
    return toBuilder().errorRate(share("errorRate", rate)).build();
  }

  /** Answers this share of requests with status 429 and {@code Retry-After} at first. */
  public TeacherSettings withRateLimitRate(double rate) {
    return toBuilder().rateLimitRate(share("rateLimitRate", rate)).build();
  }

  /** Answers this share of requests with status 200 and a body that is no JSON at first. */
  public TeacherSettings withMalformedRate(double rate) {
    return toBuilder().malformedRate(share("malformedRate", rate)).build();
  }

  /** Asks clients that are sent away with 429 to wait this long; 1 by default. */
  public TeacherSettings withRetryAfterSeconds(int seconds) {
    require(seconds >= 0, "retryAfterSeconds", seconds, "zero or more");
    return toBuilder().retryAfterSeconds(seconds).build();
  }

  /** Sends requests away with 429 while this many are being answered; 0 means no limit. */
  public TeacherSettings withMaxConcurrency(int requests) {
    require(requests >= 0, "maxConcurrency", requests, "zero or more");
    return toBuilder().maxConcurrency(requests).build();
  }

  /** Demands this bearer key. */
  public TeacherSettings withApiKey(String key) {
    require(!key.isBlank(), "apiKey", "", "a text that is not blank");
    return toBuilder().apiKey(key).build();
  }

  /** Understands requests written with these prompts instead of the bundled ones. */
  public TeacherSettings withPrompts(Prompts prompts) {
    return toBuilder().prompts(prompts).build();
  }

  /** Sets how often something is done well or badly. */
  public TeacherSettings withRate(Quality quality, double rate) {
    Map<Quality, Double> rates = new EnumMap<>(Quality.class);
    rates.putAll(rates());
    rates.put(quality, share(quality.name(), rate));
    return toBuilder().rates(Map.copyOf(rates)).build();
  }

  private static double share(String name, double rate) {
    require(rate >= 0 && rate <= 1, name, rate, "0 to 1");
    return rate;
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + ", it must be " + allowed);
    }
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder port(int port);

    abstract Builder latency(Duration latency);

    abstract Builder longTail(boolean longTail);

    abstract Builder errorRate(double rate);

    abstract Builder rateLimitRate(double rate);

    abstract Builder malformedRate(double rate);

    abstract Builder retryAfterSeconds(int seconds);

    abstract Builder maxConcurrency(int requests);

    abstract Builder apiKey(@Nullable String key);

    abstract Builder prompts(Prompts prompts);

    abstract Builder rates(Map<Quality, Double> rates);

    abstract TeacherSettings build();
  }
}
