package org.autoif.transforms.step.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The prompts of a run: those that ship with the product, each of which a file of the same name in
 * a folder of the user's may replace.
 */
public final class Prompts implements Serializable {
  private static final long serialVersionUID = 1;

  /** Every prompt, with the placeholders that its text must use. */
  public enum Name {
    /** Asks for new instructions. */
    SELF_INSTRUCT("count", "examples"),
    /** Asks for a function and its test cases. */
    GENERATE_VERIFIER("instruction"),
    /** Asks for texts that follow an instruction, and for some that just fail. */
    GENERATE_NEAR_MISSES("instruction"),
    /** Asks whether a text follows an instruction. */
    JUDGE_CASE("instruction", "response"),
    /** Asks for a function anew, after what was wrong with it. */
    REPAIR_VERIFIER("instruction", "function", "faults"),
    /** Asks what a function checks. */
    BACK_TRANSLATE("function"),
    /** Asks whether one instruction follows from another. */
    ENTAILMENT("premise", "hypothesis"),
    /** Asks for one natural request out of a query and an instruction. */
    REWRITE_QUERY("query", "instruction"),
    /** Asks whether such a request still has both. */
    JUDGE_REWRITE("query", "instruction", "request"),
    /** System prompt for the answers. */
    RESPOND(),
    /** Asks how well an answer serves the query. */
    SCORE_QUALITY("query", "instruction", "response");

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
    private final Set<String> placeholders;

    Name(String... placeholders) {
      this.placeholders = Set.of(placeholders);
    }

    /** Returns the name of its file, for example {@code self-instruct.txt}. */
    public String file() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
    }

    /** Returns the JSON schema of the answers that it asks for; null if they are no JSON. */
    public @Nullable String schema() {
      return text(file().replace(".txt", ".schema.json"));
    }
  }

  private final EnumMap<Name, PromptTemplate> templates;

  private Prompts(EnumMap<Name, PromptTemplate> templates) {
    this.templates = templates;
  }

  /** Returns the prompts that ship with the product. */
  public static Prompts bundled() {
    return of(Map.of());
  }

  /**
   * Returns the bundled prompts with some replaced.
   *
   * @param replacements text by file name, such as {@code back-translate.txt}
   * @throws IllegalArgumentException if a file name is unknown or a text lacks a placeholder or has
   *     one too many; the message names the file and what is allowed
   */
  public static Prompts of(Map<String, String> replacements) {
    EnumMap<Name, PromptTemplate> templates = new EnumMap<>(Name.class);
    Map<String, String> left = new LinkedHashMap<>(replacements);
    for (Name name : Name.values()) {
      String text = left.remove(name.file());
      PromptTemplate template =
          PromptTemplate.of(name.file(), text == null ? resource(name.file()) : text);
      if (!Set.copyOf(template.placeholders()).equals(name.placeholders)) {
        throw new IllegalArgumentException(
            name.file()
                + " uses the placeholders "
                + template.placeholders().stream().sorted().toList()
                + ", it must use exactly "
                + name.placeholders.stream().sorted().toList());
      }
      templates.put(name, template);
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          left.keySet().iterator().next() + " is not a prompt; prompts are " + files());
    }
    return new Prompts(templates);
  }

  /** Returns the names of all prompt files. */
  public static List<String> files() {
    return Arrays.stream(Name.values()).map(Name::file).toList();
  }

  /** Returns one template. */
  public PromptTemplate get(Name name) {
    return Objects.requireNonNull(templates.get(name));
  }

  /** Returns the hash of every template by file name, for the manifest. */
  public Map<String, String> hashes() {
    Map<String, String> hashes = new LinkedHashMap<>();
    templates.values().forEach(t -> hashes.put(t.name(), t.hash()));
    return hashes;
  }

  private static String resource(String file) {
    String text = text(file);
    if (text == null) {
      throw new IllegalStateException("the jar lacks the prompt " + file);
    }
    return text;
  }

  private static @Nullable String text(String file) {
    try (InputStream in = Prompts.class.getResourceAsStream(file)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
