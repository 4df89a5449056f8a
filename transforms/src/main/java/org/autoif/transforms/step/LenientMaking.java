package org.autoif.transforms.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LenientValues} makes of words, digits and expressions; null where that is nothing.
 */
final class LenientMaking {
  private static final int MAX_REPEATED = 100_000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private LenientMaking() {}

  /** Returns what a word stands for, as JSON or as Python spells it. */
  static @Nullable JsonNode constant(String word) {
    return switch (word) {
      case "true", "True", "TRUE" -> NODES.booleanNode(true);
      case "false", "False", "FALSE" -> NODES.booleanNode(false);
      case "null", "None" -> NODES.nullNode();
      default -> null;
    };
  }

  static @Nullable JsonNode number(String digits) {
    try {
      return digits.matches("[-+]?\\d{1,9}")
          ? NODES.numberNode(Integer.parseInt(digits))
          : NODES.numberNode(new BigDecimal(digits));
    } catch (NumberFormatException e) {
      return null; // an exponent that no number has
    }
  }

  /** Returns a text or list so many times, if {@code in} may still make that much. */
  static @Nullable JsonNode repeated(LenientText in, JsonNode what, JsonNode times) {
    int count = times.isInt() ? Math.max(0, times.intValue()) : -1;
    if (count < 0) {
      return null;
    }
    long length = what.isTextual() ? what.asText().length() : what.toString().length();
    if (length * count > MAX_REPEATED || !in.make(length * count)) {
      return null;
    }
    if (what.isTextual()) {
      return NODES.textNode(what.asText().repeat(count));
    }
    if (what.isArray()) {
      ArrayNode list = NODES.arrayNode();
      for (int i = 0; i < count; i++) {
        list.addAll((ArrayNode) what);
      }
      return list;
    }
    return null;
  }

  /** Returns texts with another between them, if {@code in} may still make that much. */
  static @Nullable JsonNode joined(LenientText in, String by, JsonNode parts) {
    List<String> texts = new ArrayList<>();
    long length = 0;
    for (JsonNode part : parts) {
      if (!part.isTextual()) {
        return null;
      }
      texts.add(part.asText());
      length += by.length() + part.asText().length();
    }
    return length <= MAX_REPEATED && in.make(length)
        ? NODES.textNode(String.join(by, texts))
        : null;
  }
}
