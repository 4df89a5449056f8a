package org.autoif.io.sandbox.jython;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import org.autoif.io.sandbox.jython.JythonSource.Refused;

/**
 * A string literal of a source with those that follow it, which Python joins: as one plain literal,
 * or as a call of {@link JythonSource#FSTRING}.
 */
final class JythonLiterals {
  private static final Set<String> PREFIXES = Set.of("r", "u", "b", "f", "br", "rb", "fr", "rf");

  private final String source;
  private final boolean inBrackets;
  private final String written;
  private int at;

  /** Reads those at a place. */
  JythonLiterals(String source, int at, boolean inBrackets) throws Refused {
    this.source = source;
    this.at = at;
    this.inBrackets = inBrackets;
    StringBuilder plain = new StringBuilder();
    List<String> parts = new ArrayList<>();
    boolean formatted = false;
    int end;
    do {
      Matcher name = JythonSource.NAME.matcher(source).region(this.at, source.length());
      String prefix = name.lookingAt() ? name.group().toLowerCase(Locale.ROOT) : "";
      if (prefix.contains("b")) {
        throw JythonSource.unsupported("bytes");
      }
      this.at += prefix.length();
      String body = body();
      if (prefix.contains("f")) {
        formatted = true;
        parts.add(JythonText.literal(plain.toString()));
        plain.setLength(0);
        parts.addAll(new JythonFString(body, prefix.contains("r")).parts());
      } else {
        JythonText.unescape(body, prefix.contains("r"), plain);
      }
      end = this.at;
      skipBlank();
    } while (isHere());
    this.at = end;
    String last = JythonText.literal(plain.toString());
    parts.add(last);
    written = formatted ? JythonSource.FSTRING + "(" + String.join(", ", parts) + ")" : last;
  }

  /** Returns what stands for them in Python 2.7. */
  String written() {
    return written;
  }

  /** Returns the place behind the last. */
  int end() {
    return at;
  }

  /** Returns whether a word before a quote belongs to the literal. */
  static boolean isPrefix(String word) {
    return PREFIXES.contains(word.toLowerCase(Locale.ROOT));
  }

  private void skipBlank() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == ' ' || c == '\t' || (c == '\n' && inBrackets)) {
        at++;
      } else if (c == '\\' && source.startsWith("\\\n", at)) {
        at += 2;
      } else if (c == '#' && inBrackets) {
        at = source.indexOf('\n', at);
      } else {
        return;
      }
    }
  }

  private boolean isHere() {
    if (at >= source.length()) {
      return false;
    }
    Matcher name = JythonSource.NAME.matcher(source).region(at, source.length());
    int quote = at;
    if (name.lookingAt()) {
      if (!isPrefix(name.group())) {
        return false;
      }
      quote = name.end();
    }
    return source.charAt(quote) == '"' || source.charAt(quote) == '\'';
  }

  private String body() throws Refused {
    int end = endOfLiteral(source, at);
    int quotes = isTriple(source, at) ? 3 : 1;
    String body = source.substring(at + quotes, end - quotes);
    at = end;
    return body;
  }

  private static boolean isTriple(String source, int at) {
    return source.startsWith(String.valueOf(source.charAt(at)).repeat(3), at);
  }

  /** Returns the place behind the literal whose opening quote is at a place. */
  static int endOfLiteral(String source, int at) throws Refused {
    char quote = source.charAt(at);
    String three = String.valueOf(quote).repeat(3);
    boolean triple = isTriple(source, at);
    for (int i = at + (triple ? 3 : 1); i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\\') {
        i++;
      } else if (triple ? source.startsWith(three, i) : c == quote) {
        return i + (triple ? 3 : 1);
      } else if (c == '\n' && !triple) {
        break;
      }
    }
    throw JythonSource.error("unterminated string literal");
  }
}
