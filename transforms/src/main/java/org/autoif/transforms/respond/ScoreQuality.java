package org.autoif.transforms.respond;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.Choice;
import org.autoif.io.llm.Prompt;
import org.autoif.io.record.Json;
import org.autoif.io.record.Response;
import org.autoif.io.record.Task;
import org.autoif.io.record.TaskResponses;
import org.autoif.transforms.step.AskModel;
import org.autoif.transforms.step.Bound;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.prompt.Prompts;

/**
 * Has a judge score how well each accepted answer serves its query, from 0 to 10 (paper, section
 * 3.2, "query quality verification"), and refuses those under the bound.
 *
 * <p>How a score is read is said at {@link JudgeScore}; several samples are averaged. An answer
 * without a score that can be read is a failure, one that was cut at the token limit is rejected; a
 * response without any score is rejected. Responses that were refused before are not scored.
 * Refused ones stay in the record, marked. A task without any response to score goes on as it is.
 */
public final class ScoreQuality
    extends PTransform<PCollection<TaskResponses>, StepOutput<TaskResponses>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = ScoreQuality.class;
  private static final TupleTag<TaskResponses> KEPT = new TupleTag<>() {};

  /** Temperature of more than one sample. */
  private static final double SEVERAL = 0.7;

  private final ChatRoles roles;
  private final Bound score;
  private final int samples;
  private final double temperature;

  private ScoreQuality(ChatRoles roles, Bound score, int samples, double temperature) {
    this.roles = roles;
    this.score = score;
    this.samples = samples;
    this.temperature = temperature;
  }

  /** Returns a step that asks the judge once and accepts a score of at least 8. */
  public static ScoreQuality of(ChatRoles roles) {
    return new ScoreQuality(roles, Bound.atLeast(8), 1, 0.0);
  }

  /** Returns this step with another bound on the mean score, from 0 to 10. */
  public ScoreQuality withScore(Bound bound) {
    return new ScoreQuality(roles, bound, samples, temperature);
  }

  /**
   * Returns this step with another number of judge samples a response, at least 1. More than one
   * are drawn at a temperature of 0.7, unless another was given, since they would else be the same.
   */
  public ScoreQuality withSamples(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("samples " + count + ": must be at least 1");
    }
    double drawn = count > 1 && temperature == 0 ? SEVERAL : temperature;
    return new ScoreQuality(roles, score, count, drawn);
  }

  /** Returns this step with another sampling temperature. */
  public ScoreQuality withTemperature(double to) {
    return new ScoreQuality(roles, score, samples, to);
  }

  @Override
  public StepOutput<TaskResponses> expand(PCollection<TaskResponses> verified) {
    AskModel.Result<TaskResponses> scored =
        AskModel.run(
            verified.apply("ToScore", Filter.by(task -> !accepted(task).isEmpty())),
            roles.chats(),
            this::ask,
            this::read,
            KEPT);
    return StepOutput.of(
        STEP,
        PCollectionList.of(scored.kept())
            .and(verified.apply("NothingToScore", Filter.by(task -> accepted(task).isEmpty())))
            .apply("All", Flatten.pCollections()),
        List.of(scored.sides().get(Step.REJECTED)),
        List.of(scored.sides().get(Step.FAILED), scored.callFailures()),
        List.of(scored.usage()));
  }

  private static List<Response> accepted(TaskResponses task) {
    return task.getResponses().stream().filter(r -> r.getRejection() == null).toList();
  }

  private ChatCall ask(TaskResponses verified) {
    Task task = verified.getTask();
    return roles.call(
        STEP,
        ChatRoles.JUDGE,
        task.getId(),
        accepted(verified).stream()
            .map(
                response ->
                    Prompt.user(
                        roles
                            .prompts()
                            .get(Prompts.Name.SCORE_QUALITY)
                            .render(
                                Map.of(
                                    "query", task.getQuery().getText(),
                                    "instruction", task.instructionText(),
                                    "response", response.getText()))))
            .toList(),
        samples,
        temperature,
        verified);
  }

  private void read(ChatAnswer answer, DoFn.MultiOutputReceiver out) {
    TaskResponses verified = Json.read(answer.getCall().getContext(), TaskResponses.class);
    Map<String, List<Double>> scores = new TreeMap<>();
    List<Response> asked = accepted(verified);
    for (Choice choice : answer.getChoices()) {
      if (Step.isCut(choice)) {
        out.get(Step.REJECTED).output(Step.truncated(STEP, "judgement_truncated", answer, choice));
        continue;
      }
      OptionalDouble one = JudgeScore.of(choice.getText());
      if (one.isPresent()) {
        scores
            .computeIfAbsent(asked.get(choice.getPrompt()).getId(), id -> new ArrayList<>())
            .add(one.getAsDouble());
      } else {
        out.get(Step.FAILED)
            .output(
                Step.unreadable(
                    STEP, answer, choice, "no last line 'Score: N' with one number from 0 to 10"));
      }
    }
    List<Response> responses = new ArrayList<>();
    for (Response response : verified.getResponses()) {
      responses.add(
          response.getRejection() == null
              ? judged(
                  verified.getTask(),
                  response,
                  scores.getOrDefault(response.getId(), List.of()),
                  out)
              : response);
    }
    out.get(KEPT).output(verified.toBuilder().setResponses(responses).build());
  }

  private Response judged(
      Task task, Response response, List<Double> scores, DoFn.MultiOutputReceiver out) {
    OptionalDouble mean = scores.stream().mapToDouble(s -> s).average();
    if (mean.isPresent() && score.admits(mean.getAsDouble())) {
      return response.toBuilder().setScore(mean.getAsDouble()).build();
    }
    String reason = mean.isPresent() ? "response_score" : "response_unjudged";
    Response refused =
        response.toBuilder()
            .setScore(mean.isPresent() ? mean.getAsDouble() : null)
            .setRejection(reason)
            .build();
    out.get(Step.REJECTED)
        .output(
            ResponseRejection.of(
                STEP,
                reason,
                mean.isPresent()
                    ? "score " + mean.getAsDouble() + ", must be " + score
                    : "no score of the judge could be read",
                task,
                refused));
    return refused;
  }
}
