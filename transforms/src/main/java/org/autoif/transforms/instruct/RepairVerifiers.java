package org.autoif.transforms.instruct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.Choice;
import org.autoif.io.llm.Prompt;
import org.autoif.io.llm.Usage;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Failure;
import org.autoif.io.record.Json;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.shard.Shards;
import org.autoif.transforms.instruct.audit.AuditSettings;
import org.autoif.transforms.instruct.python.VerifierAnswer;
import org.autoif.transforms.step.AskModel;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.RunFunctions;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.prompt.Prompts;

/**
 * Gives functions back to the model that wrote them, with what they did wrong when they were run:
 * an error, a case of {@link GenerateNearMisses} or a probe of the audit. A number of rounds; what
 * is still wrong after the last one is left to the checks that come after. Not in the paper, whose
 * feedback from execution only drops functions.
 *
 * <p>Every instruction goes on. A function that was written anew takes the place of the old one,
 * which is a rejection with its faults; one whose answer did not come or cannot be read, a failure,
 * or was cut, a rejection, stays as it is. Doing it again asks the same.
 */
public final class RepairVerifiers
    extends PTransform<PCollection<Constraint>, StepOutput<Constraint>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = RepairVerifiers.class;

  private final ChatRoles roles;
  private final VerifierEngine.Source engines;
  private final AuditSettings audit;
  private final int rounds;
  private final double temperature;
  private final int shards;

  private RepairVerifiers(
      ChatRoles roles,
      VerifierEngine.Source engines,
      AuditSettings audit,
      int rounds,
      double temperature,
      int shards) {
    this.roles = roles;
    this.engines = engines;
    this.audit = audit;
    this.rounds = rounds;
    this.temperature = temperature;
    this.shards = shards;
  }

  /** Returns a step of two rounds that looks for faults by the usual rules of the audit. */
  public static RepairVerifiers of(ChatRoles roles, VerifierEngine.Source engines) {
    return new RepairVerifiers(roles, engines, AuditSettings.usual(), 2, 0.7, 3);
  }

  /** Returns this step with the rules of another audit; it uses those that a text can show. */
  public RepairVerifiers withAudit(AuditSettings other) {
    return new RepairVerifiers(roles, engines, other, rounds, temperature, shards);
  }

  /** Returns this step with another number of rounds, at least 1. */
  public RepairVerifiers withRounds(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("rounds " + count + ": must be at least 1");
    }
    return new RepairVerifiers(roles, engines, audit, count, temperature, shards);
  }

  /** Returns this step with another sampling temperature. */
  public RepairVerifiers withTemperature(double to) {
    return new RepairVerifiers(roles, engines, audit, rounds, to, shards);
  }

  /** Returns this step spread over another number of groups. */
  public RepairVerifiers withShards(int groups) {
    return new RepairVerifiers(roles, engines, audit, rounds, temperature, groups);
  }

  @Override
  public StepOutput<Constraint> expand(PCollection<Constraint> constraints) {
    List<PCollection<Constraint>> done = new ArrayList<>();
    List<PCollection<Rejection>> rejected = new ArrayList<>();
    List<PCollection<Failure>> failed = new ArrayList<>();
    List<PCollection<Usage>> usage = new ArrayList<>();
    PCollection<Constraint> left = constraints;
    for (int round = 1; round <= rounds; round++) {
      TupleTag<Constraint> sound = new TupleTag<>() {};
      TupleTag<String> faulty = new TupleTag<>() {};
      TupleTag<Constraint> repaired = new TupleTag<>() {};
      PCollectionTuple run =
          RunFunctions.each(
              "Run" + round,
              left.apply("Spread" + round, Shards.into(shards, Constraint::getId)),
              new VerifierFaults(engines, audit),
              sound,
              TupleTagList.of(faulty),
              (constraint, faults, out) -> look(constraint, faults, out, sound, faulty));
      done.add(run.get(sound));
      ChatRoles by = roles;
      double at = temperature;
      int now = round;
      AskModel.Result<Constraint> written =
          AskModel.run(
              "Repair" + round,
              run.get(faulty),
              by.chats().withEmptyAnswers(),
              json -> ask(by, at, now, json),
              (answer, out) -> read(answer, repaired, out),
              repaired);
      left = written.kept();
      rejected.add(written.sides().get(Step.REJECTED));
      failed.add(written.sides().get(Step.FAILED));
      failed.add(written.callFailures());
      usage.add(written.usage());
    }
    done.add(left);
    return StepOutput.of(
        STEP,
        PCollectionList.of(done).apply("All", Flatten.pCollections()),
        rejected,
        failed,
        usage);
  }

  /** An instruction and the faults of some of its functions by their places, as one text. */
  private record Faulty(Constraint constraint, Map<Integer, String> faults) {
    String json() {
      ObjectNode json = Json.mapper().createObjectNode();
      json.set("constraint", Json.mapper().valueToTree(constraint));
      ArrayNode list = json.putArray("faults");
      faults.forEach((place, of) -> list.addObject().put("function", place).put("faults", of));
      return json.toString();
    }

    static Faulty read(String json) {
      JsonNode node = Json.read(json, JsonNode.class);
      Map<Integer, String> faults = new LinkedHashMap<>();
      for (JsonNode each : node.path("faults")) {
        faults.put(each.path("function").asInt(), each.path("faults").asText());
      }
      return new Faulty(Json.read(node.path("constraint").toString(), Constraint.class), faults);
    }

    /** Returns the places of the functions that are asked about, in the order of the questions. */
    List<Integer> places() {
      return List.copyOf(faults.keySet());
    }
  }

  private static ChatCall ask(ChatRoles roles, double temperature, int round, String json) {
    Faulty faulty = Faulty.read(json);
    Constraint constraint = faulty.constraint();
    List<Prompt> questions = new ArrayList<>();
    faulty
        .faults()
        .forEach(
            (place, faults) ->
                questions.add(
                    Prompt.user(
                        roles
                            .prompts()
                            .get(Prompts.Name.REPAIR_VERIFIER)
                            .render(
                                Map.of(
                                    "instruction", constraint.getInstruction(),
                                    "function", constraint.getFunctions().get(place).getSource(),
                                    "faults", faults)))));
    return roles.call(
        STEP, ChatRoles.TEACHER, constraint.getId() + "-" + round, questions, 1, temperature, json);
  }

  private static void read(
      ChatAnswer answer, TupleTag<Constraint> repaired, DoFn.MultiOutputReceiver out) {
    Faulty faulty = Faulty.read(answer.getCall().getContext());
    Constraint constraint = faulty.constraint();
    Map<Integer, VerifierFunction> anew = new HashMap<>();
    for (Choice choice : answer.getChoices()) {
      if (Step.isCut(choice)) {
        out.get(Step.REJECTED).output(Step.truncated(STEP, "repair_truncated", answer, choice));
        continue;
      }
      int place = faulty.places().get(choice.getPrompt());
      VerifierFunction old = constraint.getFunctions().get(place);
      try {
        VerifierFunction written =
            GenerateVerifiers.function(VerifierAnswer.parse(choice.getText()).source());
        if (!written.getId().equals(old.getId())) {
          Integer before = old.getRepairs();
          anew.put(place, written.toBuilder().setRepairs(before == null ? 1 : before + 1).build());
          out.get(Step.REJECTED)
              .output(
                  Step.rejection(
                      STEP,
                      "function_repaired",
                      old.getId(),
                      "for '"
                          + constraint.getInstruction()
                          + "', written anew as "
                          + written.getId()
                          + ": "
                          + faulty.faults().get(place),
                      old));
        }
      } catch (VerifierAnswer.UnreadableException e) {
        out.get(Step.FAILED)
            .output(Step.unreadable(STEP, answer, choice, String.valueOf(e.getMessage())));
      }
    }
    out.get(repaired).output(with(constraint, anew));
  }

  /** Returns a constraint with some functions written anew; what comes twice then, comes once. */
  private static Constraint with(Constraint constraint, Map<Integer, VerifierFunction> anew) {
    Set<String> others = new HashSet<>();
    for (int f = 0; f < constraint.getFunctions().size(); f++) {
      if (!anew.containsKey(f)) {
        others.add(constraint.getFunctions().get(f).getId());
      }
    }
    List<VerifierFunction> functions = new ArrayList<>();
    for (int f = 0; f < constraint.getFunctions().size(); f++) {
      VerifierFunction written = anew.get(f);
      if (written == null) {
        functions.add(constraint.getFunctions().get(f));
      } else if (others.add(written.getId())) {
        functions.add(written);
      }
    }
    return constraint.toBuilder().setFunctions(functions).build();
  }

  private static void look(
      Constraint constraint,
      VerifierFaults faults,
      DoFn.MultiOutputReceiver out,
      TupleTag<Constraint> sound,
      TupleTag<String> faulty)
      throws IOException, InterruptedException {
    Map<Integer, String> found = new LinkedHashMap<>();
    List<List<String>> all = faults.of(constraint);
    for (int f = 0; f < all.size(); f++) {
      if (!all.get(f).isEmpty()) {
        found.put(f, "- " + String.join("\n- ", all.get(f)));
      }
    }
    if (found.isEmpty()) {
      out.get(sound).output(constraint);
    } else {
      out.get(faulty).output(new Faulty(constraint, found).json());
    }
  }
}
