package org.autoif.transforms.step.prompt;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.autoif.io.record.Ids;

/**
 * A text with {@code {{name}}} placeholders. Values are put in as they are, once: a value that
 * itself contains braces is never expanded. The prompts, the report and the dataset card are such
 * texts. No engine for templates, since they escape, loop and branch, and none can {@link #match}.
 */
public final class PromptTemplate implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z_]+)\\}\\}");

  private final String name;
  private final String text;

  private PromptTemplate(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** Returns the template {@code name} with this text; white space around the text is dropped. */
  public static PromptTemplate of(String name, String text) {
    return new PromptTemplate(name, text.strip());
  }

  /** Returns the name, which is also the file's. */
  public String name() {
    return name;
  }

  /** Returns the length of the text, placeholders included, in characters. */
  public int length() {
    return text.length();
  }

  /** Returns the placeholders in the order of their first use. */
  public List<String> placeholders() {
    return PLACEHOLDER.matcher(text).results().map(m -> m.group(1)).distinct().toList();
  }

  /** Returns a hash of the text, for the manifest. */
  public String hash() {
    return Ids.of("prompt", text);
  }

  /**
   * Returns the text with every placeholder replaced.
   *
   * @throws IllegalArgumentException if a placeholder has no value or a value no placeholder
   */
  public String render(Map<String, String> values) {
    if (!values.keySet().equals(Set.copyOf(placeholders()))) {
      throw new IllegalArgumentException(
          "prompt " + name + " has " + placeholders() + " but was given " + values.keySet());
    }
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(values.get(m.group(1))));
  }

  /**
   * Undoes {@link #render}: returns the values with which this template gives {@code rendered}, or
   * empty if it cannot. A value is the shortest text that fits.
   */
  public Optional<Map<String, String>> match(String rendered) {
    List<String> names = new ArrayList<>();
    StringBuilder regex = new StringBuilder();
    Matcher m = PLACEHOLDER.matcher(text);
    int end = 0;
    while (m.find()) {
      regex.append(Pattern.quote(text.substring(end, m.start())));
      int seen = names.indexOf(m.group(1));
      if (seen >= 0) {
        regex.append("\\").append(seen + 1);
      } else {
        names.add(m.group(1));
        regex.append("(.*?)");
      }
      end = m.end();
    }
    regex.append(Pattern.quote(text.substring(end)));
    Matcher fit = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(rendered);
    if (!fit.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), fit.group(i + 1));
    }
    return Optional.of(values);
  }
}
