package org.autoif.pipeline.teacher.rules;

import java.util.List;
import java.util.regex.Pattern;

/** Dresses the statements of a check up as a Python function, as different authors would. */
public enum SourceStyle {
  /** Just the function. */
  PLAIN,
  /** Annotations and a docstring. */
  TYPED,
  /** A comment that repeats the rule. */
  COMMENTED,
  /** The work is done by a helper. */
  HELPER,
  /** Anything but text is refused first. */
  GUARDED,
  /** Whatever goes wrong is a no. */
  CAUGHT,
  /** Imports inside the function. */
  LOCAL_IMPORT;

  private static final List<String> MODULES = List.of("re", "json", "string", "collections");
  private static final Pattern COMMENT =
      Pattern.compile("(?m)^\\s*#.*\\n|\"\"\"[\\s\\S]*?\"\"\"\\n?");
  private static final Pattern HELPER_OF_TEXT = Pattern.compile("(?m)^def \\w+\\(text\\):$");

  /** Returns a source with these statements in a style that the dice choose. */
  static String write(String body, String rule, Dice dice) {
    return dice.pick(List.of(values())).dress(body, rule, dice);
  }

  /** Returns a source that says no where the statements say yes. */
  static String inverted(String body, Dice dice) {
    String helper = dice.pick("_matches", "check_rule", "_follows");
    return imports(body)
        + "def "
        + helper
        + "(response):\n"
        + indent(body, 4)
        + "\n\ndef evaluate(response):\n    return not "
        + helper
        + "(response)\n";
  }

  public static boolean isInverted(String source) {
    return Pattern.compile("return not \\w+\\(response\\)\\s*$").matcher(source).find();
  }

  /** Returns the source without what styles add, for {@link Template#find}. */
  public static String undressed(String source) {
    String bare = COMMENT.matcher(source.replace("\r", "")).replaceAll("");
    return Template.flat(
        HELPER_OF_TEXT.matcher(bare).find() ? bare.replaceAll("\\btext\\b", "response") : bare);
  }

  private String dress(String body, String rule, Dice dice) {
    String head = "def evaluate(response):\n";
    return switch (this) {
      case PLAIN -> imports(body) + head + indent(body, 4) + "\n";
      case TYPED ->
          imports(body)
              + "def evaluate(response: str) -> bool:\n    \"\"\""
              + dice.pick("Check the response: ", "Return True if the response follows: ")
              + rule.replace("\\", "\\\\").replace("\"", "'")
              + "\"\"\"\n"
              + indent(body, 4)
              + "\n";
      case COMMENTED -> imports(body) + head + "    # " + rule + "\n" + indent(body, 4) + "\n";
      case HELPER -> {
        String helper = dice.pick("_check", "is_valid", "follows_rule");
        yield imports(body)
            + "def "
            + helper
            + "(text):\n"
            + indent(body.replaceAll("\\bresponse\\b", "text"), 4)
            + "\n\n"
            + head
            + "    return bool("
            + helper
            + "(response))\n";
      }
      case GUARDED ->
          imports(body)
              + head
              + "    if not isinstance(response, str):\n        return False\n"
              + indent(body, 4)
              + "\n";
      case CAUGHT ->
          imports(body)
              + head
              + "    try:\n"
              + indent(body, 8)
              + "\n    except Exception:\n        return False\n";
      case LOCAL_IMPORT -> {
        String imports = imports(body).strip();
        yield head + (imports.isEmpty() ? "" : indent(imports, 4) + "\n") + indent(body, 4) + "\n";
      }
    };
  }

  private static String imports(String body) {
    StringBuilder lines = new StringBuilder();
    for (String module : MODULES) {
      if (Pattern.compile("\\b" + module + "\\.").matcher(body).find()) {
        lines.append("import ").append(module).append('\n');
      }
    }
    return lines.isEmpty() ? "" : lines.append("\n").toString();
  }

  private static String indent(String text, int by) {
    return text.lines()
        .map(l -> l.isBlank() ? "" : " ".repeat(by) + l)
        .reduce((a, b) -> a + "\n" + b)
        .orElse("pass");
  }
}
