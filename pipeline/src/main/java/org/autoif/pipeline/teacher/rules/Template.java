package org.autoif.pipeline.teacher.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with slots such as {@code $n}, which can be filled and, the other way round, found in a
 * longer text together with the values that fill it.
 */
public final class Template {
  /** Where a template was found and with which values. */
  public record Find(int start, int end, Params params) {
    public int length() {
      return end - start;
    }
  }

  private static final Pattern INNER_GROUP = Pattern.compile("\\([^()]*\\)|\\[[^\\[\\]]*\\]");

  private final String text;
  private final boolean python;
  private final List<Slot> slots = new ArrayList<>();
  private final Pattern pattern;
  private final String anchor;

  private Template(String text, boolean python, boolean literal) {
    this.text = text;
    this.anchor = python ? "" : anchor(text, literal);
    this.python = python;
    StringBuilder regex = new StringBuilder();
    String sought = python ? flat(text) : text;
    Matcher m = Slot.PLACE.matcher(sought);
    int end = 0;
    while (m.find()) {
      regex.append(fixed(sought.substring(end, m.start()), literal));
      Slot slot = Slot.of(m.group(1));
      int seen = slots.indexOf(slot);
      if (seen >= 0) {
        regex.append("\\").append(seen + 1);
      } else {
        slots.add(slot);
        regex.append(python ? slot.pythonRegex() : slot.proseRegex());
      }
      end = m.end();
    }
    regex.append(fixed(sought.substring(end), literal));
    this.pattern =
        Pattern.compile(
            python ? "^" + regex + "$" : "(?<![\\w])" + regex + "(?![\\w])",
            python ? Pattern.MULTILINE : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Returns a sentence; its final full stop need not be there to find it. */
  public static Template prose(String text) {
    return new Template(text, false, true);
  }

  /** Returns a regular expression with slots but no groups; it can be found, not filled. */
  public static Template heard(String regex) {
    return new Template(regex, false, false);
  }

  /** Returns Python statements; indentation doesn't matter when they are looked for. */
  public static Template python(String text) {
    return new Template(text.strip(), true, true);
  }

  public String fill(Params params) {
    return Slot.PLACE
        .matcher(text)
        .replaceAll(
            m -> {
              Slot slot = Slot.of(m.group(1));
              String value = params.get(slot.param());
              return Matcher.quoteReplacement(python ? slot.inPython(value) : slot.inProse(value));
            });
  }

  /** Returns whether this could be found in the text, given in lower case: a quick first look. */
  public boolean mayBeIn(String lowerCase) {
    return lowerCase.contains(anchor);
  }

  /** Returns the last place where this is found. */
  public Optional<Find> find(String in) {
    Matcher m = pattern.matcher(in);
    Optional<Find> last = Optional.empty();
    while (m.find()) {
      Params params = Params.NONE;
      for (int i = 0; i < slots.size(); i++) {
        params = params.and(slots.get(i).param(), slots.get(i).canonical(m.group(i + 1)));
      }
      last = Optional.of(new Find(m.start(), m.end(), params));
    }
    return last;
  }

  /** Returns the source without indentation and empty lines, as {@link #find} wants it. */
  public static String flat(String source) {
    return source.replaceAll("(?m)^[ \\t]+|[ \\t]+$", "").replaceAll("\\n{2,}", "\n");
  }

  // The longest word that must be there, whatever else the expression allows.
  private static String anchor(String text, boolean literal) {
    String sure = Slot.PLACE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
    if (!literal) {
      while (!sure.equals(INNER_GROUP.matcher(sure).replaceAll(" "))) {
        sure = INNER_GROUP.matcher(sure).replaceAll(" ");
      }
      sure = sure.contains("|") ? "" : sure.replaceAll("\\\\[a-z]|[a-z][?*]", " ");
    }
    return Arrays.stream(sure.split("[^a-z]+"))
        .max(Comparator.comparingInt(String::length))
        .orElse("");
  }

  private String fixed(String part, boolean literal) {
    if (!literal) {
      return part.replace(" ", "\\s+");
    }
    if (python) {
      return Pattern.quote(part);
    }
    StringBuilder regex = new StringBuilder();
    String spoken = part.endsWith(".") ? part.substring(0, part.length() - 1) : part;
    for (int i = 0; i < spoken.length(); i++) {
      char c = spoken.charAt(i);
      switch (c) {
        case ' ' -> regex.append("\\s+");
        case '"' -> regex.append("[\"“”'‘’]");
        case '\'' -> regex.append("['’‘]");
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
