package org.autoif.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.autoif.io.record.Json;
import org.autoif.pipeline.options.command.SynthesizeOptions;
import org.junit.jupiter.api.Test;

class MethodTest {
  /** Versions are compared by these names, and people read them in the card. */
  @Test
  void givenAMethod_thenItsJsonHasAllPartsSideBySideInTheOldOrder() {
    Method method = Method.of(PipelineOptionsFactory.as(SynthesizeOptions.class));
    assertThat(
        List.copyOf(Json.mapper().valueToTree(method).properties()).stream()
            .map(field -> field.getKey())
            .toList()
            .toString(),
        is(
            "[preset, seed, instructions, instruction_requests, verifier_samples, near_misses,"
                + " repair_rounds, cross_validate, cross_validation, audit, back_translate,"
                + " back_translations, entailment, entailment_controls,"
                + " contradiction_drops_instruction, probe_rewards, queries_per_instruction,"
                + " min_query_length, max_query_length, query_rewrite, responses,"
                + " response_temperature, response_pass_rate, min_task_pass_rate,"
                + " max_task_pass_rate, score_quality, judge_samples, score, pair_pass_rate,"
                + " pairs_per_prompt, close_pairs]"));
  }
}
