package org.autoif.transforms.instruct;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.autoif.transforms.step.LenientJson;

/**
 * Reads instructions out of an answer: a bulleted or numbered list, plain lines, or JSON.
 *
 * <p>An entry goes on over the lines below it that have no mark. What is listed below an entry,
 * such as a reason or an example, is left out; below a mere heading it is the list itself.
 */
final class InstructionList {
  private static final String BULLET = "[-*•–—+‣▪●○◦·✓✅➤]\\s+(?:\\[[ xX]?\\]\\s+)?";
  private static final String NUMBER =
      "(?:[(（\\[]?(?:\\p{Nd}{1,3}|[a-hA-H])[.):\\]]+\\s+|[(（【]?\\p{Nd}{1,3}[、．）：】.]\\s*(?!\\p{Nd})"
          + "|\\p{Nd}\\uFE0F?\\u20E3\\s*|[①-⑳]\\s*|第\\p{Nd}{1,3}[条項个]?[：:、]?\\s*)";
  private static final String NAMED =
      "(?i:(?:rule|instruction|constraint|regel|règle|regla|规则|规则|指令|ルール|규칙)\\s*#?\\s*\\p{Nd}{1,3}\\s*[.):：、-]+\\s*)";

  /** White space, an emphasis that may start before the mark, and the mark. */
  private static final Pattern MARKED =
      Pattern.compile(
          "\\A(\\s*)(?:#{1,6}\\s+)?((?:\\*\\*|__)?)\\s*("
              + BULLET
              + ")?("
              + NAMED
              + "|"
              + NUMBER
              + ")?(.*?)\\s*\\z");

  private static final Pattern NUMBERED_BELOW =
      Pattern.compile("\\A\\s*(?:\\*\\*)?\\p{Nd}{1,2}\\.\\p{Nd}{1,2}[.)]?\\s.*");
  private static final Pattern HEADING_OR_TABLE =
      Pattern.compile(
          "\\A\\s*(?:#{1,6}\\s.*|\\|.*|[-=*_|:+\\s]{3,}|`{3,}.*|~{3,}.*|</?[A-Za-z]+>)");
  private static final Pattern QUOTE = Pattern.compile("\\A(?:\\s{0,3}>\\s)+");
  private static final Set<String> LISTS =
      Set.of("rules", "instructions", "constraints", "new_rules", "list");
  private static final Pattern REMARK =
      Pattern.compile(
          "(?iu)\\A[\\s*_(>]*(?:this|these|it|that|because|checkable|a program|the program|the checker"
              + "|you can|we can)\\b.*");

  private static final List<String> KEYS =
      List.of("instruction", "rule", "constraint", "text", "content", "description", "value");
  private static final Pattern NUMBERED_KEY =
      Pattern.compile("(?i)(?:rule|instruction|constraint)?[ _-]?\\d{1,3}");

  private InstructionList() {}

  /**
   * Returns the entries of a list, whatever they say. Lines without a mark are entries only where
   * no line has one and no array either; else they are the talk around the list. Marks come before
   * arrays, since an entry may well show an array as an example, unless the answer is one.
   */
  static List<String> parse(String answer) {
    String text = answer.strip().replaceFirst("\\A```\\w*\\s*\\n", "");
    if (text.startsWith("[") || text.startsWith("{")) {
      List<String> json = ofJson(answer);
      if (!json.isEmpty()) {
        return json;
      }
    }
    List<Line> lines = answer.lines().map(l -> Line.of(QUOTE.matcher(l).replaceFirst(""))).toList();
    List<String> marked = marked(lines);
    if (!marked.isEmpty()) {
      return marked;
    }
    List<String> json = ofJson(answer);
    return json.isEmpty() ? plain(lines) : json;
  }

  /**
   * A line of an answer.
   *
   * @param indent how far it is indented
   * @param kind of its mark: number, bullet, a bullet or number below another, or none
   * @param text what stands after the mark
   */
  private record Line(int indent, Kind kind, String text) {
    private enum Kind {
      NUMBER,
      BULLET,
      BELOW,
      NONE,
      BLANK,
      OTHER
    }

    static Line of(String line) {
      if (line.isBlank()) {
        return new Line(0, Kind.BLANK, "");
      }
      if (NUMBERED_BELOW.matcher(line).matches()) {
        return new Line(0, Kind.BELOW, line.strip());
      }
      Matcher mark = MARKED.matcher(line);
      if (!mark.matches() || mark.group(5).isEmpty()) {
        return new Line(0, Kind.OTHER, "");
      }
      int indent = mark.group(1).replace("\t", "    ").length();
      boolean isNumber = mark.group(4) != null;
      if (!isNumber && mark.group(3) == null) {
        return HEADING_OR_TABLE.matcher(line).matches()
            ? new Line(indent, Kind.OTHER, line.strip())
            : new Line(indent, Kind.NONE, line.strip());
      }
      String text = mark.group(5);
      if (!mark.group(2).isEmpty() && mark.group(3) == null) {
        // **1.** rule, or **1. rule**, or **Rule 1: Title** rule
        text =
            text.startsWith(mark.group(2))
                ? text.substring(mark.group(2).length()).strip()
                : mark.group(2) + text;
      } else if (!mark.group(2).isEmpty()) {
        return new Line(indent, Kind.NONE, line.strip());
      }
      return new Line(indent, isNumber ? Kind.NUMBER : Kind.BULLET, text.strip());
    }

    boolean isMarked() {
      return kind == Kind.NUMBER || kind == Kind.BULLET;
    }
  }

