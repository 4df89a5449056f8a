package org.autoif.transforms.respond.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.autoif.transforms.respond.label.Item.Vote;
import org.junit.jupiter.api.Test;

final class LabelModelTest {
  /** The votes of a text: {@code 1}, {@code 0} or {@code -} for each function. */
  private static List<Vote> votes(String text) {
    return text.chars()
        .mapToObj(c -> c == '1' ? Vote.YES : c == '0' ? Vote.NO : Vote.NONE)
        .toList();
  }

  private static List<Item> items(String... votes) {
    return List.of(votes).stream().map(text -> Item.open(votes(text))).toList();
  }

  private static List<Item> times(int count, String... votes) {
    List<Item> all = new ArrayList<>();
    Collections.nCopies(count, items(votes)).forEach(all::addAll);
    return all;
  }

  /**
   * With as many of either vote half of the texts follow, a vote is right as often as the function
   * is, s, and of n votes of each kind (n s + 7) / (n + 8) are right: s is 7 / 8.
   */
  @Test
  void givenOneFunction_thenItsLabelsAreAsSureAsThePriorHoweverManyThereAre() {
    for (int n : List.of(1, 50)) {
      LabelModel.Estimate estimate = LabelModel.fit(times(n, "1", "0"));
      assertEquals(0.875, estimate.posteriors().get(0), 1e-9);
      assertEquals(0.125, estimate.posteriors().get(1), 1e-9);
      assertEquals(0.875, estimate.functions().get(0).balanced(), 1e-9);
      assertEquals(0.5, estimate.share(), 1e-9);
    }
  }

  @Test
  void givenEqualFunctions_thenTheyAreOneWitness() {
    assertEquals(
        LabelModel.fit(items("1", "1", "0")).posteriors(),
        LabelModel.fit(items("111", "111", "000")).posteriors());
  }

  @Test
  void givenDifferentFunctionsThatAgree_thenTheyAreSurerThanOne() {
    LabelModel.Estimate two = LabelModel.fit(times(10, "11", "11", "00", "00", "10"));
    assertTrue(two.posteriors().get(0) > 0.9, two.toString());
    assertTrue(two.posteriors().get(2) < 0.1, two.toString());
  }

  @Test
  void givenAnError_thenItSaysNothing() {
    LabelModel.Estimate estimate = LabelModel.fit(times(5, "1", "0", "0", "-"));
    assertEquals(estimate.share(), estimate.posteriors().get(3), 1e-9);
    assertEquals(List.of(), LabelModel.fit(List.of()).posteriors());
  }

  @Test
  void givenAnOutvotedFunction_thenItIsTheLessReliable() {
    List<Item> items = times(10, "110", "110", "111", "001", "001", "000", "000");
    items.addAll(items("101", "010"));
    LabelModel.Estimate estimate = LabelModel.fit(items);
    assertTrue(
        estimate.functions().get(2).balanced() < estimate.functions().get(0).balanced() - 0.1,
        estimate.toString());
  }

  /** All functions accept what must be refused: only labels from elsewhere can tell. */
  @Test
  void givenKnownLabels_thenAMisreadingThatAllFunctionsShareIsFound() {
    List<Item> open = times(10, "111", "110", "000");
    List<Item> known = new ArrayList<>(open);
    for (int i = 0; i < 8; i++) {
      known.add(Item.known(votes("111"), i % 2 == 0 ? 0.98 : 0.02));
      known.add(Item.known(votes("000"), 0.02));
    }
    assertTrue(LabelModel.fit(open).posteriors().get(0) > 0.9);
    LabelModel.Estimate told = LabelModel.fit(known);
    assertTrue(told.posteriors().get(0) < 0.85, told.toString());
    assertTrue(told.functions().get(0).specificity() < 0.8, told.toString());
    assertTrue(told.functions().get(0).sensitivity() > 0.85, told.toString());
  }

  @Test
  void givenVotesDrawnFromKnownRates_thenTheRatesAndLabelsAreFound() {
    double[] sensitivities = {0.95, 0.9, 0.7, 0.85, 0.6};
    double[] specificities = {0.9, 0.95, 0.9, 0.6, 0.7};
    Random random = new Random(7);
    List<Item> items = new ArrayList<>();
    List<Boolean> truth = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      boolean follows = random.nextDouble() < 0.4;
      List<Vote> votes = new ArrayList<>();
      for (int j = 0; j < sensitivities.length; j++) {
        boolean right = random.nextDouble() < (follows ? sensitivities[j] : specificities[j]);
        boolean fails = random.nextDouble() < 0.1;
        votes.add(fails ? Vote.NONE : right == follows ? Vote.YES : Vote.NO);
      }
      truth.add(follows);
      items.add(Item.open(votes));
    }
    LabelModel.Estimate estimate = LabelModel.fit(items);
    assertEquals(0.4, estimate.share(), 0.05);
    for (int j = 0; j < sensitivities.length; j++) {
      assertEquals(sensitivities[j], estimate.functions().get(j).sensitivity(), 0.1, "of " + j);
      assertEquals(specificities[j], estimate.functions().get(j).specificity(), 0.1, "of " + j);
    }
    int right = 0;
    for (int i = 0; i < truth.size(); i++) {
      right += estimate.posteriors().get(i) > 0.5 == truth.get(i) ? 1 : 0;
    }
    assertTrue(right > 0.93 * truth.size(), right + " labels are right");
  }

  @Test
  void givenTheFunctionsInAnotherOrder_thenEachKeepsItsReliability() {
    LabelModel.Estimate one = LabelModel.fit(items("110", "100", "011", "000"));
    LabelModel.Estimate other = LabelModel.fit(items("011", "001", "110", "000"));
    for (int j = 0; j < 3; j++) {
      assertEquals(
          one.functions().get(j).balanced(), other.functions().get(2 - j).balanced(), 1e-9);
    }
  }

  @Test
  void givenWrongValues_thenTheMessageNamesThem() {
    assertEquals(
        "votes 2: must be as many as of the first, 1",
        assertThrows(IllegalArgumentException.class, () -> LabelModel.fit(items("1", "10")))
            .getMessage());
    assertEquals(
        "known 1.0: must be more than 0 and less than 1",
        assertThrows(IllegalArgumentException.class, () -> Item.known(votes("1"), 1)).getMessage());
  }

  /** The numbers of another program, written from the same description. */
  @Test
  void givenAllThatTheModelKnows_thenItsNumbersAreThoseOfAnotherProgram() {
    List<Item> items = new ArrayList<>(items("111", "110", "000", "100"));
    items.add(Item.known(votes("10-"), 0.9));
    LabelModel.Estimate estimate = LabelModel.fit(items);
    double[] posteriors = {0.9617272197248, 0.7761289894489, 0.0727109273363, 0.4343291177344};
    for (int i = 0; i < posteriors.length; i++) {
      assertEquals(posteriors[i], estimate.posteriors().get(i), 1e-9);
    }
    assertEquals(0.9294348042455, estimate.posteriors().get(4), 1e-9);
    assertEquals(0.9279761393299, estimate.functions().get(0).sensitivity(), 1e-9);
    assertEquals(0.8015127336354, estimate.functions().get(0).specificity(), 1e-9);
    assertEquals(0.5415802863505, estimate.share(), 1e-9);
  }
}
