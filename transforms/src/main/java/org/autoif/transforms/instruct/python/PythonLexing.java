package org.autoif.transforms.instruct.python;

import java.util.BitSet;
import java.util.regex.Pattern;

/**
 * Which characters of a Python source are code, and where what follows cannot be code any more.
 *
 * @param code the places outside of strings, with their quotes, and comments
 * @param broken the place of a triple quote that never ends, or of a bracket that nothing opened,
 *     whichever comes first; -1 if there is none
 * @param open how many brackets are open there, or at the end
 */
record PythonLexing(BitSet code, int broken, int open) {
  private static final Pattern EVALUATE =
      Pattern.compile("(?m)^[ \\t]*(?:async[ \\t]+)?def[ \\t]+evaluate[ \\t]*\\(");

  /** Returns whether this defines the function that is asked for. */
  static boolean hasEvaluate(String source) {
    return EVALUATE.matcher(source).find();
  }

  static PythonLexing of(String source) {
    BitSet code = new BitSet(source.length());
    int depth = 0;
    int i = 0;
    while (i < source.length()) {
      char c = source.charAt(i);
      if (c == '#') {
        i = endOfLine(source, i);
      } else if (c == '"' || c == '\'') {
        int end = endOfString(source, i);
        if (end < 0) {
          return new PythonLexing(code, i, depth);
        }
        i = end;
      } else {
        depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        if (depth < 0) {
          return new PythonLexing(code, i, depth);
        }
        code.set(i);
        i++;
      }
    }
    return new PythonLexing(code, -1, depth);
  }

  /** Returns whether a line that begins here begins outside of strings. */
  boolean isOutside(int lineStart) {
    return lineStart == 0 || code.get(lineStart - 1);
  }

  /** Returns the place after a string that begins here; -1 for a triple quote without an end. */
  static int endOfString(String source, int start) {
    String quote = quote(source, start);
    int i = start + quote.length();
    while (i < source.length()) {
      char c = source.charAt(i);
      if (c == '\\') {
        i += 2;
      } else if (source.startsWith(quote, i)) {
        return i + quote.length();
      } else if (c == '\n' && quote.length() == 1) {
        return i;
      } else {
        i++;
      }
    }
    return quote.length() == 1 ? source.length() : -1;
  }

  private static String quote(String source, int start) {
    String triple = source.substring(start, Math.min(start + 3, source.length()));
    return triple.equals("\"\"\"") || triple.equals("'''")
        ? triple
        : source.substring(start, start + 1);
  }

  static int endOfLine(String source, int from) {
    int end = source.indexOf('\n', from);
    return end < 0 ? source.length() : end;
  }
}
