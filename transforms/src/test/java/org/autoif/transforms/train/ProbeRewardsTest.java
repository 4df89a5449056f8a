package org.autoif.transforms.train;

import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.function;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.values.PCollection;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.RewardProbe;
import org.autoif.io.sandbox.FakeVerifierEngine;
import org.autoif.transforms.step.Steps;
import org.autoif.transforms.train.probe.Tricks;
import org.junit.jupiter.api.Test;

final class ProbeRewardsTest {
  private static final Constraint GOLD =
      constraint(
          "The word \"gold\" must occur",
          List.of(function("contains:gold"), function("contains:must")),
          List.of());

  private static String told(RewardProbe probe) {
    return probe.getFooled()
        + " of "
        + probe.getFunctions()
        + ", guard "
        + probe.getGuard()
        + ", reward "
        + probe.getReward();
  }

  @Test
  void givenFunctionsThatLookForWords_thenWhatEachTrickEarnsIsExact() {
    TestPipeline pipeline = Steps.pipeline();
    PCollection<RewardProbe> probes =
        Steps.given(pipeline, GOLD)
            .apply(ProbeRewards.of(FakeVerifierEngine.source()).withShards(1))
            .kept();
    PAssert.that(probes)
        .satisfies(
            all -> {
              Map<String, String> byTrick = new TreeMap<>();
              for (RewardProbe probe : all) {
                byTrick.put(probe.getTrick(), told(probe));
                assertThat(probe.getPrompt().get(0).getContent(), is(ProbeRewards.prompt(GOLD)));
              }
              assertThat(
                  new ArrayList<>(byTrick.keySet()), is(Tricks.names().stream().sorted().toList()));
              assertThat(byTrick.get("empty"), is("0 of 2, guard empty, reward 0.0"));
              assertThat(byTrick.get("instruction_pasted"), is("2 of 2, guard echo, reward 0.0"));
              assertThat(byTrick.get("instruction_repeated"), is("2 of 2, guard null, reward 1.0"));
              assertThat(byTrick.get("keyword_list"), is("1 of 2, guard null, reward 0.5"));
              assertThat(byTrick.get("giant_word"), is("1 of 2, guard null, reward 0.5"));
              assertThat(byTrick.get("html_comment"), is("2 of 2, guard null, reward 1.0"));
              assertThat(byTrick.get("bare_bullets"), is("0 of 2, guard null, reward 0.0"));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }
}
