package org.autoif.transforms.instruct;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.nli.NliClient;
import org.autoif.io.nli.NliQuestion;
import org.autoif.io.nli.NliResult;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.record.VerifierFunction;
import org.autoif.transforms.step.Join;
import org.autoif.transforms.step.Step;

/**
 * The second direction: asks of each back-translation whether the instruction follows from it, one
 * question a back-translation, since each is a premise of its own. An instruction whose questions
 * all failed comes back, too: its functions are unjudged.
 */
final class EntailmentBack extends PTransform<PCollection<Constraint>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  private final NliClient judge;
  private final EntailmentSieve sieve;

  EntailmentBack(NliClient judge, EntailmentSieve sieve) {
    this.judge = judge;
    this.sieve = sieve;
  }

  /** Returns kept constraints, rejections and failures under the tags of a step, and the usage. */
  @Override
  public PCollectionTuple expand(PCollection<Constraint> constraints) {
    StringUtf8Coder string = StringUtf8Coder.of();
    PCollectionTuple results =
        constraints.apply("Ask", ParDo.of(new AskFn())).apply("Judge", judge.classify());
    PCollection<KV<String, KV<String, String>>> labels =
        results
            .get(NliClient.RESULTS)
            .apply("KeyLabels", ParDo.of(new LabelFn()))
            .setCoder(KvCoder.of(string, KvCoder.of(string, string)));
    PCollectionTuple out =
        Join.byKey(
                constraints.apply(
                    "KeyById",
                    WithKeys.of((Constraint c) -> c.getId())
                        .withKeyType(TypeDescriptors.strings())),
                labels)
            .apply(
                "Filter",
                ParDo.of(new FilterFn(sieve)).withOutputTags(EntailmentSieve.KEPT, Step.SIDES));
    return out.and(NliClient.FAILURES, results.get(NliClient.FAILURES))
        .and(NliClient.USAGE, results.get(NliClient.USAGE));
  }

  private static final class AskFn extends DoFn<Constraint, NliQuestion> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element Constraint constraint, OutputReceiver<NliQuestion> out) {
      EntailmentSieve.checked(constraint).stream()
          .map(VerifierFunction::getBackTranslation)
          .map(Objects::requireNonNull)
          .distinct()
          .forEach(
              premise ->
                  out.output(
                      NliQuestion.builder()
                          .setId(Ids.of("entailment_back", constraint.getId(), premise))
                          .setPremise(premise)
                          .setHypotheses(List.of(constraint.getInstruction()))
                          .setContext(Json.write(constraint.getId()))
                          .build()));
    }
  }

  private static final class LabelFn extends DoFn<NliResult, KV<String, KV<String, String>>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(
        @Element NliResult result, OutputReceiver<KV<String, KV<String, String>>> out) {
      NliQuestion question = result.getQuestion();
      out.output(
          KV.of(
              Json.read(question.getContext(), String.class),
              KV.of(question.getPremise(), result.getLabels().get(0))));
    }
  }

  private static final class FilterFn
      extends DoFn<KV<String, Iterable<KV<Constraint, KV<String, String>>>>, Constraint> {
    private static final long serialVersionUID = 1;

    private final EntailmentSieve sieve;

    FilterFn(EntailmentSieve sieve) {
      this.sieve = sieve;
    }

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<KV<Constraint, KV<String, String>>>> group,
        MultiOutputReceiver out) {
      Join<Constraint, KV<String, String>> met = Join.of(group.getValue());
      Map<String, String> labels = new HashMap<>();
      met.right().forEach(label -> labels.put(label.getKey(), label.getValue()));
      for (Constraint constraint : met.left()) {
        sieve.sift(
            constraint,
            EntailmentSieve.checked(constraint).stream()
                .map(f -> labels.getOrDefault(f.getBackTranslation(), NliByCalls.UNKNOWN))
                .toList(),
            out);
      }
    }
  }
}
