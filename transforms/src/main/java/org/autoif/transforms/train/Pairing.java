package org.autoif.transforms.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Message;
import org.autoif.io.record.PreferencePair;
import org.jspecify.annotations.Nullable;

/**
 * Pairs accepted with refused answers to one prompt. The choice follows from the texts alone: every
 * answer is used before any is used again, and of those pairs the two that are closest go first, or
 * else those whose hashes are. Pairs over the bound on lengths are none.
 */
public final class Pairing {
  /**
   * An answer to pair.
   *
   * @param text the answer
   * @param passRate share of the functions that accept it, in [0, 1]
   * @param confidence estimated probability that it follows, if it was estimated
   */
  public record Answer(String text, double passRate, @Nullable Double confidence) {
    public Answer(String text, double passRate) {
      this(text, passRate, null);
    }
  }

  /**
   * Which pairs of a prompt are made.
   *
   * @param most how many, at most
   * @param close whether answers that are near each other in length and wording are preferred
   * @param lengthRatio how often the shorter of the two may go into the longer one, in characters;
   *     at least 1, and infinity for no bound
   */
  public record Choice(int most, boolean close, double lengthRatio) implements Serializable {
    /** At most 3 pairs of a prompt, close ones, and no bound on their lengths. */
    public static final Choice DEFAULT = new Choice(3, true, Double.POSITIVE_INFINITY);

    /**
     * @throws IllegalArgumentException if there would be no pairs at all; the message names the
     *     value and its range
     */
    public Choice {
      if (most < 1) {
        throw new IllegalArgumentException("pairs " + most + ": must be at least 1");
      }
      if (!(lengthRatio >= 1)) {
        throw new IllegalArgumentException("length ratio " + lengthRatio + ": must be at least 1");
      }
    }
  }

  private Pairing() {}

  /** Returns different pairs, none of two equal texts. */
  public static List<PreferencePair> pair(
      String level,
      List<Message> prompt,
      List<String> instructionIds,
      List<Answer> accepted,
      List<Answer> refused,
      Choice choice) {
    String context =
        prompt.stream()
            .map(m -> m.getRole() + "\n" + m.getContent())
            .collect(Collectors.joining("\n"));
    List<Answer> chosen = ordered(context, accepted);
    List<Answer> rejected = ordered(context, refused);
    double[][] apart = choice.close() ? Closeness.apart(texts(chosen), texts(rejected)) : null;
    boolean[][] open = possible(chosen, rejected, choice.lengthRatio());
    int[] chosenUses = new int[chosen.size()];
    int[] rejectedUses = new int[rejected.size()];
    List<PreferencePair> pairs = new ArrayList<>();
    while (pairs.size() < choice.most()) {
      int better = -1;
      int worse = -1;
      int fewest = 0;
      double least = 0;
      for (int i = 0; i < chosen.size(); i++) {
        for (int j = 0; j < rejected.size(); j++) {
          if (!open[i][j]) {
            continue;
          }
          int uses = chosenUses[i] + rejectedUses[j];
          double distance = apart == null ? 0 : apart[i][j];
          if (better < 0 || uses < fewest || (uses == fewest && distance < least)) {
            better = i;
            worse = j;
            fewest = uses;
            least = distance;
          }
        }
      }
      if (better < 0) {
        break;
      }
      open[better][worse] = false;
      chosenUses[better]++;
      rejectedUses[worse]++;
      pairs.add(
          of(level, context, prompt, instructionIds, chosen.get(better), rejected.get(worse)));
    }
    return pairs;
  }

  private static boolean[][] possible(
      List<Answer> chosen, List<Answer> rejected, double lengthRatio) {
    boolean[][] possible = new boolean[chosen.size()][rejected.size()];
    for (int i = 0; i < chosen.size(); i++) {
      for (int j = 0; j < rejected.size(); j++) {
        String better = chosen.get(i).text();
        String worse = rejected.get(j).text();
        possible[i][j] =
            !better.equals(worse) && Closeness.lengthRatio(better, worse) <= lengthRatio;
      }
    }
    return possible;
  }

  private static PreferencePair of(
      String level,
      String context,
      List<Message> prompt,
      List<String> instructionIds,
      Answer better,
      Answer worse) {
    return PreferencePair.builder()
        .setId(Ids.of("pair", level, context, better.text(), worse.text()))
        .setLevel(level)
        .setPrompt(prompt)
        .setChosen(List.of(Message.assistant(better.text())))
        .setRejected(List.of(Message.assistant(worse.text())))
        .setInstructionIds(instructionIds)
        .setChosenPassRate(better.passRate())
        .setRejectedPassRate(worse.passRate())
        .setChosenConfidence(better.confidence())
        .setRejectedConfidence(worse.confidence())
        .build();
  }

  private static List<String> texts(List<Answer> answers) {
    return answers.stream().map(Answer::text).toList();
  }

  private static List<Answer> ordered(String context, List<Answer> answers) {
    return answers.stream()
        .distinct()
        .sorted(Comparator.comparing(answer -> Ids.of("answer", context, answer.text())))
        .toList();
  }
}
