package org.autoif.io.sandbox.jython;

import java.util.ArrayList;
import java.util.List;
import org.autoif.io.sandbox.jython.JythonSource.Refused;

/**
 * Takes an f-string apart: literals, and a triple {@code (value, conversion, spec)} for each field.
 * Nested fields, {@code =} and quotes or backslashes within a field are refused.
 */
final class JythonFString {
  private final String body;
  private final boolean raw;

  JythonFString(String body, boolean raw) {
    this.body = body;
    this.raw = raw;
  }

  /** Returns the arguments for the call that puts it together. */
  List<String> parts() throws Refused {
    List<String> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < body.length()) {
      char c = body.charAt(at);
      if (c == '\\' && !raw && body.startsWith("\\N{", at)) {
        throw JythonSource.unsupported("\\N in an f-string");
      }
      if (c == '\\' && at + 1 < body.length()) {
        text.append(c);
        if (body.charAt(at + 1) == '{' || body.charAt(at + 1) == '}') {
          at++;
          continue;
        }
        text.append(body.charAt(at + 1));
        at += 2;
      } else if ((c == '{' || c == '}') && at + 1 < body.length() && body.charAt(at + 1) == c) {
        text.append(c);
        at += 2;
      } else if (c == '}') {
        throw JythonSource.error("f-string: single '}' is not allowed");
      } else if (c == '{') {
        flush(text, parts);
        at = field(at + 1, parts);
      } else {
        text.append(c);
        at++;
      }
    }
    flush(text, parts);
    return parts;
  }

  private void flush(StringBuilder text, List<String> parts) throws Refused {
    StringBuilder plain = new StringBuilder();
    String escaped = text.toString();
    if (!raw && escaped.endsWith("\\") && !escaped.endsWith("\\\\")) {
      escaped += "\\";
    }
    JythonText.unescape(escaped, raw, plain);
    parts.add(JythonText.literal(plain.toString()));
    text.setLength(0);
  }

  private int field(int from, List<String> parts) throws Refused {
    int depth = 0;
    char quote = 0;
    int end = from;
    for (; end < body.length(); end++) {
      char c = body.charAt(end);
      if (c == '\\' || c == '#') {
        throw JythonSource.unsupported(c + " in a field of an f-string");
      }
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (depth > 0 && (c == ')' || c == ']' || c == '}')) {
        depth--;
      } else if (depth == 0 && (c == ':' || c == '}' || c == '=' || isConversion(end))) {
        if (c == '=' || (c == ':' && body.startsWith(":=", end))) {
          throw JythonSource.unsupported(c + " in a field of an f-string");
        }
        break;
      }
    }
    if (end >= body.length() || body.substring(from, end).isBlank()) {
      throw JythonSource.error("f-string: a field is not complete");
    }
    JythonSource.Translated inner = JythonSource.translate("(" + body.substring(from, end) + ")");
    if (inner.modern()) {
      throw JythonSource.unsupported("a star in a field of an f-string");
    }
    String value = inner.text().strip();
    String conversion = "";
    if (body.charAt(end) == '!') {
      conversion = end + 1 < body.length() ? body.substring(end + 1, end + 2) : "";
      end += 2;
    }
    int close = body.indexOf('}', end);
    if (close < 0 || !"sra".contains(conversion)) {
      throw JythonSource.error("f-string: expecting '}'");
    }
    String spec = body.substring(end, close);
    if (spec.contains("{") || spec.contains("\\") || conversion.equals("a")) {
      throw JythonSource.unsupported("a nested field of an f-string");
    }
    if (!spec.isEmpty() && !spec.startsWith(":")) {
      throw JythonSource.error("f-string: expecting '}'");
    }
    parts.add(
        "("
            + value
            + ", "
            + JythonText.literal(conversion)
            + ", "
            + JythonText.literal(spec.isEmpty() ? "" : spec.substring(1))
            + ")");
    return close + 1;
  }

  private boolean isConversion(int at) {
    return body.charAt(at) == '!' && !body.startsWith("!=", at);
  }
}
