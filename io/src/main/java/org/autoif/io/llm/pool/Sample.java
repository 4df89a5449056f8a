package org.autoif.io.llm.pool;

import java.util.ArrayList;
import java.util.List;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Choice;
import org.autoif.io.llm.Completion;
import org.autoif.io.llm.CompletionKey;
import org.autoif.io.llm.Finish;
import org.autoif.io.llm.store.StoredCompletion;

/**
 * One of the answers that a call wants: what is asked for it, of whom, and its name in the store.
 *
 * @param prompt index of the question in the call, from 0
 * @param index of the sample, from 0
 * @param client whom to ask
 * @param request what to ask
 * @param key name in the store, if there is one
 */
record Sample(int prompt, int index, ChatClient client, ChatRequest request, String key) {

  /** Returns the samples of a call, by question. */
  static List<Sample> of(ChatCall call, ChatClient client) {
    List<Sample> samples = new ArrayList<>();
    for (int prompt = 0; prompt < call.getPrompts().size(); prompt++) {
      for (int index = 0; index < call.getSamples(); index++) {
        ChatRequest request =
            new ChatRequest(
                call.getPrompts().get(prompt).getMessages(),
                call.getTemperature(),
                call.getSeed() + index,
                1,
                call.getResponseFormat());
        samples.add(
            new Sample(prompt, index, client, request, CompletionKey.of(client, request, index)));
      }
    }
    return samples;
  }

  Choice choice(Completion kept) {
    return Choice.builder()
        .setPrompt(prompt)
        .setSample(index)
        .setText(kept.text())
        .setReasoning(kept.reasoning())
        .setFinishReason(Finish.known(kept.finishReason())) // older rows have endpoints' own words
        .build();
  }

  /** Returns the completion in a row. */
  static Completion completion(StoredCompletion row) {
    return new Completion(
        row.text(),
        row.reasoning(),
        row.finishReason(),
        row.promptTokens(),
        row.completionTokens(),
        row.cachedTokens(),
        row.latencyMillis(),
        row.attempts(),
        List.of());
  }

  StoredCompletion row(ChatCall call, Completion completion) {
    return new StoredCompletion(
        key,
        client.model(),
        call.getStep(),
        call.getRole(),
        completion.text(),
        completion.reasoning(),
        completion.finishReason(),
        completion.promptTokens(),
        completion.completionTokens(),
        completion.cachedTokens(),
        completion.latencyMillis(),
        completion.attempts(),
        System.currentTimeMillis());
  }
}
