package org.autoif.transforms.step;

import java.util.ArrayList;
import java.util.List;

/** Finds where an expression of Python's ends, without reading it. */
final class LenientExpression {
  private final LenientText in;
  private final int from;
  private final int most;
  private final List<Integer> containers = new ArrayList<>();
  private int at;

  LenientExpression(LenientText in, int from, int most) {
    this.in = in;
    this.from = from;
    this.most = most;
  }

  /**
   * Returns the index of the comma or the bracket that ends the expression; -1 if there is none.
   *
   * @param close the bracket
   */
  int end(char close) {
    int depth = 0;
    for (at = from; at < in.length() && at - from < most; at++) {
      char c = in.at(at);
      if (depth == 0 && (c == ',' || c == close)) {
        return at;
      }
      if ("{[(".indexOf(c) >= 0) {
        if (depth == 0 && c != '(') {
          containers.add(at);
        }
        depth++;
      } else if ("}])".indexOf(c) >= 0) {
        depth--;
        if (depth < 0) {
          return -1;
        }
      } else if (c == '#') {
        at = Math.max(at, in.lineEnd(at) - 1);
      } else if ((c == '"' || c == '\'') && isOpening()) {
        int end = in.unescaped(String.valueOf(c), at + 1, at + most);
        if (end < 0) {
          return -1;
        }
        at = end;
      }
    }
    return -1;
  }

  /** Returns how far it was looked. */
  int looked() {
    return at;
  }

  /** Returns the indexes of the braces and square brackets that are in no others. */
  List<Integer> containers() {
    return containers;
  }

  /** An apostrophe stands behind a letter, where a string starts only as {@code f'…'} does. */
  private boolean isOpening() {
    char before = at == 0 ? ' ' : in.at(at - 1);
    return !Character.isLetterOrDigit(before)
        || ("rRbBuUfF".indexOf(before) >= 0
            && (at < 2 || !Character.isLetterOrDigit(in.at(at - 2))));
  }
}
