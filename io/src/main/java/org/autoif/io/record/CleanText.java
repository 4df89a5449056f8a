package org.autoif.io.record;

/**
 * Text that every database, file format and language holds alike. NUL and halves of surrogate
 * pairs, which models write and not all can hold, become U+FFFD.
 */
public final class CleanText {
  private static final int REPLACEMENT = 0xFFFD;

  private CleanText() {}

  /** Returns a text without NUL and without halves of surrogate pairs. */
  public static String of(String text) {
    if (isClean(text)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().map(CleanText::clean).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static int clean(int codePoint) {
    boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return codePoint == 0 || half ? REPLACEMENT : codePoint;
  }

  private static boolean isClean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
