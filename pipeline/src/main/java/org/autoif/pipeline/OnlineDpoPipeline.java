package org.autoif.pipeline;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.ReadRows;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.Task;
import org.autoif.io.record.TaskResponses;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.transforms.publish.Publication;
import org.autoif.transforms.publish.Publish;
import org.autoif.transforms.publish.ReadTasks;
import org.autoif.transforms.publish.RunInfo;
import org.autoif.transforms.respond.LabelResponses;
import org.autoif.transforms.respond.SampleResponses;
import org.autoif.transforms.respond.VerifyResponses;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.train.BuildRewardTasks;
import org.autoif.transforms.train.HoldOut;
import org.autoif.transforms.train.PairPreferences;

/**
 * A round of online DPO as one pipeline (arXiv 2406.13542, section 3.3): the policy that is being
 * trained answers the tasks of a dataset, their functions tell its good answers from its bad ones,
 * and those make pairs for its next step.
 */
public final class OnlineDpoPipeline {
  /** The rows of a dataset that are tasks to train on; those that are held out are not. */
  public static final String TASKS = "rlvr/*";

  /** The rows of a dataset that are instructions. */
  public static final String INSTRUCTIONS = "instructions/*";

  private OnlineDpoPipeline() {}

  /**
   * What a round works on and with.
   *
   * @param dataset folder of the version whose tasks are answered
   * @param policy whom to ask
   * @param engines what runs the functions
   * @param shards groups that calls and checks are cut into
   */
  public record Sources(
      Folder dataset, ChatRoles policy, VerifierEngine.Source engines, int shards) {}

  /**
   * Adds a round to {@code pipeline}: from a dataset's tasks to a published version with pairs, the
   * tasks with the pass rates that the policy has at them, and the dataset's instructions. Running
   * it again with the same answers writes the same bytes.
   *
   * @param run what the manifest tells of the run; its steps are filled in here
   * @return the manifest, when everything is written
   */
  public static PCollection<String> build(
      Pipeline pipeline, Sources from, SamplingSettings sampling, Publication to, RunInfo run) {
    Outcomes outcomes = new Outcomes();
    PCollection<Constraint> instructions =
        pipeline
            .apply("Instructions", ReadRows.json(file(from, INSTRUCTIONS)).whereThereAreAny())
            .apply(
                "ReadInstructions",
                MapElements.into(TypeDescriptor.of(Constraint.class))
                    .via((KV<String, String> row) -> Json.read(row.getValue(), Constraint.class)));
    PCollection<Task> tasks =
        outcomes.step(
            pipeline.apply("Tasks", ReadRows.json(file(from, TASKS))), ReadTasks.create());
    PCollection<TaskResponses> responses =
        outcomes.step(
            tasks,
            SampleResponses.of(from.policy())
                .withSamples(sampling.responses())
                .withTemperature(sampling.responseTemperature()));
    responses =
        outcomes.step(
            responses,
            VerifyResponses.of(from.engines())
                .withPassRate(sampling.pairPassRate())
                .withShards(from.shards()));
    Double confidence = sampling.confidence();
    if (confidence != null) {
      responses =
          outcomes.step(
              responses, LabelResponses.withConfidence(confidence).withEngines(from.engines()));
    }
    PCollection<RewardTask> rewards =
        outcomes.step(
            responses,
            BuildRewardTasks.create()
                .withPassRates(sampling.minTaskPassRate(), sampling.maxTaskPassRate())
                .withReliability(confidence == null ? 0 : confidence));
    PCollection<PreferencePair> pairs =
        outcomes.step(
            responses,
            PairPreferences.ofQueries()
                .withPassRate(sampling.pairPassRate())
                .withChoice(sampling.pairs()));
    if (to.split().holdsOut()) {
      pairs = outcomes.step("HoldOutDpo", pairs, HoldOut.dpo(to.split()));
      rewards = outcomes.step("HoldOutRlvr", rewards, HoldOut.rlvr(to.split()));
    }
    return PCollectionTuple.of(Publish.DPO, pairs)
        .and(Publish.RLVR, rewards)
        .and(Publish.INSTRUCTIONS, instructions)
        .and(Publish.REJECTED, outcomes.rejected())
        .and(Publish.FAILED, outcomes.failed())
        .and(Publish.KEPT, outcomes.kept())
        .and(Publish.USAGE, outcomes.usage())
        .apply("Publish", Publish.to(to, run.withSteps(outcomes.steps())));
  }

  private static String file(Sources from, String pattern) {
    return from.dataset().file(pattern).toString();
  }
}
