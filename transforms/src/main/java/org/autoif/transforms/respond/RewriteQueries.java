package org.autoif.transforms.respond;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.Choice;
import org.autoif.io.llm.Prompt;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.autoif.io.record.Task;
import org.autoif.transforms.instruct.python.VerifierAnswer;
import org.autoif.transforms.step.AskModel;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.LenientJson;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/**
 * Makes one prompt of a query and its instruction (paper, section 3.2).
 *
 * <p>Without a teacher it writes the query, then the instruction. With one, the model fuses both
 * into one natural request and a second call judges whether it kept both; a request that lost
 * either, was cut or could not be read is a rejection, and its task goes on as without a teacher.
 * So every task goes on, unless a call itself failed.
 */
public final class RewriteQueries extends PTransform<PCollection<Task>, StepOutput<Task>> {
  private static final long serialVersionUID = 1;

  /** The {@code rewrite} of a task whose prompt is the query, then the instruction. */
  public static final String CONCAT = "concat";

  /** The {@code rewrite} of a task whose prompt the model wrote. */
  public static final String LLM = "llm";

  private static final Class<?> STEP = RewriteQueries.class;
  private static final String ENDS = ".?!:;…。？！：；";
  private static final String CLOSING = "\"'”’)]}`*_»」』）";
  private static final TupleTag<Task> KEPT = new TupleTag<>() {};

  private final @Nullable ChatRoles roles;
  private final double temperature;

  private RewriteQueries(@Nullable ChatRoles roles, double temperature) {
    this.roles = roles;
    this.temperature = temperature;
  }

  /** Returns the paper's way: query, then instruction. */
  public static RewriteQueries byConcatenation() {
    return new RewriteQueries(null, 0);
  }

  /** Returns a step that asks the model for one natural request. */
  public static RewriteQueries byModel(ChatRoles roles) {
    return new RewriteQueries(roles, 0.7);
  }

  /** Returns this step with another sampling temperature. */
  public RewriteQueries withTemperature(double to) {
    return new RewriteQueries(roles, to);
  }

  @Override
  public StepOutput<Task> expand(PCollection<Task> tasks) {
    if (roles == null) {
      PCollection<Task> kept =
          tasks.apply(
              "Concatenate",
              MapElements.into(TypeDescriptor.of(Task.class)).via(RewriteQueries::concatenated));
      return StepOutput.of(STEP, kept, List.of(), List.of(), List.of());
    }
    ChatRoles by = roles;
    double at = temperature;
    AskModel.Result<Task> written =
        AskModel.run(
            "Write",
            tasks,
            by.chats(),
            task -> askToWrite(by, at, task),
            RewriteQueries::readRequest,
            KEPT);
    AskModel.Result<Task> judged =
        AskModel.run(
            "Judge",
            written.kept().apply("Rewritten", Filter.by(t -> t.getRewrite().equals(LLM))),
            by.chats(),
            task -> askToJudge(by, task),
            RewriteQueries::readJudgement,
            KEPT);
    return StepOutput.of(
        STEP,
        PCollectionList.of(judged.kept())
            .and(written.kept().apply("GivenUp", Filter.by(t -> !t.getRewrite().equals(LLM))))
            .apply("All", Flatten.pCollections()),
        List.of(written.sides().get(Step.REJECTED), judged.sides().get(Step.REJECTED)),
        List.of(written.callFailures(), judged.callFailures()),
        List.of(written.usage(), judged.usage()));
  }

  private static ChatCall askToWrite(ChatRoles roles, double temperature, Task task) {
    return roles.call(
        STEP,
        ChatRoles.TEACHER,
        task.getId(),
        List.of(
            Prompt.user(
                roles
                    .prompts()
                    .get(Prompts.Name.REWRITE_QUERY)
                    .render(
                        Map.of(
                            "query", task.getQuery().getText(),
                            "instruction", task.instructionText())))),
        1,
        temperature,
        task);
  }

