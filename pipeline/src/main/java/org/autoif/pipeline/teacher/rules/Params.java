package org.autoif.pipeline.teacher.rules;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of a rule in canonical form: numbers as digits, letters and words in lower case,
 * several words joined by {@code |}. Equal rules have equal parameters.
 */
public record Params(Map<String, String> values) {
  public static final Params NONE = new Params(Map.of());

  /** Copies the values. */
  public Params {
    values = Map.copyOf(values);
  }

  public static Params n(int n) {
    return NONE.and("n", Integer.toString(n));
  }

  public static Params letter(String letter) {
    return NONE.and("letter", letter);
  }

  public static Params word(String word) {
    return NONE.and("word", word);
  }

  public static Params words(List<String> words) {
    return NONE.and("words", String.join("|", words));
  }

  public Params and(String name, String value) {
    Map<String, String> more = new TreeMap<>(values);
    more.put(name, value);
    return new Params(more);
  }

  public String get(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no parameter " + name + " in " + values);
    }
    return value;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public int n() {
    return Integer.parseInt(get("n"));
  }

  public char letter() {
    return get("letter").charAt(0);
  }

  public String word() {
    return get("word");
  }

  public List<String> words() {
    return List.of(get("words").split("\\|"));
  }
}
