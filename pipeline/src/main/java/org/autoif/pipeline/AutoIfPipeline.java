package org.autoif.pipeline;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.schemas.NoSuchSchemaException;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.autoif.io.dataset.ReadRows;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Instruction;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.RewardProbe;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.SftExample;
import org.autoif.io.record.Task;
import org.autoif.io.record.TaskResponses;
import org.autoif.transforms.instruct.AuditVerifiers;
import org.autoif.transforms.instruct.BackTranslate;
import org.autoif.transforms.instruct.CrossValidate;
import org.autoif.transforms.instruct.FilterByEntailment;
import org.autoif.transforms.instruct.GenerateNearMisses;
import org.autoif.transforms.instruct.GenerateVerifiers;
import org.autoif.transforms.instruct.JudgeCases;
import org.autoif.transforms.instruct.RepairVerifiers;
import org.autoif.transforms.instruct.SelfInstruct;
import org.autoif.transforms.publish.Publication;
import org.autoif.transforms.publish.Publish;
import org.autoif.transforms.publish.RunInfo;
import org.autoif.transforms.respond.AttachQueries;
import org.autoif.transforms.respond.LabelResponses;
import org.autoif.transforms.respond.RewriteQueries;
import org.autoif.transforms.respond.SampleResponses;
import org.autoif.transforms.respond.ScoreQuality;
import org.autoif.transforms.respond.VerifyResponses;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.train.BuildRewardTasks;
import org.autoif.transforms.train.BuildSftExamples;
import org.autoif.transforms.train.Decontaminate;
import org.autoif.transforms.train.HoldOut;
import org.autoif.transforms.train.PairPreferences;
import org.autoif.transforms.train.ProbeRewards;

/** The method of AutoIF as one pipeline (arXiv 2406.13542). */
public final class AutoIfPipeline {
  private AutoIfPipeline() {}

