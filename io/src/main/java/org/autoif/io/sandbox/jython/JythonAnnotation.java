package org.autoif.io.sandbox.jython;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.autoif.io.sandbox.jython.JythonSource.Refused;

/**
 * An annotation of a source: names, dots, brackets and bars. Whatever else could stand there, and
 * what evaluating could find fault with, is refused.
 */
final class JythonAnnotation {
  private static final Set<String> GENERIC =
      Set.of("list", "dict", "set", "tuple", "frozenset", "type");
  private static final Set<String> OPERATORS = Set.of("if", "else", "or", "and", "not");

  private final List<String> names = new ArrayList<>();
  private final String source;
  private final String ends;
  private final boolean inBrackets;
  private int at;

  /** The word or sign before {@link #at}. */
  private String before = "";

  private boolean text;
  private boolean union;

  /**
   * Reads the one at a place.
   *
   * @param ends the characters one of which comes behind it
   */
  JythonAnnotation(String source, int at, String ends, boolean inBrackets) throws Refused {
    this.source = source;
    this.at = at;
    this.ends = ends;
    this.inBrackets = inBrackets;
    read();
    if (union && (text || names.stream().anyMatch(n -> n.equals("any") || n.equals("callable")))) {
      throw JythonSource.unsupported("annotation with |");
    }
    if (names.stream().anyMatch(OPERATORS::contains)) {
      throw JythonSource.unsupported("annotation with an operator");
    }
    if (source.charAt(this.at) == '\n') {
      throw JythonSource.unsupported("a variable without a value");
    }
  }

  /** Returns the names that evaluating it looks up. */
  List<String> names() {
    return names;
  }

  /** Returns the place behind it. */
  int end() {
    return at;
  }

  boolean isEmpty() {
    return before.isEmpty();
  }

  private void read() throws Refused {
    int inner = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (inner == 0 && ends.indexOf(c) >= 0) {
        return;
      }
      Matcher name = JythonSource.NAME.matcher(source).region(at, source.length());
      if (c == '\'' || c == '"') {
        text = true;
        at = JythonLiterals.endOfLiteral(source, at);
        before = "'";
      } else if (name.lookingAt()) {
        if (!before.equals(".")) {
          names.add(name.group());
        }
        before = name.group();
        at = name.end();
      } else {
        sign(c, inner == 0 && !inBrackets);
        inner += c == '[' ? 1 : c == ']' ? -1 : 0;
        before = c == ' ' ? before : String.valueOf(c);
        at++;
      }
    }
    throw JythonSource.error("an annotation without an end");
  }

  private void sign(char c, boolean lineEnds) throws Refused {
    switch (c) {
      case '[' -> {
        boolean generic =
            before.isEmpty()
                || Character.isUpperCase(before.charAt(0))
                || GENERIC.contains(before)
                || before.equals(",")
                || before.equals("[");
        if (!generic) {
          throw JythonSource.unsupported("annotation " + before + "[");
        }
      }
      case '|' -> union = true;
      case ']', '.', ',', ' ', '\t' -> {}
      case '\n' -> {
        if (lineEnds) {
          throw JythonSource.error("expected ':'");
        }
      }
      default -> throw JythonSource.unsupported("annotation with " + c);
    }
  }
}
