package org.autoif.transforms.instruct;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.Choice;
import org.autoif.io.llm.Prompt;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.nli.NliClient;
import org.autoif.io.nli.NliLabels;
import org.autoif.io.nli.NliQuestion;
import org.autoif.io.nli.NliResult;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.Step;
import org.jspecify.annotations.Nullable;

/**
 * A judge of entailment that asks a Text Embeddings Inference server, in the role {@code nli}, by
 * its {@code POST /predict}; up to {@value NliQuestion#BATCH} hypotheses of a question go as one
 * request, which is what such a server takes unless it is told otherwise.
 */
public final class TeiNliClient implements NliClient {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = FilterByEntailment.class;

  private final ChatRoles roles;

  private TeiNliClient(ChatRoles roles) {
    this.roles = roles;
  }

  /** Returns a judge that asks through {@code roles}'s calls. */
  public static TeiNliClient of(ChatRoles roles) {
    return new TeiNliClient(roles);
  }

  @Override
  public PTransform<PCollection<NliQuestion>, PCollectionTuple> classify() {
    return new NliByCalls(roles.chats(), this::ask, TeiNliClient::read);
  }

  private ChatCall ask(NliQuestion question) {
    List<Prompt> batches = new ArrayList<>();
    for (List<String> batch : question.batches()) {
      batches.add(
          Prompt.of(
              Stream.concat(Stream.of(question.getPremise()), batch.stream())
                  .map(Message::user)
                  .toList()));
    }
    return roles
        .call(STEP, ChatEndpoints.NLI, question.getId(), batches, 1, 0.0, question)
        .toBuilder()
        .setSeed(0) // a classifier draws nothing
        .build();
  }

  private static void read(ChatAnswer answer, DoFn.MultiOutputReceiver out) {
    NliQuestion question = Json.read(answer.getCall().getContext(), NliQuestion.class);
    List<String> labels =
        new ArrayList<>(Collections.nCopies(question.getHypotheses().size(), NliByCalls.UNKNOWN));
    for (Choice choice : answer.getChoices()) {
      int at = NliQuestion.BATCH * choice.getPrompt();
      for (String name : choice.getText().lines().toList()) {
        @Nullable String label = NliLabels.read(name);
        if (label == null) {
          out.get(Step.FAILED)
              .output(
                  Step.unreadable(
                      STEP, answer, choice, "'" + name + "' is no label out of " + LABELS));
        } else {
          labels.set(at, label);
        }
        at++;
      }
    }
    out.get(RESULTS).output(NliResult.builder().setQuestion(question).setLabels(labels).build());
  }
}
