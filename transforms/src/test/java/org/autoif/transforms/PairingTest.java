package org.autoif.transforms;

import static org.autoif.transforms.Records.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.autoif.io.record.Message;
import org.autoif.io.record.PreferencePair;
import org.junit.jupiter.api.Test;

final class PairingTest {
  private static List<Pairing.Answer> answers(Collection<String> texts, double rate) {
    return texts.stream().map(text -> new Pairing.Answer(text, rate)).collect(Collectors.toList());
  }

  private static List<PreferencePair> pair(
      Collection<String> accepted, Collection<String> refused, int most) {
    return Pairing.pair(
        "query", user("Why?"), List.of("c"), answers(accepted, 0.75), answers(refused, 0), most);
  }

  private static String chosen(PreferencePair pair) {
    return pair.getChosen().get(0).getContent();
  }

  private static String rejected(PreferencePair pair) {
    return pair.getRejected().get(0).getContent();
  }

  private static Set<String> letters(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.toSet());
  }

  @Test
  void givenOneOfEach_thenThePairHasAllThatIsKnown() {
    PreferencePair pair = pair(List.of("good"), List.of("bad"), 3).get(0);
    assertEquals(
        PreferencePair.builder()
            .setId(pair.getId())
            .setLevel("query")
            .setPrompt(user("Why?"))
            .setChosen(List.of(Message.assistant("good")))
            .setRejected(List.of(Message.assistant("bad")))
            .setInstructionIds(List.of("c"))
            .setChosenPassRate(0.75)
            .setRejectedPassRate(0)
            .build(),
        pair);
  }

  @Test
  void givenAnotherPrompt_thenTheIdDiffers() {
    List<Pairing.Answer> good = answers(List.of("good"), 1);
    List<Pairing.Answer> bad = answers(List.of("bad"), 0);
    assertNotEquals(
        Pairing.pair("query", user("Why?"), List.of("c"), good, bad, 1).get(0).getId(),
        Pairing.pair("query", user("How?"), List.of("c"), good, bad, 1).get(0).getId());
  }

  // The published scripts can emit a pair of two positives.
  @Property
  void givenOneSideOnly_thenThereIsNoPair(
      @ForAll @Size(max = 6) Set<@AlphaChars @StringLength(max = 3) String> texts,
      @ForAll @IntRange(min = 1, max = 9) int most) {
    assertEquals(List.of(), pair(texts, Set.of(), most));
    assertEquals(List.of(), pair(Set.of(), texts, most));
  }

  @Property
  void givenAnyAnswers_thenPairsAreFewDifferentAndOfBothSides(
      @ForAll @Size(max = 6) Set<@AlphaChars @StringLength(max = 1) String> accepted,
      @ForAll @Size(max = 6) Set<@AlphaChars @StringLength(max = 1) String> refused,
      @ForAll @IntRange(min = 1, max = 40) int most) {
    List<PreferencePair> pairs = pair(accepted, refused, most);
    Set<String> both = new HashSet<>(accepted);
    both.retainAll(refused);
    assertEquals(
        Math.min(most, accepted.size() * refused.size() - both.size()), pairs.size(), "pairs");
    assertEquals(pairs.size(), pairs.stream().map(PreferencePair::getId).distinct().count(), "ids");
    for (PreferencePair pair : pairs) {
      assertNotEquals(chosen(pair), rejected(pair));
      assertTrue(accepted.contains(chosen(pair)));
      assertTrue(refused.contains(rejected(pair)));
    }
  }

  @Property
  void givenAnotherOrder_thenThePairsAreTheSame(
      @ForAll @Size(max = 6) List<@AlphaChars @StringLength(max = 2) String> accepted,
      @ForAll @Size(max = 6) List<@AlphaChars @StringLength(max = 2) String> refused,
      @ForAll long seed) {
    List<PreferencePair> pairs = pair(accepted, refused, 4);
    Collections.shuffle(accepted, new Random(seed));
    Collections.shuffle(refused, new Random(seed + 1));
    assertEquals(pairs, pair(accepted, refused, 4));
  }

  @Property
  void givenTwoSides_thenEveryAnswerIsUsedBeforeAnyIsUsedAgain(
      @ForAll @IntRange(min = 1, max = 7) int accepted,
      @ForAll @IntRange(min = 1, max = 7) int refused) {
    List<PreferencePair> pairs = pair(letters("a", accepted), letters("b", refused), 49);
    assertEquals(accepted * refused, pairs.size());
    assertEquals(
        accepted,
        pairs.stream().limit(accepted).map(PairingTest::chosen).distinct().count(),
        "chosen");
    assertEquals(
        refused,
        pairs.stream().limit(refused).map(PairingTest::rejected).distinct().count(),
        "rejected");
  }
}
