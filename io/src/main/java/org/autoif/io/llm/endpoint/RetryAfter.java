package org.autoif.io.llm.endpoint;

import com.google.api.client.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long an endpoint asks to wait: {@code retry-after-ms}, or Retry-After (RFC 9110,
 * 10.2.3).
 */
final class RetryAfter {
  /** The three forms of RFC 9110, 5.6.7, and the first with an offset or without its weekday. */
  private static final DateTimeFormatter[] DATES = {
    DateUtils.FORMATTER_RFC1123,
    DateUtils.FORMATTER_RFC1036,
    DateUtils.FORMATTER_ASCTIME.withZone(ZoneOffset.UTC),
    DateTimeFormatter.RFC_1123_DATE_TIME
  };

  private RetryAfter() {}

  /** Returns the wait in milliseconds, 0 if the headers ask for none or cannot be read. */
  static long millis(HttpHeaders headers, Instant now) {
    String millis = header(headers, "retry-after-ms");
    if (millis != null) {
      return number(millis, 1);
    }
    String value = headers.getRetryAfter();
    if (value == null) {
      return 0;
    }
    if (value.strip().matches("[0-9.]+")) {
      return number(value, 1000);
    }
    // The third form has a second space before a day of one digit.
    Instant then = DateUtils.parseDate(value.strip().replaceAll(" +", " "), DATES);
    return then == null ? 0 : Math.max(0, Duration.between(now, then).toMillis());
  }

  private static long number(String text, int factor) {
    try {
      return Math.max(0, Math.round(Double.parseDouble(text.strip()) * factor));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static @Nullable String header(HttpHeaders headers, String name) {
    Object value = headers.get(name);
    if (value instanceof List<?> list) {
      return list.isEmpty() ? null : String.valueOf(list.get(0));
    }
    return value == null ? null : value.toString();
  }
}
