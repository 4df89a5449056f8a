package org.autoif.transforms.instruct.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Python source as tokens, without white space and comments. What is no token is left out: a source
 * that does not compile was refused before.
 */
final class PythonTokens {
  enum Kind {
    NAME,
    NUMBER,
    STRING,
    OPERATOR,
    /** The end of a logical line. */
    NEWLINE
  }

  /**
   * A piece of the source.
   *
   * @param kind what it is
   * @param start where it starts
   * @param end where it ends, exclusive
   * @param text what it says
   */
  record Token(Kind kind, int start, int end, String text) {
    boolean is(String word) {
      return text.equals(word) && kind != Kind.STRING;
    }
  }

  private static final Pattern SPACE = Pattern.compile("[ \\t\\f]++|\\\\\\r?\\n|#[^\\n]*+");
  private static final Pattern NEWLINE = Pattern.compile("\\r?\\n");
  private static final Pattern QUOTE = Pattern.compile("(?i:[rbuf]{0,2})(\"\"\"|\'\'\'|\"|\')");
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?i:0[xob][0-9a-f_]++|(?:[0-9][0-9_]*+\\.?[0-9_]*+|\\.[0-9][0-9_]*+)"
              + "(?:e[+-]?[0-9_]++)?j?)");
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}]*+");
  private static final Pattern OPERATOR =
      Pattern.compile("->|:=|==|!=|<=|>=|\\*\\*=?|//=?|<<=?|>>=?|[-+*/%@&|^]=|\\.\\.\\.|\\S");

  private final Matcher matcher;
  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private PythonTokens(String source) {
    this.source = source;
    this.matcher = SPACE.matcher(source);
  }

  static List<Token> of(String source) {
    PythonTokens reader = new PythonTokens(source);
    reader.read();
    return reader.tokens;
  }

  private void read() {
    int depth = 0;
    while (at < source.length()) {
      int start = at;
      if (is(SPACE)) {
        at = matcher.end();
      } else if (is(NEWLINE)) {
        at = matcher.end();
        if (depth <= 0) {
          add(Kind.NEWLINE, start);
        }
      } else if (is(QUOTE)) {
        at = endOfString(matcher.end(), matcher.group(1));
        add(Kind.STRING, start);
      } else if (is(NUMBER)) {
        at = matcher.end();
        add(Kind.NUMBER, start);
      } else if (is(NAME)) {
        at = matcher.end();
        add(Kind.NAME, start);
      } else if (is(OPERATOR)) {
        at = matcher.end();
        char first = source.charAt(start);
        depth += "([{".indexOf(first) >= 0 ? 1 : ")]}".indexOf(first) >= 0 ? -1 : 0;
        add(Kind.OPERATOR, start);
      } else {
        at++;
      }
    }
  }

  private boolean is(Pattern pattern) {
    return matcher.usePattern(pattern).region(at, source.length()).lookingAt();
  }

  private void add(Kind kind, int start) {
    tokens.add(new Token(kind, start, at, source.substring(start, at)));
  }

  /** Returns where a string ends whose text starts at {@code from}: behind its closing quotes. */
  private int endOfString(int from, String quotes) {
    for (int i = from; i < source.length(); i++) {
      if (source.charAt(i) == '\\') {
        i++;
      } else if (source.startsWith(quotes, i)) {
        return i + quotes.length();
      } else if (source.charAt(i) == '\n' && quotes.length() == 1) {
        return i;
      }
    }
    return source.length();
  }
}
