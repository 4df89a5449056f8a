package org.autoif.transforms.instruct.python;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.autoif.io.sandbox.TextLibrary;

/**
 * Mends what small models get wrong about source code in an answer, as far as there is one way to
 * understand it: what cannot be Python where it stands, tests that run when the function is loaded,
 * and names of the text library that hide themselves. Source that is in order stays as it is, but
 * for such tests.
 */
final class PythonMending {
  /** What was mended may show what else is to be; hardly ever more than once. */
  private static final int MOST = 8;

  /** The key under which the source was to stand, where it is taken for a part of it. */
  private static final Pattern KEY =
      Pattern.compile(
          "\\A[\\s{,]*[\"']?(?:func|function|code|source|evaluate)[\"']?\\s*:\\s*"
              + "(?:\"\"\"|'''|`{1,3}(?:python)?|[\"'])?[ \\t]*\\n?");

  /** An escaped line break after which a line of code begins. */
  private static final Pattern CODE_AFTER =
      Pattern.compile("\\\\n(?= {2,}\\S|\\\\[nt]|(?:def|import|from|return)\\b)");

  /** A block of several statements that begins in the line of its head, which is no Python. */
  private static final Pattern LOST_BREAK = Pattern.compile("\\):(?: {4})+\\S.*\\S(?: {4})+\\S");

  private static final Pattern INDENT = Pattern.compile("(?<=\\S)(?: {4})+(?=\\S)");

  /** The next key of the object that the source was to be in. */
  private static final Pattern NEXT_KEY =
      Pattern.compile(
          "(?m)(?:\"\"\"|'''|`{1,3}|[\"'])?[ \\t]*,?\\s*^[ \\t]*[\"'](?:cases|test_?cases|tests|examples)[\"']\\s*:");

  private static final Pattern TOP_LEVEL = Pattern.compile("(?m)^(?:async )?(?:def|class)\\b");

  /** What tries the function, in a line of its own. */
  private static final Pattern TRIAL =
      Pattern.compile(
          "(?m)^(?:assert\\b|print\\s*\\(|evaluate\\s*\\(|if\\s+__name__\\b"
              + "|test\\w*\\s*\\(|(?:test_?)?(?:cases|tests|examples)\\b|# *(?i:test|example|usage)|[`\"'}\\])])");

  private static final Pattern SELF =
      Pattern.compile("(?m)^([ \\t]*)textkit[ \\t]*=[ \\t]*textkit[ \\t]*$");
  private static final Pattern IMPORTED =
      Pattern.compile("(?m)^[ \\t]*from[ \\t]+textkit[ \\t]+import\\b.*$");

  /** The functions of the text library, by its source. */
  private static final List<String> LIBRARY =
      Pattern.compile("(?m)^def ([a-z]\\w*)\\(")
          .matcher(new String(TextLibrary.source(), StandardCharsets.UTF_8))
          .results()
          .map(found -> found.group(1))
          .toList();

  private PythonMending() {}

  /** Returns the source mended; mending it again changes nothing. */
  static String mend(String source) {
    String mended = once(source);
    String before = source;
    for (int i = 0; i < MOST && !mended.equals(before); i++) {
      before = mended;
      mended = once(before);
    }
    return mended;
  }

  private static String once(String source) {
    String mended = dedented(cut(broken(unescaped(withoutKey(source)))));
    return PythonLexing.hasEvaluate(mended) ? named(withoutTrials(mended)) : source;
  }

  private static String withoutKey(String source) {
    Matcher key = KEY.matcher(source);
    return key.find() && PythonLexing.hasEvaluate(source.substring(key.end()))
        ? source.substring(key.end())
        : source;
  }