  private static List<String> marked(List<Line> lines) {
    int indent =
        lines.stream()
            .filter(Line::isMarked)
            .mapToInt(Line::indent)
            .min()
            .orElse(Integer.MAX_VALUE);
    boolean hasNumbers =
        lines.stream().anyMatch(l -> l.kind() == Line.Kind.NUMBER && l.indent() <= indent + 1);
    List<String> entries = new ArrayList<>();
    List<String> below = new ArrayList<>();
    StringBuilder entry = new StringBuilder();
    boolean isOpen = false;
    boolean isBelow = false;
    for (Line line : lines) {
      boolean isTop =
          line.isMarked()
              && line.indent() <= indent + 1
              && (line.kind() == Line.Kind.NUMBER || !hasNumbers);
      if (isTop) {
        close(entry, below, entries);
        entry.append(line.text());
        isOpen = true;
        isBelow = false;
      } else if (line.isMarked() || line.kind() == Line.Kind.BELOW) {
        if (entry.length() > 0) {
          below.add(line.text());
        }
        isOpen = entry.length() > 0;
        isBelow = true;
      } else if (line.kind() != Line.Kind.NONE) {
        isOpen = false;
      } else if (isOpen && isBelow) {
        below.set(below.size() - 1, below.get(below.size() - 1) + " " + line.text());
      } else if (isOpen && goesOn(entry, line, indent)) {
        entry.append(' ').append(line.text());
      } else {
        isOpen = false;
      }
    }
    close(entry, below, entries);
    return entries;
  }

  /** Whether a line without a mark belongs to the entry above it. */
  private static boolean goesOn(CharSequence entry, Line line, int indent) {
    boolean isWhole = InstructionText.isWhole(entry.toString());
    return isWhole
        ? line.indent() > indent + 1
            && !REMARK.matcher(line.text()).matches()
            && !InstructionText.isLabelled(line.text())
        : !InstructionText.isLabelled(line.text());
  }

  /** Puts the entry, or what is below it where it is a mere heading, to the others. */
  private static void close(StringBuilder entry, List<String> below, List<String> entries) {
    String text = InstructionText.bare(entry.toString());
    if (!text.isEmpty()) {
      List<String> rules =
          below.stream()
              .map(InstructionText::bare)
              .filter(rule -> !InstructionText.isLabelled(rule))
              .toList();
      if (InstructionText.isHeading(text) && !rules.isEmpty()) {
        entries.addAll(rules);
      } else {
        entries.add(text);
      }
    }
    entry.setLength(0);
    below.clear();
  }

  private static List<String> plain(List<Line> lines) {
    List<String> entries = new ArrayList<>();
    boolean isOpen = false;
    for (Line line : lines) {
      if (line.kind() != Line.Kind.NONE) {
        isOpen = false;
        continue;
      }
      int last = entries.size() - 1;
      if (isOpen
          && !InstructionText.isWhole(entries.get(last))
          && Character.isLowerCase(line.text().codePointAt(0))) {
        entries.set(last, entries.get(last) + " " + line.text());
      } else {
        entries.add(InstructionText.bare(line.text()));
      }
      isOpen = true;
    }
    return entries;
  }

  /** Returns the texts of the first array that has any; empty if there is none. */
  private static List<String> ofJson(String answer) {
    for (JsonNode object : LenientJson.objects(answer)) {
      List<String> byCategory = byCategory(object);
      if (!byCategory.isEmpty()) {
        return byCategory;
      }
    }
    for (JsonNode json : LenientJson.arrays(answer)) {
      List<String> entries = new ArrayList<>();
      json.forEach(node -> add(node, entries));
      if (!entries.isEmpty()) {
        return entries;
      }
    }
    List<String> entries = new ArrayList<>();
    for (JsonNode object : LenientJson.objects(answer)) {
      int before = entries.size();
      for (Iterator<Map.Entry<String, JsonNode>> i = object.fields(); i.hasNext(); ) {
        Map.Entry<String, JsonNode> field = i.next();
        if (NUMBERED_KEY.matcher(field.getKey()).matches()) {
          add(field.getValue(), entries);
        }
      }
      if (entries.size() == before && KEYS.stream().anyMatch(object::has)) {
        add(object, entries);
      }
    }
    return entries;
  }

  /** Returns the texts of all lists of an object that has nothing but lists, none named as such. */
  private static List<String> byCategory(JsonNode object) {
    List<String> entries = new ArrayList<>();
    for (Iterator<Map.Entry<String, JsonNode>> i = object.fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> field = i.next();
      if (!field.getValue().isArray() || LISTS.contains(field.getKey().toLowerCase(Locale.ROOT))) {
        return List.of();
      }
      field.getValue().forEach(node -> add(node, entries));
    }
    return entries;
  }

  /** Adds a text, or that of an object: under a key of ours, else its longest. */
  private static void add(JsonNode node, List<String> entries) {
    JsonNode text = node;
    if (node.isObject()) {
      text =
          KEYS.stream()
              .map(node::path)
              .filter(JsonNode::isTextual)
              .findFirst()
              .orElse(longest(node));
    }
    if (text.isTextual()) {
      entries.add(InstructionText.bare(text.asText().strip().replaceAll("\\s*\\n\\s*", " ")));
    }
  }

  private static JsonNode longest(JsonNode object) {
    JsonNode longest = object;
    for (JsonNode value : object) {
      if (value.isTextual()
          && (!longest.isTextual() || value.asText().length() > longest.asText().length())) {
        longest = value;
      }
    }
    return longest;
  }
}
