package org.autoif.io.sandbox.jython;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.autoif.io.sandbox.Verdict;

/**
 * Rewrites the words of a Python 3 source into those of Python 2.7 with its {@code __future__}:
 * string literals become plain unicode ones, f-strings calls of {@code __fstring__}, annotations
 * the names that evaluating them would look up. Knows words and brackets, no grammar: whether what
 * comes out is a program, Jython's parser says.
 */
final class JythonSource {
  /** Why there is nothing to run. */
  static final class Refused extends Exception {
    private final Verdict verdict;

    Refused(Verdict.Kind kind, String message) {
      super(message, null, false, false);
      verdict = Verdict.error(kind, message);
    }

    Verdict verdict() {
      return verdict;
    }
  }

  /** The name that a translated f-string calls; a source that has it is refused. */
  static final String FSTRING = "__fstring__";

  private static final int MAX_DEPTH = 200;
  private static final Pattern NUMBER =
      Pattern.compile(
          "0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+"
              + "|(?:[0-9][0-9_]*)?\\.?[0-9][0-9_]*\\.?(?:[eE][-+]?[0-9_]+)?");
  static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
  private static final Pattern OPERATOR =
      Pattern.compile(
          "\\*\\*=|//=|>>=|<<=|->|:=|==|!=|<=|>=|<>|\\*\\*|//|>>|<<|[-+*/%&|^@]=|[^\\w\\s]");
  private static final Set<String> OPENING =
      Set.of("", "(", "[", "{", ",", "=", ":", "return", "in", "yield", "lambda");

  private record Word(String text, int depth) {}

  private final String source;
  private final StringBuilder out = new StringBuilder();
  private final List<Word> line = new ArrayList<>();
  private int at;
  private int depth;
  private int lineStart;
  private int indent;
  private boolean modern;

  // Of the def whose head is being read.
  private boolean inDef;
  private final List<String> annotations = new ArrayList<>();
  private boolean annotated;

  private JythonSource(String source) {
    this.source = source;
  }

  /**
   * A source in Python 2.7.
   *
   * @param text the source
   * @param modern whether it may hold what only Python 3 can parse
   */
  record Translated(String text, boolean modern) {}

  static Translated translate(String source) throws Refused {
    String text = source.startsWith("\ufeff") ? source.substring(1) : source;
    text = text.replace("\r\n", "\n").replace('\r', '\n');
    JythonSource translation = new JythonSource(text.endsWith("\n") ? text : text + "\n");
    translation.run();
    return new Translated(translation.out.toString(), translation.modern);
  }

  private void run() throws Refused {
    boolean tabs = false;
    boolean spaces = false;
    newLine();
    while (at < source.length()) {
      char c = source.charAt(at);
      if (line.isEmpty() && depth == 0 && (c == ' ' || c == '\t')) {
        int from = at;
        while (source.charAt(at) == ' ' || source.charAt(at) == '\t') {
          at++;
        }
        if (source.charAt(at) != '\n' && source.charAt(at) != '#') {
          String blank = source.substring(from, at);
          tabs |= blank.indexOf('\t') >= 0;
          spaces |= blank.indexOf(' ') >= 0;
          indent = blank.length();
          out.append(blank);
        }
      } else if (c == ' ' || c == '\t' || c == '\f') {
        out.append(' ');
        at++;
      } else if (c == '\n') {
        at++;
        if (depth > 0) {
          out.append(' ');
        } else {
          endLine();
          out.append('\n');
          newLine();
        }
      } else if (c == '#') {
        at = source.indexOf('\n', at);
      } else if (c == '\\') {
        if (source.charAt(at + 1) != '\n') {
          throw error("unexpected character after line continuation character");
        }
        out.append(' ');
        at += 2;
      } else {
        word(c);
      }
    }
    if (depth > 0) {
      throw error("a bracket was never closed");
    }
    if (tabs && spaces) {
      throw unsupported("tabs and spaces");
    }
  }

  private void newLine() {
    line.clear();
    annotations.clear();
    lineStart = out.length();
    indent = 0;
    inDef = false;
    annotated = false;
  }

  private void word(char c) throws Refused {
    Matcher name = NAME.matcher(source).region(at, source.length());
    if (name.lookingAt()) {
      char next = source.charAt(name.end());
      String text = name.group();
      if ((next == '"' || next == '\'') && JythonLiterals.isPrefix(text)) {
        strings();
      } else {
        name(text);
        at = name.end();
      }
    } else if (c == '"' || c == '\'') {
      strings();
    } else if (isDigit(c) || (c == '.' && isDigit(source.charAt(at + 1)))) {
      number();
    } else if (c > 127) {
      throw Character.isUnicodeIdentifierPart(source.codePointAt(at))
          ? unsupported("a name beyond ASCII")
          : error("invalid character");
    } else {
      operator();
    }
  }

  private void strings() throws Refused {
    JythonLiterals literals = new JythonLiterals(source, at, depth > 0);
    add("'", literals.written());
    at = literals.end();
  }

