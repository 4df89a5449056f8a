package org.autoif.transforms.respond;

import java.util.List;
import java.util.regex.Pattern;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Resources;
import org.jspecify.annotations.Nullable;

/**
 * What is no answer, whatever functions say of it: nothing at all, a refusal, the instruction given
 * back. A limit such as "at most 50 words" is met by all of them, and a model that is rewarded for
 * them learns to say nothing. The reward package refuses the same.
 */
public final class Guards {
  /** A refusal says so at once; what comes later may be about one. */
  private static final int START = 300;

  private static final List<Pattern> REFUSALS =
      Resources.text(Guards.class, "refusals.txt")
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .map(
              line ->
                  Pattern.compile(
                      line, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL))
          .toList();

  private Guards() {}

  /** Returns the file of patterns, which the reward package reads, too. */
  public static byte[] refusals() {
    return Resources.bytes(Guards.class, "refusals.txt");
  }

  /** Returns what an answer is instead, or null if nothing speaks against it. */
  public static @Nullable String against(List<Constraint> constraints, String answer) {
    String text = answer.strip();
    if (text.isEmpty()) {
      return "empty";
    }
    String start = text.substring(0, Math.min(START, text.length()));
    if (REFUSALS.stream().anyMatch(refusal -> refusal.matcher(start).find())) {
      return "refusal";
    }
    return constraints.stream()
            .anyMatch(constraint -> constraint.getInstruction().strip().equalsIgnoreCase(text))
        ? "echo"
        : null;
  }
}
