package org.autoif.transforms.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds JSON in what a model wrote. It reads what models mean: trailing or missing commas, comments
 * ({@code //}, {@code #}, {@code /*}), line breaks inside strings, quotes that should have been
 * escaped, Python's {@code True}, {@code False} and {@code None}, tuples, triple-quoted strings,
 * texts that are put together or repeated ({@code "word " * 60}), keys without quotes, backslashes
 * that JSON does not know ({@code \d} is a backslash and a d), and an object that ends with the
 * text, whose last value is complete and which lacks no more than its own bracket. It never guesses
 * at a value that is not there: an expression that cannot be read is a node of its own kind ({@link
 * JsonNode#isPojo}, with the expression as it was written), and what stands beside it is read.
 * Jackson's own leniency knows the comments and few of the others, and ends at the first fault.
 *
 * <p>The time is linear in the text, whatever is in it: what was looked at once is not looked at
 * again, except within a budget.
 */
public final class LenientJson {
  private LenientJson() {}

  /** Returns the objects at the top of the text, in order; text around them is passed over. */
  public static List<JsonNode> objects(String text) {
    List<JsonNode> found = new ArrayList<>();
    roots(text).forEach(root -> outermost(root, true, found));
    return found;
  }

  /** Returns the arrays at the top of the text, in order; text around them is passed over. */
  public static List<JsonNode> arrays(String text) {
    List<JsonNode> found = new ArrayList<>();
    roots(text).forEach(root -> outermost(root, false, found));
    return found;
  }

  private static void outermost(JsonNode node, boolean objects, List<JsonNode> to) {
    if (objects ? node.isObject() : node.isArray()) {
      to.add(node);
    } else {
      node.forEach(child -> outermost(child, objects, to));
    }
  }

  private static List<JsonNode> roots(String text) {
    LenientText reader = new LenientText(text);
    List<LenientValues.Found> found = new ArrayList<>();
    int at = 0;
    while (at < text.length() && reader.hasBudget()) {
      char c = text.charAt(at);
      if (c == '{' || c == '[') {
        LenientValues values = new LenientValues(reader, at);
        found.addAll(values.read());
        at = Math.max(at + 1, values.end());
      } else {
        at++;
      }
    }
    found.sort(Comparator.comparingInt(LenientValues.Found::at));
    return found.stream().map(LenientValues.Found::node).toList();
  }
}
