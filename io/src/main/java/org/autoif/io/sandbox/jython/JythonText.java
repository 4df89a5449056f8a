package org.autoif.io.sandbox.jython;

import java.util.Locale;
import org.autoif.io.sandbox.jython.JythonSource.Refused;

/** Reads the escapes of Python 3 and writes literals that Python 2.7 reads as the same text. */
final class JythonText {
  private JythonText() {}

  /** Returns whether a text holds a half of a surrogate pair alone, which Jython cannot. */
  static boolean hasHalves(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** Returns the literal of a text. */
  static String literal(String text) throws Refused {
    if (hasHalves(text)) {
      throw JythonSource.unsupported("half a character");
    }
    StringBuilder out = new StringBuilder("u\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\' || c < ' ' || (c > 126 && c < 0x10000)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else if (c > 126) {
                out.append(String.format(Locale.ROOT, "\\U%08x", c));
              } else {
                out.append((char) c);
              }
            });
    return out.append('"').toString();
  }

  /** Appends what a literal's body stands for. */
  static void unescape(String body, boolean raw, StringBuilder out) throws Refused {
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c != '\\' || raw) {
        out.append(c);
        continue;
      }
      char kind = body.charAt(++i);
      switch (kind) {
        case '\n' -> {}
        case '\\', '\'', '"' -> out.append(kind);
        case 'a' -> out.append('\u0007');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'v' -> out.append('\u000b');
        case 'x', 'u', 'U' -> {
          int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
          out.appendCodePoint(hex(body, i + 1, digits));
          i += digits;
        }
        case 'N' -> {
          int end = body.indexOf('}', i);
          if (!body.startsWith("{", i + 1) || end < 0) {
            throw JythonSource.error("malformed \\N character escape");
          }
          try {
            out.appendCodePoint(Character.codePointOf(body.substring(i + 2, end)));
          } catch (IllegalArgumentException e) {
            throw JythonSource.unsupported("\\N" + body.substring(i + 1, end + 1));
          }
          i = end;
        }
        default -> {
          if (kind >= '0' && kind <= '7') {
            int end = i;
            while (end < body.length()
                && end < i + 3
                && body.charAt(end) >= '0'
                && body.charAt(end) <= '7') {
              end++;
            }
            out.appendCodePoint(Integer.parseInt(body.substring(i, end), 8));
            i = end - 1;
          } else {
            out.append('\\').append(kind);
          }
        }
      }
    }
  }

  private static int hex(String body, int from, int digits) throws Refused {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = i < body.length() ? Character.digit(body.charAt(i), 16) : -1;
      if (digit < 0 || body.charAt(i) > 127) {
        throw JythonSource.error("truncated escape");
      }
      value = value << 4 | digit;
    }
    if (value < 0 || value > Character.MAX_CODE_POINT) {
      throw JythonSource.error("illegal Unicode character");
    }
    return value;
  }
}