  private void name(String text) throws Refused {
    if (text.equals(FSTRING)) {
      throw unsupported(text);
    }
    switch (text) {
      case "nonlocal", "async", "await", "exec", "with", "class" -> throw unsupported(text);
      case "from" -> {
        if (first("raise") || last("yield")) {
          throw unsupported(first() + " from");
        }
      }
      case "match", "type", "case" -> modern |= line.isEmpty();
      case "lambda" -> modern |= inDef;
      default -> {}
    }
    if (text.equals("def") && line.isEmpty()) {
      inDef = true;
    }
    add(text, text);
  }

  private void number() throws Refused {
    Matcher number = NUMBER.matcher(source).region(at, source.length());
    if (!number.lookingAt()) {
      throw error("invalid number");
    }
    String text = number.group();
    char next = source.charAt(number.end());
    if (next == 'j' || next == 'J') {
      throw unsupported("complex numbers");
    }
    boolean decimal = text.matches("[0-9_]+");
    if (text.endsWith("_")
        || text.contains("__")
        || (decimal && text.startsWith("0") && !text.matches("[0_]+"))
        || next == 'l'
        || next == 'L'
        || next == '_') {
      throw error("invalid decimal literal");
    }
    if (isDigit(next) || next == '.' || Character.isLetter(next)) {
      throw unsupported("a number and a word in one");
    }
    add("0", decimal && text.matches("[0_]+") ? "0" : text.replace("_", ""));
    at = number.end();
  }

  private void operator() throws Refused {
    Matcher operator = OPERATOR.matcher(source).region(at, source.length());
    if (!operator.lookingAt()) {
      throw error("invalid character");
    }
    String text = operator.group();
    at = operator.end();
    switch (text) {
      case "(", "[", "{" -> {
        if (++depth > MAX_DEPTH) {
          throw error("too many nested parentheses");
        }
        if (inDef && depth == 1 && line.size() != 2) {
          modern = true;
        }
        line.add(new Word(text, depth));
        out.append(text);
        return;
      }
      case ")", "]", "}" -> {
        if (--depth < 0) {
          throw error("unmatched '" + text + "'");
        }
      }
      case "<>", "`", "$", "?", "!" -> throw error("invalid syntax at " + text);
      case ":=", "@", "@=" -> throw unsupported(text);
      case "*", "**" -> modern |= OPENING.contains(last());
      case "/" -> modern |= inDef;
      case "." -> {
        if (source.startsWith("..", at)) {
          throw unsupported("...");
        }
      }
      case "," -> {
        if (depth == 0 && (first("except") || first("raise"))) {
          throw error("multiple exception types must be parenthesized");
        }
      }
      case "->" -> {
        if (!inDef || depth > 0) {
          throw error("invalid syntax at ->");
        }
        annotation(":");
        return;
      }
      case ":" -> {
        if (inDef && depth == 1 && isParameter()) {
          annotation(",=)");
          return;
        }
        if (!inDef && depth == 0 && line.size() == 1 && isVariable(first())) {
          annotation("=\n");
          return;
        }
      }
      default -> {}
    }
    add(text, text);
  }

  /** Whether the words so far end with a parameter of the def's own. */
  private boolean isParameter() {
    int n = line.size();
    return n >= 2
        && line.get(n - 1).depth() == 1
        && NAME.matcher(last()).matches()
        && Set.of("(", ",", "*", "**").contains(line.get(n - 2).text())
        && line.stream().noneMatch(w -> w.text().equals("lambda"));
  }

  private static boolean isVariable(String word) {
    return NAME.matcher(word).matches()
        && !Set.of("else", "try", "finally", "lambda").contains(word);
  }

  /** Takes an annotation out; what its evaluation would look up is kept for the line before. */
  private void annotation(String ends) throws Refused {
    boolean variable = ends.startsWith("=");
    JythonAnnotation annotation = new JythonAnnotation(source, at, ends, depth > 0);
    annotated = true;
    modern |= annotation.isEmpty();
    if (!variable || indent == 0) {
      annotations.addAll(annotation.names());
    }
    at = annotation.end();
  }

  private void endLine() throws Refused {
    if (annotated && !annotations.isEmpty()) {
      String names = "(" + String.join(", ", annotations) + ",)\n";
      String blank = out.substring(lineStart, lineStart + indent);
      out.insert(lineStart, blank + names);
    }
  }

  private void add(String word, String written) {
    line.add(new Word(word, depth));
    if (out.length() > 0
        && Character.isJavaIdentifierPart(written.charAt(0))
        && Character.isJavaIdentifierPart(out.charAt(out.length() - 1))) {
      out.append(' ');
    }
    out.append(written);
  }

  private String first() {
    return line.isEmpty() ? "" : line.get(0).text();
  }

  private boolean first(String word) {
    return first().equals(word);
  }

  private String last() {
    return line.isEmpty() ? "" : line.get(line.size() - 1).text();
  }

  private boolean last(String word) {
    return last().equals(word);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static Refused error(String message) {
    return new Refused(Verdict.Kind.COMPILE, "SyntaxError: " + message);
  }

  static Refused unsupported(String what) {
    return new Refused(Verdict.Kind.UNSUPPORTED, "not on jython: " + what);
  }
}
