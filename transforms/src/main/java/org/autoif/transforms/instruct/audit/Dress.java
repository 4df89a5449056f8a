package org.autoif.transforms.instruct.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text can be dressed in without another word, so that an answer that follows an instruction
 * still does, unless the instruction speaks of just that.
 */
enum Dress {
  LINE_BREAK("a line break at the end") {
    @Override
    boolean isFree(String text) {
      return !CHARACTERS.matcher(text).find()
          && !Pattern.compile(
                  "new ?line|single line|line break|options?\\b|\\bend(s|ing)? with|\\bend\\b|period")
              .matcher(text)
              .find();
    }

    @Override
    @Nullable String on(String answer) {
      return answer.endsWith("\n") ? null : answer + "\n";
    }
  },
  SPACE("spaces at its start") {
    @Override
    boolean isFree(String text) {
      return !CHARACTERS.matcher(text).find()
          && !Pattern.compile("start|begin|first|\\bend(s|ing)? with|line").matcher(text).find();
    }

    @Override
    String on(String answer) {
      return "  " + answer;
    }
  },
  COMMA("a comma after a word") {
    @Override
    @Nullable String on(String answer) {
      return around(answer, "", ",", true);
    }
  },
  FULL_STOP("a full stop at the end") {
    @Override
    @Nullable String on(String answer) {
      String body = answer.stripTrailing();
      return !body.isEmpty() && Character.isLetterOrDigit(body.codePointBefore(body.length()))
          ? body + "."
          : null;
    }
  },
  EXCLAMATION("an exclamation mark for its full stop") {
    @Override
    @Nullable String on(String answer) {
      String body = answer.stripTrailing();
      return body.endsWith(".") && body.indexOf('.') == body.length() - 1
          ? body.substring(0, body.length() - 1) + "!"
          : null;
    }
  },
  QUOTES("a word in quotes") {
    @Override
    @Nullable String on(String answer) {
      return around(answer, "\"", "\"", false);
    }
  },
  BOLD("a word in bold") {
    @Override
    @Nullable String on(String answer) {
      return around(answer, "**", "**", false);
    }
  },
  CAPITALS("capitals for its letters") {
    @Override
    boolean isFree(String text) {
      return !Pattern.compile(
              "case|capital|upper|lower|caps|title|acronym|name|section|options?\\b|exact\\b|[\"“'‘`]\\w[^\"“”'’`]+[\"”'’`]")
          .matcher(text)
          .find();
    }

    @Override
    @Nullable String on(String answer) {
      String upper = answer.toUpperCase(Locale.ROOT);
      return upper.equals(answer) ? null : upper;
    }
  },
  TWO_LINES("a line break within it") {
    @Override
    boolean isFree(String text) {
      return !CHARACTERS.matcher(text).find()
          && !Pattern.compile(
                  "line|paragraph|section|options?\\b|single|sentence|list|bullet|stanza|verse|poem|haiku|start|begin|first"
                      + "|json|csv|yaml|xml|html|code|table|array|object")
              .matcher(text)
              .find();
    }

    @Override
    @Nullable String on(String answer) {
      String[] words = answer.split(" ", -1);
      return words.length < 3
          ? null
          : words[0]
              + " "
              + words[1]
              + "\n"
              + answer.substring(words[0].length() + words[1].length() + 2);
    }
  };

  private static final Pattern CHARACTERS =
      Pattern.compile("character|binary|length|symbol|whitespace|spaces?\\b");

  /** What speaks of marks. */
  private static final Pattern MARKS =
      Pattern.compile(
          "punctuat|comma|period|colon|full stop|exclamation|question|quot|dash|hyphen|symbol"
              + "|character|special|binary|digits? only|emoji|markdown|bold|italic|asterisk|format"
              + "|bullet|hashtag|plain|\\bend(s|ing)? with|\\bends? in|keyword|phrase|exact word"
              + "|options?\\b|letters only|only letters|alphanumeric|json|xml|html|yaml|csv|code");

  private final String words;

  Dress(String words) {
    this.words = words;
  }

  /** Returns what it is, to be told after "with". */
  String words() {
    return words;
  }

  /** Returns whether an instruction, in lower case, leaves this dress free. */
  boolean isFree(String text) {
    return !MARKS.matcher(text).find();
  }

  /** Returns an answer in this dress, or null where there is no place for it. */
  abstract @Nullable String on(String answer);

  /** Returns those that an instruction does not speak of. */
  static List<Dress> freeIn(String instruction) {
    String text = instruction.toLowerCase(Locale.ROOT);
    List<Dress> free = new ArrayList<>();
    for (Dress dress : values()) {
      if (dress.isFree(text)) {
        free.add(dress);
      }
    }
    return free;
  }

  /** Puts marks around the first or last plain word, the last word of all being left out. */
  private static @Nullable String around(
      String answer, String before, String after, boolean first) {
    String[] words = answer.split(" ", -1);
    int at = -1;
    for (int i = 0; i < words.length && !(first && at >= 0); i++) {
      boolean plain = words[i].length() > 1 && words[i].chars().allMatch(Character::isLetter);
      at = plain && !(first && i == words.length - 1) ? i : at;
    }
    if (at < 0) {
      return null;
    }
    words[at] = before + words[at] + after;
    return String.join(" ", words);
  }
}
