package org.autoif.pipeline;

import static org.autoif.pipeline.Values.atLeast;
import static org.autoif.pipeline.Values.bound;

import org.autoif.pipeline.options.MethodOptions;
import org.autoif.transforms.Preset;
import org.autoif.transforms.step.Bound;

/**
 * Which answers are learnt from (section 3.2), resolved.
 *
 * @param responsePassRate bound on an answer's pass rate
 * @param scoreQuality whether a judge scores the answers
 * @param judgeSamples judge samples an answer
 * @param score bound on the judge's mean score
 */
public record AnswerSettings(
    Bound responsePassRate, boolean scoreQuality, int judgeSamples, Bound score) {

  static AnswerSettings of(MethodOptions options, Preset preset) {
    return new AnswerSettings(
        bound("responsePassRate", options.getResponsePassRate(), preset.responsePassRate(), 1),
        options.getScoreQuality(),
        atLeast("judgeSamples", options.getJudgeSamples(), 1),
        bound("score", options.getScore(), preset.score(), 10));
  }
}
