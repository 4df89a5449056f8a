package org.autoif.transforms.respond;

import java.util.Map;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.llm.Usage;
import org.autoif.io.llm.pool.CallsFailed;
import org.autoif.io.record.Failure;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepCounts;

/**
 * Ends a run in which a step got no answer at all, before a version of it counts as finished. While
 * it goes on, a step with few calls cannot be told from one whose first calls failed.
 */
public final class NoAnswers {
  private static final String OF_CALLS = "chat_";

  private NoAnswers() {}

  /**
   * Returns by step what the endpoint said when a call failed; of several, that which sorts first.
   */
  public static PCollectionView<Map<String, String>> words(PCollection<Failure> failed) {
    return failed
        .apply("CallFailures", Filter.by(failure -> failure.getKind().startsWith(OF_CALLS)))
        .apply(
            "CallFailureWords",
            MapElements.into(
                    TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.strings()))
                .via(failure -> KV.of(failure.getStep(), failure.getMessage())))
        .apply("FirstWords", Combine.perKey(NoAnswers::first))
        .apply("CallFailureWordsView", View.asMap());
  }

  private static String first(Iterable<String> all) {
    String first = null;
    for (String one : all) {
      first = first == null ? one : Step.first(first, one);
    }
    return first == null ? "" : first;
  }

  /**
   * Ends the run if it is such a one.
   *
   * @throws RuntimeException that says so; its cause ends a job on Flink at once
   */
  public static void check(Map<String, StepCounts> steps, Map<String, String> words) {
    for (Map.Entry<String, StepCounts> step : steps.entrySet()) {
      long answered =
          step.getValue().usage().values().stream().mapToLong(Usage::getCompletions).sum();
      String said = words.get(step.getKey());
      if (said != null && answered == 0) {
        throw CallsFailed.ended(
            step.getKey()
                + ": all of its calls failed, one with: "
                + said
                + "; what came before is kept: mend it and give the same command again, or allow it"
                + " by --maxFailures=1");
      }
    }
  }
}
