package org.autoif.transforms.instruct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
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
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.record.TestCase;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.shard.Shards;
import org.autoif.transforms.instruct.python.VerifierAnswer;
import org.autoif.transforms.step.AskModel;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.EngineUser;
import org.autoif.transforms.step.LenientJson;
import org.autoif.transforms.step.RunFunctions;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/**
 * Lets a judge decide about the cases of {@link GenerateNearMisses} with which some function
 * disagrees: the role {@code judge} sees the instruction and the text, and neither the label nor a
 * function. A case that all functions agree with, two at least, needs no judge. The judge is asked
 * about such cases of the instruction too, without being told: only where it is right about all of
 * them, and there is one, its word counts, and a disputed case stays if it says what the case says.
 * A small model as judge confirms wrong cases as readily as right ones (docs/thresholds.md). Not in
 * the paper, where functions vote on cases.
 *
 * <p>Every instruction goes on. Rejected are cases that the judge contradicts or says nothing
 * readable about, and those of a judge that was wrong; one that it could not be asked about is
 * dropped, and the call a failure. Doing it again decides the same.
 */
public final class JudgeCases extends PTransform<PCollection<Constraint>, StepOutput<Constraint>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = JudgeCases.class;
  private static final TupleTag<Constraint> KEPT = new TupleTag<>() {};
  private static final TupleTag<Constraint> AGREED = new TupleTag<>() {};
  private static final TupleTag<String> DISPUTED = new TupleTag<>() {};

  private final ChatRoles roles;
  private final VerifierEngine.Source engines;
  private final int shards;

  private JudgeCases(ChatRoles roles, VerifierEngine.Source engines, int shards) {
    this.roles = roles;
    this.engines = engines;
    this.shards = shards;
  }

  /** Returns a step that runs functions on these engines and asks the judge. */
  public static JudgeCases of(ChatRoles roles, VerifierEngine.Source engines) {
    return new JudgeCases(roles, engines, 3);
  }

  /** Returns this step spread over another number of groups. */
  public JudgeCases withShards(int groups) {
    return new JudgeCases(roles, engines, groups);
  }

  @Override
  public StepOutput<Constraint> expand(PCollection<Constraint> constraints) {
    ChatRoles by = roles;
    PCollectionTuple run =
        RunFunctions.each(
            "Run",
            constraints.apply("Spread", Shards.into(shards, Constraint::getId)),
            new EngineUser(engines),
            AGREED,
            TupleTagList.of(DISPUTED),
            JudgeCases::divide);
    AskModel.Result<Constraint> judged =
        AskModel.run(
            run.get(DISPUTED),
            by.chats().withEmptyAnswers(),
            disputed -> ask(by, disputed),
            JudgeCases::read,
            KEPT);
    return StepOutput.of(
        STEP,
        PCollectionList.of(run.get(AGREED)).and(judged.kept()).apply("All", Flatten.pCollections()),
        List.of(judged.sides().get(Step.REJECTED)),
        List.of(judged.sides().get(Step.FAILED), judged.callFailures()),
        List.of(judged.usage()));
  }

  /** An instruction and the places of its disputed cases, as one text. */
  private record Disputed(Constraint constraint, List<Integer> cases, List<Integer> controls) {
    String json() {
      ObjectNode json = Json.mapper().createObjectNode();
      json.set("constraint", Json.mapper().valueToTree(constraint));
      ArrayNode places = json.putArray("cases");
      cases.forEach(places::add);
      ArrayNode known = json.putArray("controls");
      controls.forEach(known::add);
      return json.toString();
    }

    /** Returns the places of all cases that the judge is asked about, in their order. */
    List<Integer> asked() {
      return Stream.concat(cases.stream(), controls.stream()).toList();
    }

    /** Returns whether an answer is about a case that all functions agree with. */
    boolean isControl(Choice choice) {
      return choice.getPrompt() >= cases.size();
    }

    /** Returns whether the judge says of a case what the case says. */
    boolean isConfirmed(Choice choice) {
      TestCase about = constraint.getCases().get(asked().get(choice.getPrompt()));
      return Objects.equals(said(choice), about.getExpected());
    }

    /** Returns whether the judge is right about all cases that no function disputes. */
    boolean isTrusted(List<Choice> choices) {
      long right = choices.stream().filter(this::isControl).filter(this::isConfirmed).count();
      return right > 0 && right == controls.size();
    }

    static Disputed read(String json) {
      JsonNode node = Json.read(json, JsonNode.class);
      List<Integer> places = new ArrayList<>();
      node.path("cases").forEach(place -> places.add(place.asInt()));
      List<Integer> known = new ArrayList<>();
      node.path("controls").forEach(place -> known.add(place.asInt()));
      return new Disputed(
          Json.read(node.path("constraint").toString(), Constraint.class), places, known);
    }
  }

  private static ChatCall ask(ChatRoles roles, String json) {
    Disputed disputed = Disputed.read(json);
    return roles.formed(
        Prompts.Name.JUDGE_CASE,
        roles.call(
            STEP,
            ChatRoles.JUDGE,
            disputed.constraint().getId(),
            disputed.asked().stream()
                .map(c -> disputed.constraint().getCases().get(c).getInput())
                .map(text -> question(roles, disputed.constraint().getInstruction(), text))
                .toList(),
            1,
            0.0,
            json));
  }

  private static void read(ChatAnswer answer, DoFn.MultiOutputReceiver out) {
    Disputed disputed = Disputed.read(answer.getCall().getContext());
    Constraint constraint = disputed.constraint();
    Set<Integer> refused = new HashSet<>(disputed.cases());
    boolean isTrusted = disputed.isTrusted(answer.getChoices());
    for (Choice choice : answer.getChoices()) {
      if (disputed.isControl(choice)) {
        continue;
      }
      int place = disputed.cases().get(choice.getPrompt());
      TestCase testCase = constraint.getCases().get(place);
      boolean isConfirmed = disputed.isConfirmed(choice);
      if (isConfirmed && isTrusted) {
        refused.remove(place);
        continue;
      }
      out.get(Step.REJECTED)
          .output(
              Step.rejection(
                  STEP,
                  Step.isCut(choice)
                      ? Step.cutReason("judgement_truncated", choice)
                      : said(choice) == null
                          ? "case_unjudged"
                          : isConfirmed ? "case_judge_untrusted" : "case_contradicted",
                  constraint.getId(),
                  "case "
                      + (place + 1)
                      + " of "
                      + constraint.getCases().size()
                      + ": expected "
                      + testCase.getExpected()
                      + ", the judge: "
                      + choice.getText().strip(),
                  record(constraint, testCase)));
    }
    List<TestCase> kept = new ArrayList<>();
    for (int c = 0; c < constraint.getCases().size(); c++) {
      if (!refused.contains(c)) {
        kept.add(constraint.getCases().get(c));
      }
    }
    out.get(KEPT).output(constraint.toBuilder().setCases(kept).build());
  }

  /** Returns the question whether a text follows an instruction. */
  public static Prompt question(ChatRoles roles, String instruction, String text) {
    return Prompt.user(
        roles
            .prompts()
            .get(Prompts.Name.JUDGE_CASE)
            .render(Map.of("instruction", instruction, "response", text)));
  }

  /** Returns what an answer to {@link #question} says; null if that cannot be told. */
  public static @Nullable Boolean said(Choice choice) {
    return Step.isCut(choice) ? null : follows(choice.getText());
  }

  /** Returns what a judge says; null if that cannot be told. */
  static @Nullable Boolean follows(String answer) {
    Boolean follows = null;
    for (JsonNode object : LenientJson.objects(answer)) {
      Boolean said = VerifierAnswer.expected(object.path("follows"));
      follows = said == null ? follows : said;
    }
    return follows;
  }

  private static String record(Constraint constraint, TestCase testCase) {
    ObjectNode record = Json.mapper().createObjectNode();
    record.put("instruction_id", constraint.getId());
    record.put("instruction", constraint.getInstruction());
    record.set("case", Json.mapper().valueToTree(testCase));
    return record.toString();
  }

  private static void divide(Constraint constraint, EngineUser engine, DoFn.MultiOutputReceiver out)
      throws IOException, InterruptedException {
    List<Integer> disputed = new ArrayList<>();
    List<Integer> agreed = new ArrayList<>();
    divide(constraint, engine, disputed, agreed);
    if (disputed.isEmpty()) {
      out.get(AGREED).output(constraint);
    } else {
      out.get(DISPUTED).output(new Disputed(constraint, disputed, agreed).json());
    }
  }

  private static void divide(
      Constraint constraint, EngineUser engine, List<Integer> disputed, List<Integer> agreed)
      throws IOException, InterruptedException {
    List<Integer> apart = new ArrayList<>();
    for (int c = 0; c < constraint.getCases().size(); c++) {
      if (constraint.getCases().get(c).wasWrittenApart()) {
        apart.add(c);
      }
    }
    if (apart.isEmpty() || constraint.getFunctions().isEmpty()) {
      disputed.addAll(apart);
      return;
    }
    VerdictMatrix verdicts =
        engine.run(
            new VerificationSession(
                constraint.getFunctions().stream().map(VerifierFunction::getSource).toList(),
                apart.stream().map(c -> constraint.getCases().get(c).getInput()).toList()));
    for (int i = 0; i < apart.size(); i++) {
      boolean expected = constraint.getCases().get(apart.get(i)).getExpected();
      (agreed(verdicts, i, expected ? Verdict.TRUE : Verdict.FALSE) ? agreed : disputed)
          .add(apart.get(i));
    }
  }

  /** Returns whether all functions that say anything say this, and there are two at least. */
  private static boolean agreed(VerdictMatrix verdicts, int text, Verdict expected) {
    int agree = 0;
    for (List<Verdict> function : verdicts.rows()) {
      if (function.get(text).isValid() && !function.get(text).equals(expected)) {
        return false;
      }
      agree += function.get(text).isValid() ? 1 : 0;
    }
    return agree > 1;
  }
}
