package org.autoif.transforms.instruct.python;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the source of a function out of its dress: fences around it, line breaks that were escaped
 * twice, prose before and after.
 */
final class PythonSource {
  /** A block of any language; its end is a line of its own, so that code may speak of fences. */
  private static final Pattern FENCE =
      Pattern.compile(
          "(?ms)^[ \\t]*(`{3,}|~{3,})[ \\t]*[^\\n`]*\\n(.*?)(?:^[ \\t]*\\1[ \\t]*$|\\z)");

  private static final Pattern ESCAPE = Pattern.compile("(?s)\\\\(.)");

  private static final Pattern CODE_LINE =
      Pattern.compile(
          "(?:[ \\t].*|(?:async )?def .*|class .*|import .*|from \\S+ import .*|@.*|#.*|[)\\]}].*"
              + "|[A-Za-z_]\\w*(?: *:.*)? *= *\\S.*)?");

  private PythonSource() {}

  /** Returns the bare source of what stands where source should stand. */
  static String bare(String written) {
    // A backspace is a regular expression's \b that was not escaped; source code has no other.
    String source = unescaped(written.replace("\b", "\\b").replace("\r\n", "\n"));
    String fenced = fenced(source);
    return PythonMending.mend(fenced == null ? source : fenced);
  }

  /** Returns the source of a function in a text; null if there is none. */
  static @Nullable String in(String answer) {
    String text = answer.replace("\r\n", "\n");
    String fenced = fenced(text);
    String found = fenced == null && PythonLexing.hasEvaluate(text) ? lines(text) : fenced;
    return found == null ? null : PythonMending.mend(found);
  }

  /** Returns the last block with a function; null if there is none. */
  private static @Nullable String fenced(String text) {
    Matcher fence = FENCE.matcher(text);
    String last = null;
    while (fence.find()) {
      if (PythonLexing.hasEvaluate(fence.group(2))
          && !fence.group(2).stripLeading().startsWith("{")) {
        last = fence.group(2).stripTrailing();
      }
    }
    return last;
  }

  /** Returns the lines of code around the function, where no fence says which they are. */
  private static @Nullable String lines(String text) {
    List<String> block = new ArrayList<>();
    String found = null;
    for (String line : (text + "\n.").split("\n", -1)) {
      if (CODE_LINE.matcher(line).matches()) {
        block.add(line);
        continue;
      }
      String source = String.join("\n", block).strip();
      if (PythonLexing.hasEvaluate(source)) {
        found = source;
      }
      block.clear();
    }
    return found;
  }

  /** Undoes a second escape: in Python a backslash outside a string ends a line, or is an error. */
  private static String unescaped(String source) {
    if (source.strip().indexOf('\n') >= 0 || !isBackslashOutside(source)) {
      return source;
    }
    StringBuilder out = new StringBuilder();
    Matcher escape = ESCAPE.matcher(source);
    while (escape.find()) {
      String meant =
          switch (escape.group(1)) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> ""; // \r\n is one line break
            case "\"", "'", "\\" -> escape.group(1);
            default -> escape.group();
          };
      escape.appendReplacement(out, Matcher.quoteReplacement(meant));
    }
    return escape.appendTail(out).toString();
  }

  private static boolean isBackslashOutside(String source) {
    char quote = 0;
    int i = 0;
    while (i < source.length()) {
      char c = source.charAt(i);
      if (c == '\\' && quote == 0) {
        return source.startsWith("\\n", i) || source.startsWith("\\r", i);
      }
      i += c == '\\' ? 2 : 1;
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    return false;
  }
}
