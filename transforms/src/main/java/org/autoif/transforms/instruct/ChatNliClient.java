package org.autoif.transforms.instruct;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.Choice;
import org.autoif.io.llm.Prompt;
import org.autoif.io.nli.NliClient;
import org.autoif.io.nli.NliQuestion;
import org.autoif.io.nli.NliResult;
import org.autoif.io.record.Json;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.prompt.Prompts;

/** A judge of entailment that asks the chat model in the role {@code judge}. */
public final class ChatNliClient implements NliClient {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = FilterByEntailment.class;
  private static final String TRUNCATED = "_truncated";

  private final ChatRoles roles;

  private ChatNliClient(ChatRoles roles) {
    this.roles = roles;
  }

  /** Returns a judge that asks through {@code roles}'s calls. */
  public static ChatNliClient of(ChatRoles roles) {
    return new ChatNliClient(roles);
  }

  @Override
  public PTransform<PCollection<NliQuestion>, PCollectionTuple> classify() {
    return new NliByCalls(roles.chats(), this::ask, ChatNliClient::read);
  }

  private ChatCall ask(NliQuestion question) {
    return roles.formed(
        Prompts.Name.ENTAILMENT,
        roles.call(
            STEP,
            ChatRoles.JUDGE,
            question.getId(),
            question.getHypotheses().stream()
                .map(
                    hypothesis ->
                        Prompt.user(
                            roles
                                .prompts()
                                .get(Prompts.Name.ENTAILMENT)
                                .render(
                                    Map.of(
                                        "premise",
                                        question.getPremise(),
                                        "hypothesis",
                                        hypothesis))))
                .toList(),
            1,
            0.0,
            question));
  }

  private static void read(ChatAnswer answer, DoFn.MultiOutputReceiver out) {
    NliQuestion question = Json.read(answer.getCall().getContext(), NliQuestion.class);
    List<String> labels =
        new ArrayList<>(Collections.nCopies(question.getHypotheses().size(), NliByCalls.UNKNOWN));
    for (Choice choice : answer.getChoices()) {
      if (Step.isCut(choice)) {
        labels.set(choice.getPrompt(), Step.cutReason(TRUNCATED, choice).substring(1));
        continue;
      }
      String label = JudgeLabel.of(choice.getText());
      if (label == null) {
        out.get(Step.FAILED)
            .output(
                Step.unreadable(
                    STEP, answer, choice, "not one label out of " + LABELS + " in the answer"));
      } else {
        labels.set(choice.getPrompt(), label);
      }
    }
    out.get(RESULTS).output(NliResult.builder().setQuestion(question).setLabels(labels).build());
  }
}
