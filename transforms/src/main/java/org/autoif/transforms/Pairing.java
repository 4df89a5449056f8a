package org.autoif.transforms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Message;
import org.autoif.io.record.PreferencePair;

/**
 * Pairs accepted with refused answers to one prompt. The choice follows from the texts alone: both
 * sides are ordered by a hash, and pairs go round so that every answer is used before any is used
 * again.
 */
final class Pairing {
  /**
   * An answer to pair.
   *
   * @param text the answer
   * @param passRate share of the functions that accept it, in [0, 1]
   */
  record Answer(String text, double passRate) {}

  private Pairing() {}

  static List<PreferencePair> pair(
      String level,
      List<Message> prompt,
      List<String> instructionIds,
      List<Answer> accepted,
      List<Answer> refused,
      int most) {
    String context =
        prompt.stream()
            .map(m -> m.getRole() + "\n" + m.getContent())
            .collect(Collectors.joining("\n"));
    List<Answer> chosen = ordered(context, accepted);
    List<Answer> rejected = ordered(context, refused);
    List<PreferencePair> pairs = new ArrayList<>();
    int all = chosen.size() * rejected.size();
    for (int i = 0; i < all && pairs.size() < most; i++) {
      Answer better = chosen.get(i % chosen.size());
      Answer worse = rejected.get((i + turns(i, chosen, rejected)) % rejected.size());
      if (!better.text().equals(worse.text())) {
        pairs.add(
            PreferencePair.builder()
                .setId(Ids.of("pair", level, context, better.text(), worse.text()))
                .setLevel(level)
                .setPrompt(prompt)
                .setChosen(List.of(Message.assistant(better.text())))
                .setRejected(List.of(Message.assistant(worse.text())))
                .setInstructionIds(instructionIds)
                .setChosenPassRate(better.passRate())
                .setRejectedPassRate(worse.passRate())
                .build());
      }
    }
    return pairs;
  }

  /** How often both sides have come back to their starts together: from there pairs repeat. */
  private static int turns(int i, List<Answer> chosen, List<Answer> rejected) {
    int gcd = BigInteger.valueOf(chosen.size()).gcd(BigInteger.valueOf(rejected.size())).intValue();
    return i / (chosen.size() / gcd * rejected.size());
  }

  private static List<Answer> ordered(String context, List<Answer> answers) {
    return answers.stream()
        .distinct()
        .sorted(Comparator.comparing(answer -> Ids.of("answer", context, answer.text())))
        .toList();
  }
}
