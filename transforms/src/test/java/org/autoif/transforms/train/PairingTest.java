package org.autoif.transforms.train;

import static org.autoif.transforms.step.Records.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.autoif.io.record.PreferencePair;
import org.junit.jupiter.api.Test;

final class PairingTest {
  private static final Pairing.Choice BY_HASH =
      new Pairing.Choice(3, false, Double.POSITIVE_INFINITY);

  private static List<Pairing.Answer> answers(Collection<String> texts, double rate) {
    return texts.stream().map(text -> new Pairing.Answer(text, rate)).collect(Collectors.toList());
  }

  private static List<PreferencePair> pair(
      Collection<String> accepted, Collection<String> refused, int most) {
    return Pairing.pair(
        "query",
        user("Why?"),
        List.of("c"),
        answers(accepted, 0.75),
        answers(refused, 0),
        new Pairing.Choice(most, true, Double.POSITIVE_INFINITY));
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
        Pairing.pair("query", user("Why?"), List.of("c"), good, bad, Pairing.Choice.DEFAULT)
            .get(0)
            .getId(),
        Pairing.pair("query", user("How?"), List.of("c"), good, bad, Pairing.Choice.DEFAULT)
            .get(0)
            .getId());
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

  @Property
  void givenABoundOnLengths_thenThePairsAreAllWithinIt(
      @ForAll @Size(max = 6) Set<@AlphaChars @StringLength(max = 9) String> accepted,
      @ForAll @Size(max = 6) Set<@AlphaChars @StringLength(max = 9) String> refused) {
    Set<List<String>> within = new HashSet<>();
    for (String good : accepted) {
      for (String bad : refused) {
        int shorter = Math.max(1, Math.min(good.length(), bad.length()));
        int longer = Math.max(1, Math.max(good.length(), bad.length()));
        if (longer <= 2 * shorter && !good.equals(bad)) {
          within.add(List.of(good, bad));
        }
      }
    }
    assertEquals(
        within,
        Pairing.pair(
                "query",
                user("Why?"),
                List.of("c"),
                answers(accepted, 1),
                answers(refused, 0),
                new Pairing.Choice(99, true, 2))
            .stream()
            .map(pair -> List.of(chosen(pair), rejected(pair)))
            .collect(Collectors.toSet()));
  }

  private static List<String> texts(List<PreferencePair> pairs) {
    return pairs.stream().map(pair -> chosen(pair) + " > " + rejected(pair)).toList();
  }

  @Test
  void givenOnePair_thenItIsTheClosestInLengthAndWording() {
    List<String> accepted = List.of("one two three", "a b c d e f g h i j k l", "x y z");
    assertEquals(
        List.of("a b c d e f g h i j k l > a b c d e f g h i j k m"),
        texts(pair(accepted, List.of("z y", "a b c d e f g h i j k m", "seven"), 1)));
    assertEquals(
        List.of("one two three > six two three"),
        texts(pair(accepted, List.of("p q r s t u v w", "six two three", "Z"), 1)));
  }

  @Test
  void givenMorePairs_thenEveryAnswerStillHasItsTurnBeforeTheClosestComesAgain() {
    assertEquals(
        List.of("near a > near b", "far away > else", "far away > near b", "near a > else"),
        texts(pair(List.of("near a", "far away"), List.of("else", "near b"), 9)));
  }

  /** Marks and capitals are no wording, but they have a length. */
  @Test
  void givenTwoTexts_thenTheirDistanceIsOfLengthsAndWords() {
    double[][] apart =
        Closeness.apart(List.of("a b c", "A, b: c!"), List.of("a b c", "d e", "", "a b c d e f g"));
    assertEquals(0, apart[0][0], 0);
    assertEquals(Math.log(5 / 3.0) + 1, apart[0][1], 1e-12);
    assertEquals(Math.log(5) + 1, apart[0][2], 1e-12);
    assertEquals(Math.log(13 / 5.0) + 4 / 7.0, apart[0][3], 1e-12);
    assertEquals(Math.log(8 / 5.0), apart[1][0], 1e-12);
  }

  /** Cases of a real model: what a policy learns of length from pairs of them. */
  @Test
  void givenRecordedCases_thenTheLengthsOfClosePairsDifferHalfAsMuch() throws IOException {
    Path recorded = Path.of("../../shared/data/autoif-deepseek/cross_validation.jsonl");
    assumeTrue(Files.exists(recorded));
    double[] close = new double[2];
    double[] any = new double[2];
    for (String line : Files.readAllLines(recorded)) {
      List<Pairing.Answer> accepted = new ArrayList<>();
      List<Pairing.Answer> refused = new ArrayList<>();
      for (JsonNode one : Json.read(line, JsonNode.class).path("cases")) {
        (one.path(1).asBoolean() ? accepted : refused)
            .add(new Pairing.Answer(one.path(0).asText(), 1));
      }
      add(
          close,
          Pairing.pair("query", user(line), List.of(), accepted, refused, Pairing.Choice.DEFAULT));
      add(any, Pairing.pair("query", user(line), List.of(), accepted, refused, BY_HASH));
    }
    assertEquals(any[1], close[1], 0);
    assertTrue(close[0] / close[1] < 0.6 * any[0] / any[1], close[0] + " of " + any[0]);
  }

  private static void add(double[] sum, List<PreferencePair> pairs) {
    for (PreferencePair pair : pairs) {
      sum[0] +=
          Math.abs(
              Math.log(
                  Math.max(1.0, chosen(pair).length()) / Math.max(1, rejected(pair).length())));
      sum[1]++;
    }
  }
}
