package org.autoif.transforms.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.Choice;
import org.autoif.io.record.Json;
import org.autoif.transforms.instruct.JudgeCases;
import org.autoif.transforms.publish.report.AuditSample;
import org.autoif.transforms.step.AskModel;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.prompt.Prompts;

/**
 * Lets a judge label the rows of an {@link AuditSample}, given as JSON: the role {@code judge} sees
 * the rules and the answer, and neither the verdicts nor what the answer is used for. Where it says
 * nothing readable the label is {@code unsure}.
 *
 * <p>Failed are the rows whose calls fail. Doing it again labels the same.
 */
public final class JudgeSample extends PTransform<PCollection<String>, StepOutput<String>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = JudgeSample.class;
  private static final TupleTag<String> KEPT = new TupleTag<>() {};

  private final ChatRoles roles;

  private JudgeSample(ChatRoles roles) {
    this.roles = roles;
  }

  /** Returns a step that asks the judge. */
  public static JudgeSample of(ChatRoles roles) {
    return new JudgeSample(roles);
  }

  @Override
  public StepOutput<String> expand(PCollection<String> rows) {
    ChatRoles by = roles;
    return AskModel.run(rows, by.chats(), row -> ask(by, row), JudgeSample::read, KEPT)
        .output(STEP);
  }

  private static ChatCall ask(ChatRoles roles, String row) {
    ObjectNode sampled = Json.read(row, ObjectNode.class);
    return roles.formed(
        Prompts.Name.JUDGE_CASE,
        roles.call(
            STEP,
            ChatRoles.JUDGE,
            sampled.path("kind").asText() + " " + sampled.path("id").asText(),
            List.of(
                JudgeCases.question(
                    roles, sampled.path("rules").asText(), sampled.path("answer").asText())),
            1,
            0.0,
            row));
  }

  private static void read(ChatAnswer answer, DoFn.MultiOutputReceiver out) {
    ObjectNode row = Json.read(answer.getCall().getContext(), ObjectNode.class);
    row.put(AuditSample.JUDGE_LABEL, label(answer.getChoices()));
    out.get(KEPT).output(row.toString());
  }

  private static String label(List<Choice> choices) {
    for (Choice choice : choices) {
      Boolean follows = JudgeCases.said(choice);
      if (follows != null) {
        return AuditSample.LABELS.get(follows ? 0 : 1);
      }
    }
    return AuditSample.LABELS.get(2);
  }
}