  private static void readRequest(ChatAnswer answer, DoFn.MultiOutputReceiver out) {
    Task task = Json.read(answer.getCall().getContext(), Task.class);
    Choice choice = answer.getChoices().get(0);
    String request = choice.getText().strip();
    if (Step.isCut(choice)) {
      fallBack(task, Step.cutReason("rewrite_truncated", choice), request, Step.cut(choice), out);
    } else if (request.isEmpty()) {
      fallBack(task, "rewrite_unreadable", request, "no text in the answer", out);
    } else {
      out.get(KEPT)
          .output(
              task.toBuilder().setMessages(List.of(Message.user(request))).setRewrite(LLM).build());
    }
  }

  private static ChatCall askToJudge(ChatRoles roles, Task task) {
    return roles.formed(
        Prompts.Name.JUDGE_REWRITE,
        roles.call(
            STEP,
            ChatRoles.JUDGE,
            task.getId(),
            List.of(
                Prompt.user(
                    roles
                        .prompts()
                        .get(Prompts.Name.JUDGE_REWRITE)
                        .render(
                            Map.of(
                                "query", task.getQuery().getText(),
                                "instruction", task.instructionText(),
                                "request", request(task))))),
            1,
            0.0,
            task));
  }

  private static void readJudgement(ChatAnswer answer, DoFn.MultiOutputReceiver out) {
    Task task = Json.read(answer.getCall().getContext(), Task.class);
    Choice judged = answer.getChoices().get(0);
    if (Step.isCut(judged)) {
      fallBack(
          task,
          Step.cutReason("judgement_truncated", judged),
          request(task),
          Step.cut(judged),
          out);
      return;
    }
    Boolean query = null;
    Boolean constraint = null;
    for (JsonNode object : LenientJson.objects(answer.getChoices().get(0).getText())) {
      query = VerifierAnswer.expected(object.path("query"));
      constraint = VerifierAnswer.expected(object.path("constraint"));
    }
    if (query == null || constraint == null) {
      fallBack(
          task,
          "rewrite_unjudged",
          request(task),
          "the judge's answer lacks query or constraint: "
              + answer.getChoices().get(0).getText().strip(),
          out);
    } else if (!query) {
      fallBack(task, "rewrite_lost_query", request(task), "the judge misses the query", out);
    } else if (!constraint) {
      fallBack(
          task, "rewrite_lost_constraint", request(task), "the judge misses the constraint", out);
    } else {
      out.get(KEPT).output(task);
    }
  }

  private static void fallBack(
      Task task, String reason, String request, String detail, DoFn.MultiOutputReceiver out) {
    out.get(Step.REJECTED)
        .output(
            Step.rejection(
                STEP,
                reason,
                task.getId(),
                detail,
                Json.mapper()
                    .createObjectNode()
                    .put("query", task.getQuery().getText())
                    .put("instruction", task.instructionText())
                    .put("request", request)
                    .toString()));
    out.get(KEPT).output(concatenated(task));
  }

  private static String request(Task task) {
    return task.getMessages().get(task.getMessages().size() - 1).getContent();
  }

  private static Task concatenated(Task task) {
    return task.toBuilder()
        .setMessages(
            List.of(
                Message.user(
                    concatenate(
                        task.getQuery().getText(),
                        task.getConstraints().stream().map(Constraint::getInstruction).toList()))))
        .setRewrite(CONCAT)
        .build();
  }

  /** Returns the query and then the instructions, each a sentence of its own. */
  public static String concatenate(String query, List<String> instructions) {
    return Stream.concat(Stream.of(query), instructions.stream())
        .map(RewriteQueries::sentence)
        .collect(Collectors.joining(" "));
  }

  /**
   * Ends a text as a sentence. The published scripts look for a full stop anywhere in the query;
   * here the last character decides, closing quotes and brackets aside.
   */
  private static String sentence(String text) {
    String stripped = text.strip();
    int last = stripped.length() - 1;
    while (last > 0 && CLOSING.indexOf(stripped.charAt(last)) >= 0) {
      last--;
    }
    if (last >= 0 && ENDS.indexOf(stripped.charAt(last)) >= 0) {
      return stripped;
    }
    int end = stripped.isEmpty() ? ' ' : stripped.codePointBefore(stripped.length());
    return stripped + (Character.isIdeographic(end) ? "。" : ".");
  }
}