  /**
   * Adds the whole method to {@code pipeline}: from seeds and queries to a published version.
   * Running it again with the same inputs and answers writes the same bytes.
   *
   * @param run what the manifest tells of the run; its steps are filled in here
   * @return the manifest, when everything is written
   */
  public static PCollection<String> build(
      Pipeline pipeline, Sources from, Method method, Publication to, RunInfo run) {
    InstructSettings instruct = method.instruct();
    QuerySettings asked = method.queries();
    SamplingSettings sampling = method.sampling();
    AnswerSettings learnt = method.answers();
    Outcomes outcomes = new Outcomes();
    ChatRoles roles = from.roles();
    PCollection<Instruction> instructions =
        pipeline.apply("Seeds", Create.of(from.seeds()).withCoder(coder(pipeline)));
    PCollection<String> queries =
        pipeline.apply("Queries", ReadRows.queries(from.queries(), from.queryField()));

    // Section 3.1: instructions, and functions that check them.
    if (instruct.instructions() > 0) {
      instructions =
          outcomes.step(
              instructions,
              SelfInstruct.of(roles)
                  .withInstructions(instruct.instructions(), instruct.instructionRequests()));
    }
    PCollection<Constraint> verified =
        outcomes.step(
            instructions, GenerateVerifiers.of(roles).withSamples(instruct.verifierSamples()));
    if (instruct.nearMisses() > 0) {
      verified =
          outcomes.step(verified, GenerateNearMisses.of(roles).withSamples(instruct.nearMisses()));
      verified =
          outcomes.step(verified, JudgeCases.of(roles, from.engines()).withShards(from.shards()));
    }
    if (instruct.repairRounds() > 0) {
      verified =
          outcomes.step(
              verified,
              RepairVerifiers.of(roles, from.engines())
                  .withAudit(instruct.audit())
                  .withRounds(instruct.repairRounds())
                  .withShards(from.shards()));
    }
    if (instruct.crossValidate()) {
      verified =
          outcomes.step(
              verified,
              CrossValidate.of(from.engines())
                  .withSettings(instruct.crossValidation())
                  .withShards(from.shards()));
    }
    if (!instruct.auditAlone().rules().isEmpty()) {
      verified =
          outcomes.step(
              verified,
              AuditVerifiers.of(from.engines())
                  .withOtherEngines(from.auditEngines())
                  .withSettings(instruct.auditAlone())
                  .withShards(from.shards()));
    }
    if (instruct.backTranslate()) {
      verified =
          outcomes.step(
              verified, BackTranslate.of(roles).withFunctions(instruct.backTranslations()));
      verified =
          outcomes.step(
              verified,
              FilterByEntailment.of(from.judge())
                  .withRule(instruct.entailment())
                  .withUnprobedEntailed(instruct.judgesUnprobed())
                  .withControls(instruct.entailmentControls())
                  .withContradictionDroppingInstruction(instruct.contradictionDropsInstruction()));
    }

    PCollection<RewardProbe> probes =
        instruct.probeRewards()
            ? outcomes.step(verified, ProbeRewards.of(from.engines()).withShards(from.shards()))
            : null;

    // Section 3.2: queries under instructions, and answers that the functions and a judge accept.
    PCollection<Task> tasks =
        outcomes.step(
            verified,
            AttachQueries.of(queries, sampling.seed())
                .withQueriesPerInstruction(asked.queriesPerInstruction())
                .withLengths(asked.minQueryLength(), asked.maxQueryLength()));
    tasks =
        outcomes.step(
            tasks,
            asked.queryRewrite().equals(RewriteQueries.LLM)
                ? RewriteQueries.byModel(roles)
                : RewriteQueries.byConcatenation());
    PCollection<TaskResponses> responses =
        outcomes.step(
            tasks,
            SampleResponses.of(roles)
                .withSamples(sampling.responses())
                .withTemperature(sampling.responseTemperature()));
    responses =
        outcomes.step(
            responses,
            VerifyResponses.of(from.engines())
                .withPassRate(learnt.responsePassRate())
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
    if (learnt.scoreQuality()) {
      responses =
          outcomes.step(
              responses,
              ScoreQuality.of(roles).withScore(learnt.score()).withSamples(learnt.judgeSamples()));
    }

    // Section 3.3: rows to train on.
    PCollection<SftExample> sft = outcomes.step(responses, BuildSftExamples.create());
    PCollection<PreferencePair> pairs =
        PCollectionList.of(
                outcomes.step(
                    "PairInstructions",
                    verified,
                    PairPreferences.ofInstructions()
                        .withPassRate(sampling.pairPassRate())
                        .withChoice(sampling.pairs())))
            .and(
                outcomes.step(
                    "PairQueries",
                    responses,
                    PairPreferences.ofQueries()
                        .withPassRate(sampling.pairPassRate())
                        .withChoice(sampling.pairs())))
            .apply("BothLevels", Flatten.pCollections());
    if (from.benchmarks() != null) {
      sft = outcomes.step("DecontaminateSft", sft, Decontaminate.sft(from.benchmarks()));
      pairs = outcomes.step("DecontaminateDpo", pairs, Decontaminate.dpo(from.benchmarks()));
      rewards = outcomes.step("DecontaminateRlvr", rewards, Decontaminate.rlvr(from.benchmarks()));
    }
    if (to.split().holdsOut()) {
      sft = outcomes.step("HoldOutSft", sft, HoldOut.sft(to.split()));
      pairs = outcomes.step("HoldOutDpo", pairs, HoldOut.dpo(to.split()));
      rewards = outcomes.step("HoldOutRlvr", rewards, HoldOut.rlvr(to.split()));
    }

    PCollectionTuple rows = PCollectionTuple.of(Publish.SFT, sft);
    return (probes == null ? rows : rows.and(Publish.PROBES, probes))
        .and(Publish.DPO, pairs)
        .and(Publish.RLVR, rewards)
        .and(Publish.INSTRUCTIONS, verified)
        .and(Publish.REJECTED, outcomes.rejected())
        .and(Publish.FAILED, outcomes.failed())
        .and(Publish.KEPT, outcomes.kept())
        .and(Publish.USAGE, outcomes.usage())
        .apply("Publish", Publish.to(to, run.withSteps(outcomes.steps())));
  }

  /** The pipeline's own coder: that of {@link Create} cannot be flattened with others on Flink. */
  private static Coder<Instruction> coder(Pipeline pipeline) {
    try {
      return pipeline.getSchemaRegistry().getSchemaCoder(Instruction.class);
    } catch (NoSuchSchemaException e) {
      throw new IllegalStateException(e);
    }
  }
}
