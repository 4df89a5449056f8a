package org.autoif.transforms.step;

import org.jspecify.annotations.Nullable;

/**
 * The text that {@link LenientValues} reads, with what it knows of white space, comments and the
 * ends of strings. A string ends at the first quote after which JSON can go on; one inside it that
 * was not escaped does not end it. Where there is none, the first quote ends it.
 */
final class LenientText {
  /** How far it is looked ahead to see whether a quote is an end. */
  private static final int AHEAD = 80;

  /** How many times its length a text may be read in vain. */
  private static final int IN_VAIN = 8;

  /** How many characters repetitions may make of a text in all. */
  private static final int MAX_MADE = 2_000_000;

  final String text;
  private long budget;
  private long made;

  LenientText(String text) {
    this.text = text;
    this.budget = (long) IN_VAIN * text.length() + 10_000;
  }

  int length() {
    return text.length();
  }

  /** Returns the character at an index, 0 after the end. */
  char at(int index) {
    return index < text.length() ? text.charAt(index) : 0;
  }

  /** Takes what was read in vain out of the budget, and returns whether it still held. */
  boolean spend(int characters) {
    budget -= characters;
    return hasBudget();
  }

  /** Returns whether a repetition may still make as much as this. */
  boolean make(long characters) {
    made += characters;
    return made <= MAX_MADE;
  }

  boolean hasBudget() {
    return budget > 0;
  }

  /** Returns the index of what is neither white space nor a comment. */
  int skip(int from) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || c == '\u00a0' || c == '\uFEFF') {
        i++;
      } else if (c == '\\' && (at(i + 1) == '\n' || at(i + 1) == '\r')) {
        i += 2;
      } else if (c == '#' || (c == '/' && at(i + 1) == '/')) {
        i = lineEnd(i);
      } else if (c == '/' && at(i + 1) == '*') {
        int end = text.indexOf("*/", i + 2);
        if (end < 0) {
          spend(text.length() - i);
          return i;
        }
        i = end + 2;
      } else {
        return i;
      }
    }
    return i;
  }

  /** Returns the index of the line break at or after one; the length of the text for none. */
  int lineEnd(int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
      i++;
    }
    return i;
  }

  boolean isQuote(int index) {
    char c = at(index);
    return c == '"' || c == '\'' || c == '“';
  }

  private static char closing(char quote) {
    return quote == '“' ? '”' : quote;
  }

  /**
   * A string's bounds.
   *
   * @param from its first character
   * @param to the one after its last
   * @param end the one after its closing quote
   * @param isTriple whether it was in three quotes
   */
  record Bounds(int from, int to, int end, boolean isTriple) {}

  /**
   * Returns the bounds of the string that starts at a quote; null if it does not end.
   *
   * @param open the brackets that are open around it, the innermost last
   * @param isKey whether it is to be followed by a colon
   */
  @Nullable Bounds string(int start, CharSequence open, boolean isKey) {
    char quote = at(start);
    String triple = String.valueOf(quote).repeat(3);
    if (text.startsWith(triple, start) && quote != '“') {
      int end = unescaped(triple, start + 3);
      while (end >= 0 && at(end + 3) == quote) {
        end++; // the text itself ends in a quote
      }
      if (end >= 0) {
        return new Bounds(start + 3, end, end + 3, true);
      }
    }
    String close = String.valueOf(closing(quote));
    int first = unescaped(close, start + 1);
    int end = first;
    if (isKey) {
      // Keys are short: what is long, or has a line break, is another string's rest.
      return first < 0 ? null : new Bounds(start + 1, first, first + 1, false);
    }
    while (end >= 0 && hasBudget() && !isEnd(end + 1, open, quote)) {
      end = unescaped(close, end + 1);
    }
    if (end < 0 && first >= 0) {
      spend(text.length() - first);
      end = first;
    }
    return end < 0 ? null : new Bounds(start + 1, end, end + 1, false);
  }

  private int unescaped(String close, int from) {
    return unescaped(close, from, text.length());
  }

  /** Returns the index of the next {@code close} that no backslash is before; -1 for none. */
  int unescaped(String close, int from, int before) {
    int i = from;
    while (i < Math.min(before, text.length())) {
      if (text.charAt(i) == '\\') {
        i += 2;
      } else if (text.startsWith(close, i)) {
        return i;
      } else {
        i++;
      }
    }
    spend(i - from);
    return -1;
  }

  /** Returns whether JSON, or an expression, can go on at this index after a text's quote. */
  private boolean isEnd(int after, CharSequence open, char quote) {
    int i = blank(after);
    boolean nextLine = text.substring(after, i).indexOf('\n') >= 0;
    char c = at(i);
    if (c == 0) {
      return true;
    }
    char top = open.charAt(open.length() - 1);
    int next = blank(i + 1);
    return switch (c) {
      case ',' -> isNext(next, top);
      case '}', ']', ')' -> closes(i, open);
      case '#' -> true;
      case '/' -> at(i + 1) == '/' || at(i + 1) == '*';
      case '*' -> isWord(at(next)) || at(next) == '(';
      case '+' -> isQuote(next) || isWord(at(next)) || at(next) == '(';
      case '.' -> i == after && isCall(i + 1);
      case '\\' -> at(i + 1) == '\n';
      default -> c == quote && (nextLine || top == '(');
    };
  }

  private int blank(int from) {
    int i = from;
    while (i < text.length() && i < from + AHEAD && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  /** Returns whether a name and a bracket follow, as in {@code .join(}. */
  private boolean isCall(int from) {
    int i = from;
    while (i < from + AHEAD && isWord(at(i))) {
      i++;
    }
    return i > from && at(i) == '(';
  }

  /** Returns whether the next key of an object, or the next value of a list, is here. */
  private boolean isNext(int at, char top) {
    char c = at(at);
    if (c == 0 || c == '#' || c == '/') {
      return true;
    }
    if (top != '{') {
      return isQuote(at) || "[]{}()-".indexOf(c) >= 0 || Character.isLetterOrDigit(c);
    }
    if (c == '}') {
      return true;
    }
    if (!isQuote(at)) {
      int i = at;
      while (i < at + AHEAD && isWord(at(i))) {
        i++;
      }
      return i > at && at(blank(i)) == ':';
    }
    for (int i = at + 1; i < at + AHEAD; i++) {
      if (at(i) == '\\') {
        i++;
      } else if (at(i) == closing(at(at))) {
        return at(blank(i + 1)) == ':';
      } else if (at(i) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the brackets here close those that are open, and something fit follows. */
  private boolean closes(int from, CharSequence open) {
    int i = from;
    int depth = open.length();
    while (depth > 0) {
      char c = at(i);
      if ("}])".indexOf(c) < 0) {
        return c == 0
            || ",#/*+{".indexOf(c) >= 0
            || (isQuote(i) && text.substring(from, i).indexOf('\n') >= 0);
      }
      if ("{[(".indexOf(open.charAt(depth - 1)) != "}])".indexOf(c)) {
        return false;
      }
      depth--;
      i = depth == 0 ? i + 1 : blank(i + 1);
    }
    char c = at(i);
    return c != '"' && c != '\'' && c != '\\' && c != ')' && c != ']' && c != '}';
  }
}
