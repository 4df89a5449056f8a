package org.autoif.transforms.train;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Message;
import org.autoif.io.record.RewardProbe;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.shard.Shards;
import org.autoif.transforms.respond.Guards;
import org.autoif.transforms.respond.PassRate;
import org.autoif.transforms.respond.RewriteQueries;
import org.autoif.transforms.step.EngineUser;
import org.autoif.transforms.step.RunFunctions;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.train.probe.Trick;
import org.autoif.transforms.train.probe.Tricks;

/**
 * Tells what tricks earn: runs the functions of each instruction on texts that answer nothing, with
 * the guards of the reward, so that it is known what a policy could exploit. Not in the paper.
 *
 * <p>It refuses nothing and drops nothing; one record a trick and instruction comes out. Doing it
 * again gives the same records, time limits aside: a function that is too slow for a giant text is
 * not fooled by it.
 */
public final class ProbeRewards
    extends PTransform<PCollection<Constraint>, StepOutput<RewardProbe>> {
  private static final long serialVersionUID = 1;
  private static final TupleTag<RewardProbe> KEPT = new TupleTag<>() {};

  /** Everyday requests; an instruction is put under one of them. */
  private static final List<String> REQUESTS =
      List.of(
          "How do bicycles stay upright while they roll?",
          "What should I know before I adopt a cat?",
          "Explain what a library card is good for.",
          "Describe how bread is baked.",
          "Why do leaves change their colour in autumn?");

  private final VerifierEngine.Source engines;
  private final int shards;

  private ProbeRewards(VerifierEngine.Source engines, int shards) {
    this.engines = engines;
    this.shards = shards;
  }

  /** Returns a step on these engines. */
  public static ProbeRewards of(VerifierEngine.Source engines) {
    return new ProbeRewards(engines, 3);
  }

  /** Returns this step spread over another number of groups. */
  public ProbeRewards withShards(int groups) {
    return new ProbeRewards(engines, groups);
  }

  @Override
  public StepOutput<RewardProbe> expand(PCollection<Constraint> constraints) {
    PCollectionTuple out =
        RunFunctions.each(
            "Probe",
            constraints.apply("Spread", Shards.into(shards, Constraint::getId)),
            new EngineUser(engines),
            KEPT,
            Step.SIDES,
            ProbeRewards::probe);
    return StepOutput.of(ProbeRewards.class, out, KEPT);
  }

  /** Returns the prompt under which an instruction is probed; always the same one. */
  static String prompt(Constraint constraint) {
    int request = (int) (Ids.number("probe", constraint.getId()) % REQUESTS.size());
    return RewriteQueries.concatenate(REQUESTS.get(request), List.of(constraint.getInstruction()));
  }

  private static void probe(Constraint constraint, EngineUser engine, DoFn.MultiOutputReceiver out)
      throws IOException, InterruptedException {
    List<Trick> tricks = Tricks.of(constraint.getInstruction());
    VerdictMatrix verdicts =
        engine.runEach(
            constraint.getFunctions().stream().map(VerifierFunction::getSource).toList(),
            tricks.stream().map(Trick::text).toList());
    for (int i = 0; i < tricks.size(); i++) {
      out.get(KEPT).output(probe(constraint, tricks.get(i), PassRate.of(List.of(verdicts), i)));
    }
  }

  private static RewardProbe probe(Constraint constraint, Trick trick, PassRate rate) {
    String guard = Guards.against(List.of(constraint), trick.text());
    Double value = rate.value();
    return RewardProbe.builder()
        .setId(Ids.of("probe", constraint.getId(), trick.name()))
        .setTrick(trick.name())
        .setInstructionId(constraint.getId())
        .setPrompt(List.of(Message.user(prompt(constraint))))
        .setResponse(trick.unit())
        .setTimes(trick.times())
        .setFunctions(constraint.getFunctions().size())
        .setFooled((int) rate.verdicts().stream().filter("true"::equals).count())
        .setGuard(guard)
        .setReward(guard != null || value == null ? 0 : value)
        .build();
  }
}
