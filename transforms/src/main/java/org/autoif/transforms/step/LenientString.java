package org.autoif.transforms.step;

import java.util.regex.Pattern;

/**
 * What a string says: the escapes of JSON, and a backslash before any other letter as itself. In
 * Python source that has real line breaks and no doubled backslash, {@code \n} is the source's own:
 * there the string was copied and not escaped.
 */
final class LenientString {
  private static final Pattern SOURCE = Pattern.compile("(?m)^\\s*def\\s+\\w+\\s*\\(");
  private static final String SIMPLE = "\"\\/bfnrt'";
  private static final String MEANT = "\"\\/\b\f\n\r\t'";

  private LenientString() {}

  static String read(String text, LenientText.Bounds bounds) {
    String raw = text.substring(bounds.from(), bounds.to());
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    boolean isCopied =
        raw.indexOf('\n') >= 0 && !raw.contains("\\\\") && SOURCE.matcher(raw).find();
    StringBuilder out = new StringBuilder(raw.length());
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i);
      if (c != '\\' || i + 1 == raw.length()) {
        out.append(c);
        i++;
        continue;
      }
      char next = raw.charAt(i + 1);
      int simple = SIMPLE.indexOf(next);
      if (isCopied && next != '"' && next != '\n') {
        out.append(c).append(next);
      } else if (simple >= 0) {
        out.append(MEANT.charAt(simple));
      } else if (next == '\n') {
        out.append('\n');
      } else if (next == 'u' && isHex(raw, i + 2)) {
        out.append((char) Integer.parseInt(raw.substring(i + 2, i + 6), 16));
        i += 4;
      } else {
        out.append(c).append(next);
      }
      i += 2;
    }
    return out.toString();
  }

  private static boolean isHex(String raw, int from) {
    if (from + 4 > raw.length()) {
      return false;
    }
    for (int i = from; i < from + 4; i++) {
      char c = raw.charAt(i);
      if (c > 'f' || Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
