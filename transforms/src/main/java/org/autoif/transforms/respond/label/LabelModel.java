package org.autoif.transforms.respond.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.autoif.transforms.respond.label.Item.Vote;

/**
 * Estimates from votes alone how reliable each function is and how probably each text follows the
 * instruction (Dawid and Skene, "Maximum Likelihood Estimation of Observer Error-Rates Using the EM
 * Algorithm", 1979, for two labels), in three ways more careful than the original:
 *
 * <ul>
 *   <li>Sensitivity and specificity have a prior, Beta(8, 2), and the share of texts that follow
 *       one, Beta(2, 2). A single function, whose votes cannot tell how reliable it is, stays near
 *       the prior's mode of 0.875, and so do the labels that it gives.
 *   <li>A model's functions share its misreadings, so that n of them are not n witnesses. Equal
 *       ones, by their votes on all texts, count as one together; and when functions are known and
 *       texts are labelled, the evidence of n different ones is divided by the root of n.
 *   <li>A text of a known label counts as four in what is learnt of the functions. Without any, the
 *       model can only tell which functions are outvoted.
 * </ul>
 *
 * <p>The same items in the same order give the same numbers on every machine: the number of steps
 * is fixed, and so is the arithmetic. Libraries with such models are Python's.
 */
public final class LabelModel {
  private static final int STEPS = 50;

  /** The prior of a function's sensitivity and specificity: right votes and wrong ones, plus 1. */
  private static final double RIGHT = 8;

  private static final double WRONG = 2;

  /** The prior of the share of texts that follow: as many that do, plus 1, as do not. */
  private static final double EITHER = 2;

  /** How many texts one of a known label counts as. */
  private static final double KNOWN = 4;

  /**
   * What was found.
   *
   * @param posteriors the probability of each item that it follows; also of a known one, in which
   *     the votes then have a say
   * @param functions the reliability of each function
   * @param share the share of the texts with an open label that follow
   */
  public record Estimate(List<Double> posteriors, List<Reliability> functions, double share) {}

  private final List<Item> items;
  private final double witnesses;
  private final double[] weights;
  private final double[] posteriors;
  private final List<Reliability> functions;
  private double share = 0.5;

  private LabelModel(List<Item> items, int functions) {
    this.items = items;
    List<List<Vote>> columns =
        IntStream.range(0, functions)
            .mapToObj(j -> items.stream().map(item -> item.votes().get(j)).toList())
            .toList();
    this.witnesses = (double) columns.stream().distinct().count();
    this.weights =
        columns.stream()
            .mapToDouble(column -> 1.0 / Collections.frequency(columns, column))
            .toArray();
    this.posteriors = new double[items.size()];
    double mode = mode(0, 0, RIGHT, WRONG);
    this.functions = new ArrayList<>(Collections.nCopies(functions, new Reliability(mode, mode)));
  }

  /**
   * Returns what the votes tell.
   *
   * @throws IllegalArgumentException if an item has more or fewer votes than another
   */
  public static Estimate fit(List<Item> items) {
    int functions = items.isEmpty() ? 0 : items.get(0).votes().size();
    for (Item item : items) {
      if (item.votes().size() != functions) {
        throw new IllegalArgumentException(
            "votes " + item.votes().size() + ": must be as many as of the first, " + functions);
      }
    }
    LabelModel model = new LabelModel(items, functions);
    model.label(1);
    for (int step = 0; step < STEPS; step++) {
      model.learn();
      model.label(1);
    }
    model.label(1 / StrictMath.sqrt(model.witnesses));
    return new Estimate(
        Arrays.stream(model.posteriors).boxed().toList(),
        List.copyOf(model.functions),
        model.share);
  }

  /** Labels the texts by what is known of the functions, whose evidence counts so much. */
  private void label(double evidence) {
    for (int i = 0; i < posteriors.length; i++) {
      Item item = items.get(i);
      double prior = item.known() == null ? share : item.known();
      double odds = StrictMath.log(prior / (1 - prior));
      for (int j = 0; j < weights.length; j++) {
        Reliability function = functions.get(j);
        odds +=
            evidence
                * weights[j]
                * switch (item.votes().get(j)) {
                  case YES -> StrictMath.log(function.sensitivity() / (1 - function.specificity()));
                  case NO -> StrictMath.log((1 - function.sensitivity()) / function.specificity());
                  case NONE -> 0;
                };
      }
      posteriors[i] = 1 / (1 + StrictMath.exp(-odds));
    }
  }

  /** Learns of the functions by what the texts are labelled. */
  private void learn() {
    double open = 0;
    double follow = 0;
    double[][] right = new double[weights.length][2];
    double[][] voted = new double[weights.length][2];
    for (int i = 0; i < posteriors.length; i++) {
      Item item = items.get(i);
      double yes = posteriors[i];
      double count = KNOWN;
      if (item.known() == null) {
        count = 1;
        open++;
        follow += yes;
      }
      for (int j = 0; j < weights.length; j++) {
        Vote vote = item.votes().get(j);
        if (vote != Vote.NONE) {
          voted[j][0] += count * yes;
          voted[j][1] += count * (1 - yes);
          right[j][0] += vote == Vote.YES ? count * yes : 0;
          right[j][1] += vote == Vote.NO ? count * (1 - yes) : 0;
        }
      }
    }
    share = mode(follow, open - follow, EITHER, EITHER);
    for (int j = 0; j < weights.length; j++) {
      functions.set(
          j,
          new Reliability(
              mode(right[j][0], voted[j][0] - right[j][0], RIGHT, WRONG),
              mode(right[j][1], voted[j][1] - right[j][1], RIGHT, WRONG)));
    }
  }

  /** The most probable share after so many of either kind, with a Beta prior. */
  private static double mode(double ofOne, double ofOther, double a, double b) {
    return (ofOne + a - 1) / (ofOne + ofOther + a + b - 2);
  }
}
