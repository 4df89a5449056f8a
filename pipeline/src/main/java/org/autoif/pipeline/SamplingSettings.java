package org.autoif.pipeline;

import static org.autoif.pipeline.Values.atLeast;
import static org.autoif.pipeline.Values.bound;

import org.autoif.pipeline.options.SamplingOptions;
import org.autoif.transforms.step.Bound;
import org.autoif.transforms.train.Pairing;
import org.jspecify.annotations.Nullable;

/**
 * How answers are sampled and what is made of them, resolved: what was given, and the default for
 * the rest. Its JSON is the {@code method} of the manifest of a round of online DPO.
 *
 * @param seed the run's seed
 * @param responses answers a task
 * @param responseTemperature their temperature
 * @param minTaskPassRate least pass rate of a task that is to be a row of verifiable rewards
 * @param maxTaskPassRate its greatest
 * @param pairPassRate bound on the preferred side's pass rate
 * @param pairsPerPrompt pairs a prompt, at most
 * @param closePairs whether a pair's sides are close in length and wording
 * @param maxLengthRatio how often the shorter side of a pair may go into the longer one, in
 *     characters; null for no bound
 * @param confidence bound on the estimated probability of a label; null for no estimate
 */
public record SamplingSettings(
    long seed,
    int responses,
    double responseTemperature,
    double minTaskPassRate,
    double maxTaskPassRate,
    Bound pairPassRate,
    int pairsPerPrompt,
    boolean closePairs,
    @Nullable Double maxLengthRatio,
    @Nullable Double confidence) {
  /**
   * Resolves options.
   *
   * @param pairPassRate the bound on the preferred side where none is given
   * @throws IllegalArgumentException if a value is out of its range; the message names the option,
   *     the value and the range
   */
  public static SamplingSettings of(SamplingOptions options, Bound pairPassRate) {
    double temperature = options.getResponseTemperature();
    if (!(temperature >= 0 && temperature <= 2)) {
      throw new IllegalArgumentException(
          "responseTemperature " + temperature + ": must be from 0 to 2");
    }
    double least = options.getMinTaskPassRate();
    if (!(least >= 0 && least <= options.getMaxTaskPassRate())
        || options.getMaxTaskPassRate() > 1) {
      throw new IllegalArgumentException(
          "minTaskPassRate "
              + least
              + ", maxTaskPassRate "
              + options.getMaxTaskPassRate()
              + ": must be from 0 to 1 and in this order");
    }
    Double confidence = options.getConfidence();
    if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence " + confidence + ": must be from 0 to 1");
    }
    Double ratio = options.getMaxLengthRatio();
    if (ratio != null && !(ratio >= 1 && ratio < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("maxLengthRatio " + ratio + ": must be at least 1");
    }
    return new SamplingSettings(
        options.getSeed(),
        atLeast("responses", options.getResponses(), 1),
        temperature,
        least,
        options.getMaxTaskPassRate(),
        bound("pairPassRate", options.getPairPassRate(), pairPassRate, 1),
        atLeast("pairsPerPrompt", options.getPairsPerPrompt(), 1),
        options.getClosePairs(),
        ratio,
        confidence);
  }

  /** Returns which pairs of a prompt are made. */
  Pairing.Choice pairs() {
    return new Pairing.Choice(
        pairsPerPrompt,
        closePairs,
        maxLengthRatio == null ? Double.POSITIVE_INFINITY : maxLengthRatio);
  }
}
