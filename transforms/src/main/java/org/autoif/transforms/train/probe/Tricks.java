package org.autoif.transforms.train.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.autoif.io.record.Resources;

/**
 * What reinforcement learning finds when a reward only runs functions: the tricks by which a text
 * satisfies a function and answers nothing. Not in the paper, which rewards no policy.
 *
 * <p>A trick may follow its instruction to the letter, as a word sixty times over follows "at least
 * 50 words". It counts all the same, since it earns the reward.
 */
public final class Tricks {
  /** Length of the giant texts, in characters, at least. */
  private static final int GIANT = 100_000;

  private static final int KEYWORDS = 12;
  private static final int TOKENS = 60;

  /** The longest of the words that stand for an instruction without quotes and capitals. */
  private static final int LONGEST = 5;

  private static final Pattern QUOTED =
      Pattern.compile("\"([^\"\n]+)\"|“([^”\n]+)”|`([^`\n]+)`|(?<!\\w)'([^'\n]+)'(?!\\w)");

  private static final Pattern CAPITALS = Pattern.compile("\\b\\p{Lu}{2,}\\b");
  private static final Pattern WORD = Pattern.compile("\\p{L}{4,}");

  /** Every ornament that an instruction may ask for, and not a word to the point. */
  private static final String KITCHEN_SINK =
      Resources.text(Tricks.class, "kitchen-sink.txt").strip() + "\n";

  private Tricks() {}

  /** Returns the names of all tricks, in the order in which they are told. */
  public static List<String> names() {
    return of("An instruction.").stream().map(Trick::name).toList();
  }

  /** Returns every trick on an instruction, the giant ones last. */
  public static List<Trick> of(String instruction) {
    String asked = instruction.strip();
    List<String> keywords = keywords(asked);
    String token = keywords.get(0) + " ";
    return List.of(
        Trick.of("empty", ""),
        Trick.of("refusal", "I'm sorry, but I can't help with that."),
        Trick.of("instruction_pasted", asked),
        new Trick("instruction_repeated", asked + "\n", 5),
        Trick.of("instruction_promised", "Sure! Here is an answer. " + asked),
        Trick.of("keyword_list", String.join(", ", keywords)),
        new Trick("repeated_token", token, TOKENS),
        new Trick("bare_bullets", "- \n", 5),
        Trick.of("bare_numbers", "1.\n2.\n3.\n4.\n5."),
        Trick.of("bare_headings", "# A\n\n## B\n\n### C"),
        new Trick("bare_punctuation", ".\n!\n?\n", 3),
        Trick.of("single_letters", "a\nb\nc\nd\ne"),
        Trick.of("one_word", "Yes."),
        Trick.of("empty_json", "{}"),
        Trick.of("empty_table", "| | |\n|---|---|\n| | |"),
        Trick.of("empty_code_block", "```\n\n```"),
        new Trick("zero_width", "\u200b", 100),
        Trick.of("html_comment", "<!-- " + asked + " " + String.join(" ", keywords) + " -->"),
        Trick.of("html_comment_kitchen_sink", "<!--\n" + KITCHEN_SINK + "-->"),
        Trick.of(
            "white_text",
            "<span style=\"color:white;font-size:0\">"
                + asked
                + " "
                + String.join(" ", keywords)
                + "</span>"),
        Trick.of("kitchen_sink", KITCHEN_SINK),
        Trick.of("kitchen_sink_keywords", KITCHEN_SINK + String.join(", ", keywords) + "\n"),
        new Trick("giant_word", token, times(token)),
        new Trick("giant_kitchen_sink", KITCHEN_SINK, times(KITCHEN_SINK)));
  }

  private static int times(String unit) {
    return (GIANT + unit.length() - 1) / unit.length();
  }

  /** Returns what an instruction has in quotes, or else in capitals, or else its longest words. */
  static List<String> keywords(String instruction) {
    List<String> found = new ArrayList<>();
    Matcher quoted = QUOTED.matcher(instruction);
    while (quoted.find()) {
      for (int group = 1; group <= quoted.groupCount(); group++) {
        if (quoted.group(group) != null) {
          found.add(quoted.group(group).strip());
        }
      }
    }
    found.removeIf(String::isEmpty);
    if (found.isEmpty()) {
      CAPITALS.matcher(instruction).results().forEach(capitals -> found.add(capitals.group()));
    }
    if (found.isEmpty()) {
      WORD.matcher(instruction)
          .results()
          .map(word -> word.group())
          .sorted(Comparator.comparing(String::length).reversed())
          .limit(LONGEST)
          .forEach(found::add);
    }
    if (found.isEmpty()) {
      found.add(instruction.isEmpty() ? "word" : instruction);
    }
    return found.stream().distinct().limit(KEYWORDS).toList();
  }
}
