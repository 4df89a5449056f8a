package org.autoif.transforms.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object or list as {@link LenientJson} says. Where it breaks off, what was complete
 * inside it is found all the same.
 */
final class LenientValues {
  /**
   * A container and where it began.
   *
   * @param at index of its bracket
   * @param node what was read
   */
  record Found(int at, JsonNode node) {}

  private static final int MAX_DEPTH = 100;
  private static final int MAX_NESTING = 3;
  private static final int MAX_EXPRESSION = 20_000;
  private static final int LONGEST_FENCE = 8;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?");
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*+");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final LenientText in;
  private final int start;
  private final int nesting;
  private final List<Found> found = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();
  private int at;

  /** The text cannot be read on from where the reader is. */
  private static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1;

    BrokenException() {
      super(null, null, false, false); // so many are made that a trace would cost
    }
  }

  LenientValues(LenientText in, int start) {
    this(in, start, 0);
  }

  private LenientValues(LenientText in, int start, int nesting) {
    this.in = in;
    this.start = start;
    this.nesting = nesting;
    this.at = start;
  }

  /** Returns what is at the start, or what is complete in it. */
  List<Found> read() {
    try {
      JsonNode node = container();
      found.add(new Found(start, node));
    } catch (BrokenException e) {
      // what was complete is found already
    }
    return found;
  }

  /** Returns the index of the first character that was not read. */
  int end() {
    return at;
  }

  private JsonNode container() throws BrokenException {
    int from = at;
    char bracket = in.at(from);
    if (open.length() >= MAX_DEPTH) {
      throw new BrokenException();
    }
    open.append(bracket);
    at++;
    List<Found> inside = new ArrayList<>();
    try {
      JsonNode node = bracket == '{' ? object(inside) : list(bracket == '[' ? ']' : ')', inside);
      open.setLength(open.length() - 1);
      return node;
    } catch (BrokenException e) {
      found.addAll(inside);
      throw e;
    }
  }

  private JsonNode object(List<Found> inside) throws BrokenException {
    ObjectNode object = NODES.objectNode();
    while (true) {
      at = in.skip(at);
      if (in.at(at) == '}') {
        at++;
        return object;
      }
      String key = key();
      at = in.skip(at);
      if (in.at(at) != ':') {
        throw new BrokenException();
      }
      at++;
      JsonNode value = value('}', inside);
      object.set(key, value);
      if (isLeftOpen(value, in.skip(at))) {
        return object;
      }
      next('}');
    }
  }

  private JsonNode list(char close, List<Found> inside) throws BrokenException {
    ArrayNode list = NODES.arrayNode();
    boolean hasComma = false;
    while (true) {
      at = in.skip(at);
      if (in.at(at) == close) {
        at++;
        // Brackets around one value are Python's own, not a list of one.
        return close == ')' && list.size() == 1 && !hasComma ? list.get(0) : list;
      }
      list.add(value(close, inside));
      hasComma |= in.at(in.skip(at)) == ',';
      next(close);
    }
  }

  /** Goes over the comma after a value; on another line it may be missing. */
  private void next(char close) throws BrokenException {
    int next = in.skip(at);
    if (in.at(next) == ',') {
      at = next + 1;
    } else if (in.at(next) != close && in.text.substring(at, next).indexOf('\n') < 0) {
      throw new BrokenException();
    } else {
      at = next;
    }
  }

  private String key() throws BrokenException {
    if (in.isQuote(at)) {
      LenientText.Bounds key = in.string(at, open, true);
      if (key == null) {
        at++;
        throw new BrokenException();
      }
      at = key.end();
      return LenientString.read(in.text, key);
    }
    Matcher word = WORD.matcher(in.text).region(at, in.length());
    if (!word.lookingAt()) {
      throw new BrokenException();
    }
    at = word.end();
    return word.group();
  }

  /** Reads a value, or an expression that has none and ends before a comma or the bracket. */
  private JsonNode value(char close, List<Found> inside) throws BrokenException {
    at = in.skip(at);
    int from = at;
    int before = inside.size();
    JsonNode value = sum(inside);
    int next = in.skip(at);
    char c = in.at(next);
    if (value != null
        && (c == ','
            || c == close
            || isLeftOpen(value, next)
            || (c != 0 && in.text.substring(at, next).indexOf('\n') >= 0 && isStart(next)))) {
      return value;
    }
    List<Found> parts = inside.subList(before, inside.size());
    found.addAll(parts);
    parts.clear();
    return unread(from, close);
  }

  /** Whether nothing is missing after a value but the bracket of the outermost object. */
  private boolean isLeftOpen(JsonNode value, int next) {
    return open.length() == 1
        && open.charAt(0) == '{'
        && (value.isTextual() || value.isContainerNode())
        && in.length() - next <= LONGEST_FENCE
        && in.text.substring(next).replace('`', ' ').isBlank();
  }

  private boolean isStart(int index) {
    return in.isQuote(index) || in.at(index) == '{' || in.at(index) == '[';
  }

  /** Returns an expression as it is written; the containers in it are found too. */
  private JsonNode unread(int from, char close) throws BrokenException {
    LenientExpression expression = new LenientExpression(in, from, MAX_EXPRESSION);
    int end = expression.end(close);
    if (!in.spend(expression.looked() - from + 1) || end <= from) {
      at = Math.max(at, from);
      throw new BrokenException();
    }
    for (int bracket : expression.containers()) {
      if (bracket >= at && nesting < MAX_NESTING) {
        LenientValues inner = new LenientValues(in, bracket, nesting + 1);
        found.addAll(inner.read());
        in.spend(inner.at - bracket);
      }
    }
    at = end;
    return NODES.pojoNode(in.text.substring(from, end).strip());
  }

  /** Reads values that are put together by {@code +}, or texts that follow one another. */
  private @Nullable JsonNode sum(List<Found> inside) throws BrokenException {
    JsonNode first = product(inside);
    if (first == null || !first.isTextual()) {
      return first;
    }
    StringBuilder sum = new StringBuilder(first.asText());
    while (true) {
      int next = in.skip(at);
      if (in.at(next) == '+') {
        at = in.skip(next + 1);
      } else if (in.isQuote(next) && !isKeyAt(next)) {
        at = next;
      } else {
        return NODES.textNode(sum.toString());
      }
      JsonNode more = product(inside);
      if (more == null || !more.isTextual()) {
        return null;
      }
      sum.append(more.asText());
    }
  }

  /** Whether the string here has a colon after it, so that only a comma was forgotten before. */
  private boolean isKeyAt(int index) {
    if (open.charAt(open.length() - 1) != '{') {
      return open.charAt(open.length() - 1) == '[';
    }
    LenientText.Bounds key = in.string(index, open, true);
    return key == null || in.at(in.skip(key.end())) == ':';
  }

  private @Nullable JsonNode product(List<Found> inside) throws BrokenException {
    JsonNode value = atom(inside);
    int next = in.skip(at);
    while (value != null && in.at(next) == '*') {
      at = in.skip(next + 1);
      JsonNode times = atom(inside);
      value =
          times == null
              ? null
              : times.isInt()
                  ? LenientMaking.repeated(in, value, times)
                  : LenientMaking.repeated(in, times, value);
      next = in.skip(at);
    }
    return value;
  }

  private @Nullable JsonNode atom(List<Found> inside) throws BrokenException {
    char c = in.at(at);
    if (in.isQuote(at)) {
      return text(at);
    }
    if (c == '{' || c == '[' || c == '(') {
      int from = at;
      JsonNode node = container();
      if (c != '(') {
        inside.add(new Found(from, node));
      }
      return node;
    }
    Matcher word = WORD.matcher(in.text).region(at, in.length());
    if (word.lookingAt()) {
      if (word.end() == at + 1 && "ruRU".indexOf(c) >= 0 && in.isQuote(at + 1)) {
        return text(at + 1);
      }
      JsonNode node = LenientMaking.constant(word.group());
      if (node != null) {
        at = word.end();
      }
      return node;
    }
    Matcher number = NUMBER.matcher(in.text).region(at, in.length());
    if (number.lookingAt() && number.end() - at < 40) {
      at = number.end();
      return LenientMaking.number(number.group());
    }
    return null;
  }

  private @Nullable JsonNode text(int quote) throws BrokenException {
    LenientText.Bounds bounds = in.string(quote, open, false);
    if (bounds == null) {
      at = quote + 1;
      throw new BrokenException();
    }
    at = bounds.end();
    String text = LenientString.read(in.text, bounds);
    if (in.text.startsWith(".join(", at)) {
      at += ".join".length();
      JsonNode parts = container();
      return parts.isArray() ? LenientMaking.joined(in, text, parts) : null;
    }
    return NODES.textNode(text);
  }
}