  /** Undoes escapes outside of strings: there a backslash ends a line, or is an error. */
  private static String unescaped(String source) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < source.length()) {
      char c = source.charAt(i);
      char next = i + 1 < source.length() ? source.charAt(i + 1) : 0;
      int end = i + 1;
      if (c == '#') {
        end = endOfComment(source, i);
      } else if (c == '"' || c == '\'') {
        int after = PythonLexing.endOfString(source, i);
        end = after < 0 ? source.length() : after;
      } else if (c == '\\' && "nrt\"'".indexOf(next) >= 0) {
        out.append(next == 'n' ? "\n" : next == 't' ? "\t" : next == 'r' ? "" : next);
        i += 2;
        continue;
      }
      out.append(source, i, end);
      i = end;
    }
    return out.toString();
  }

  /** Returns where a comment ends: with its line, however the end of that is written. */
  private static int endOfComment(String source, int from) {
    int end = PythonLexing.endOfLine(source, from);
    Matcher escaped = CODE_AFTER.matcher(source).region(from, end);
    return escaped.find() ? escaped.start() : end;
  }

  /** Breaks a function whose line breaks were lost, where the indentation still tells of them. */
  private static String broken(String source) {
    String line = source.strip();
    if (line.indexOf('\n') >= 0 || !LOST_BREAK.matcher(line).find()) {
      return source;
    }
    PythonLexing lexing = PythonLexing.of(line);
    Matcher indent = INDENT.matcher(line);
    StringBuilder out = new StringBuilder();
    while (indent.find()) {
      indent.appendReplacement(
          out, lexing.code().get(indent.start()) ? "\n" + indent.group() : indent.group());
    }
    return indent.appendTail(out).toString();
  }

  /** Leaves out what cannot be code: from a quote that never ends, or a bracket too many, on. */
  private static String cut(String source) {
    Matcher next = NEXT_KEY.matcher(source);
    String rest = source;
    if (next.find()) {
      String before = source.substring(0, next.start());
      boolean isWithin = PythonLexing.of(before).open() > 0;
      rest = !isWithin && PythonLexing.hasEvaluate(before) ? before : source;
    }
    while (true) {
      int broken = PythonLexing.of(rest).broken();
      if (broken < 0) {
        return rest;
      }
      int line = rest.lastIndexOf('\n', broken - 1) + 1;
      String before = rest.substring(0, rest.substring(line, broken).isBlank() ? line : broken);
      if (!PythonLexing.hasEvaluate(before)) {
        return rest;
      }
      rest = before.stripTrailing() + "\n";
    }
  }

  /** Takes away the indentation that all lines share that are not within a string. */
  private static String dedented(String source) {
    PythonLexing lexing = PythonLexing.of(source);
    String[] lines = source.split("\n", -1);
    boolean[] outside = new boolean[lines.length];
    int shared = Integer.MAX_VALUE;
    int start = 0;
    for (int i = 0; i < lines.length; i++) {
      String bare = lines[i].stripLeading();
      outside[i] = lexing.isOutside(start);
      if (outside[i] && !bare.isEmpty() && !bare.startsWith("#")) {
        shared = Math.min(shared, lines[i].length() - bare.length());
      }
      start += lines[i].length() + 1;
    }
    if (shared == 0 || shared == Integer.MAX_VALUE) {
      return source;
    }
    for (int i = 0; i < lines.length; i++) {
      if (outside[i]) {
        int indent = lines[i].length() - lines[i].stripLeading().length();
        lines[i] = lines[i].substring(Math.min(shared, indent));
      }
    }
    return String.join("\n", lines);
  }

  private static String withoutTrials(String source) {
    PythonLexing lexing = PythonLexing.of(source);
    int last = -1;
    Matcher definition = TOP_LEVEL.matcher(source);
    while (definition.find()) {
      last = lexing.code().get(definition.start()) ? definition.start() : last;
    }
    Matcher trial = TRIAL.matcher(source);
    int from = Math.max(last, 0);
    while (last >= 0 && trial.find(from)) {
      from = trial.end();
      if (lexing.isOutside(trial.start())) {
        return source.substring(0, trial.start()).stripTrailing();
      }
    }
    return source;
  }

  /** Calls functions of the library by their full names, where their names mean nothing else. */
  private static String named(String source) {
    String mended = SELF.matcher(source).replaceAll("$1pass");
    for (String name : LIBRARY) {
      mended = named(mended, name);
    }
    return mended;
  }

  private static String named(String source, String name) {
    Pattern call = Pattern.compile("(?<![\\w.])" + name + "(?=\\s*\\()");
    if (!call.matcher(source).find() || isElse(source, name)) {
      return source;
    }
    PythonLexing lexing = PythonLexing.of(source);
    Matcher found = call.matcher(source);
    StringBuilder out = new StringBuilder();
    while (found.find()) {
      found.appendReplacement(out, lexing.code().get(found.start()) ? "textkit." + name : name);
    }
    return found.appendTail(out).toString();
  }

  /** Returns whether a name is also that of something else than of what it gives in the library. */
  private static boolean isElse(String source, String name) {
    String others = IMPORTED.matcher(source).replaceAll("");
    String alone = "(?<![\\w.])" + name + "(?!\\w)";
    return Pattern.compile(
            "(?m)\\b(?:def|class|import|as|global|nonlocal)\\s+"
                + alone
                + "|\\bdef\\s+\\w+\\s*\\([^)]*"
                + alone
                + "|\\blambda\\b[^:\\n]*"
                + alone
                + "|\\bfor\\b[^:\\n]*?"
                + alone
                + "[^:\\n]*?\\bin\\b"
                + "|"
                + alone
                + "\\s*=(?!=)(?![^\\n]*"
                + alone
                + "\\s*\\()")
        .matcher(others)
        .find();
  }
}
