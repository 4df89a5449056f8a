package org.autoif.pipeline.command.job;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Completion;
import org.autoif.io.llm.CompletionKey;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.llm.endpoint.Concession;
import org.autoif.io.llm.endpoint.OpenAiChatClient;
import org.autoif.io.llm.spending.LimitedChats;
import org.autoif.io.llm.spending.SpendingLimits;
import org.autoif.io.llm.store.CompletionStore;
import org.autoif.io.llm.store.CompletionStores;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.llm.store.StoredCompletion;
import org.autoif.io.record.Message;
import org.autoif.pipeline.StartUpQuestion;
import org.autoif.pipeline.command.line.Command.JobFailedException;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.command.settings.PoolSettings;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.StructuredOutput;
import org.autoif.transforms.step.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/**
 * Asks each endpoint for one short completion before a run, in the form of the run's requests: what
 * it would refuse to the run it refuses here, before anything is written, and what it takes only in
 * another form is found out here, for all workers and for the manifest. The completion counts to
 * the limits and is kept in the store under the step {@code StartUpCheck}.
 *
 * @param choices samples that the run's requests ask for
 * @param structured what the run asks of the form of answers
 * @param limits what the run may spend; null for no limits
 */
public record StartUpCheck(
    int choices, StructuredOutput structured, @Nullable SpendingLimits limits) {
  /** Enough for an answer of a word, and for models that refuse to write less. */
  private static final int MAX_TOKENS = 16;

  private static final int MOST_MODELS = 10;

  /** Models that think say so where the few tokens above did not do: they are there. */
  private static final String TOO_FEW_TOKENS = "output limit was reached";

  private static final Set<ChatException.Kind> UNUSABLE =
      EnumSet.of(
          ChatException.Kind.AUTH,
          ChatException.Kind.QUOTA,
          ChatException.Kind.PERMANENT,
          ChatException.Kind.MALFORMED,
          ChatException.Kind.UNREACHABLE,
          ChatException.Kind.BUDGET);

  /** Returns the check for a run whose requests ask for so many samples. */
  public static StartUpCheck of(
      PoolSettings pool, StructuredOutput structured, @Nullable SpendingLimits limits) {
    return new StartUpCheck(Math.min(2, pool.choicesPerRequest()), structured, limits);
  }

  /**
   * What came of it.
   *
   * @param endpoints by role, with what was found out
   * @param paid the completions
   */
  public record Checked(Map<String, ChatEndpoint> endpoints, List<StoredCompletion> paid) {
    /** Keeps what was paid for, when nothing stands in the way of the run any more. */
    public void keep(@Nullable StoreSettings store) {
      if (store == null) {
        return;
      }
      try (CompletionStore open = CompletionStores.source(store).open()) {
        paid.forEach(row -> open.put(row, NOBODY));
      } catch (StoreException e) {
        return; // the run, which keeps what is worth more, will say so
      }
    }
  }

  private static final CompletionStore.Receipt NOBODY =
      new CompletionStore.Receipt() {
        @Override
        public void stored(StoredCompletion kept) {
          // it is a record of what was paid, and not asked for again
        }

        @Override
        public void lost(StoreException why) {
          // the run will say so
        }
      };

  /**
   * Asks all endpoints; equal ones once.
   *
   * @throws UsageException if one refuses what was given
   * @throws JobFailedException if nobody answers there now, or a limit is reached
   */
  public Checked run(Map<String, ChatEndpoint> byRole) throws JobFailedException {
    List<StoredCompletion> paid = new ArrayList<>();
    Map<ChatEndpoint, ChatEndpoint> done = new LinkedHashMap<>();
    Map<String, ChatEndpoint> checked = new LinkedHashMap<>();
    for (Map.Entry<String, ChatEndpoint> role : byRole.entrySet()) {
      ChatEndpoint found = done.get(role.getValue());
      if (found == null) {
        found = check(role.getKey(), role.getValue(), paid);
        done.put(role.getValue(), found);
      }
      checked.put(role.getKey(), found);
    }
    return new Checked(checked, paid);
  }

  private ChatEndpoint check(String role, ChatEndpoint endpoint, List<StoredCompletion> paid)
      throws JobFailedException {
    int cap = endpoint.maxTokens() == 0 ? MAX_TOKENS : Math.min(MAX_TOKENS, endpoint.maxTokens());
    try (OpenAiChatClient plain =
        ChatEndpoints.of(Map.of(role, endpoint.withMaxTokens(cap))).chat(role)) {
      try {
        paid.add(ask(role, plain));
      } catch (ChatException e) {
        if (UNUSABLE.contains(e.kind())
            && !String.valueOf(e.getMessage()).contains(TOO_FEW_TOKENS)) {
          throw Unusable.of(role + "BaseUrl", e, more(e, endpoint, plain));
        }
        // What may pass is the run's to wait for, and what is about a prompt is not about others.
      }
      EnumSet<Concession> all = EnumSet.noneOf(Concession.class);
      all.addAll(plain.concessions());
      if (endpoint.maxTokens() == 0) {
        all.remove(Concession.OTHER_TOKENS);
        all.remove(Concession.NO_TOKENS);
      }
      return endpoint.withConcessions(all);
    } catch (ChatException e) {
      throw Unusable.of(role + "BaseUrl", e);
    }
  }

  private StoredCompletion ask(String role, OpenAiChatClient plain) throws ChatException {
    ChatClient client = plain;
    if (limits != null) {
      client = LimitedChats.of(any -> plain, limits).open(role);
    }
    ChatRequest request = request(role);
    Completion completion;
    try {
      completion = client.complete(request);
    } catch (ChatException e) {
      if (e.kind() != ChatException.Kind.MALFORMED) {
        throw e;
      }
      completion = client.complete(request); // once more, for what was none by accident
    }
    return row(role, plain, request, completion);
  }

  private ChatRequest request(String role) {
    String format =
        role.equals(ChatRoles.POLICY) ? null : structured.format(Prompts.Name.ENTAILMENT);
    return new ChatRequest(
        List.of(
            Message.system(StartUpQuestion.SYSTEM),
            Message.user(
                format == null
                    ? "Answer with the word OK."
                    : "Answer in JSON with {\"label\": \"neutral\"}.")),
        0,
        // Of its own in each run: no cache on the way is to answer for an endpoint that is away.
        System.currentTimeMillis() & Integer.MAX_VALUE,
        choices,
        format);
  }

  private static StoredCompletion row(
      String role, OpenAiChatClient client, ChatRequest request, Completion completion) {
    return new StoredCompletion(
        CompletionKey.of(client.model(), client.parameters(), request, 0),
        client.model(),
        StartUpQuestion.STEP,
        role,
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

  /** What may be wrong with the address or the model. */
  private static String more(ChatException e, ChatEndpoint endpoint, OpenAiChatClient client) {
    if (e.kind() != ChatException.Kind.PERMANENT && e.kind() != ChatException.Kind.MALFORMED) {
      return "";
    }
    String asked = "; asked at " + endpoint.baseUrl() + "/chat/completions";
    if (endpoint.baseUrl().matches(".*/(?:chat/)?completions")) {
      return asked + ": the address ends before /chat/completions";
    }
    List<String> models = models(client);
    if (!models.isEmpty()) {
      return models.contains(endpoint.model()) ? asked : asked + "; its models: " + shown(models);
    }
    for (String end : List.of("/v1", "/api/v1", "/openai/v1")) {
      if (!endpoint.baseUrl().endsWith("/v1") && !modelsAt(endpoint, end).isEmpty()) {
        return asked + ": " + endpoint.baseUrl() + end + " is an address of such an endpoint";
      }
    }
    return asked;
  }

  private static String shown(List<String> models) {
    int most = Math.min(MOST_MODELS, models.size());
    return String.join(", ", models.subList(0, most))
        + (models.size() > most ? " and " + (models.size() - most) + " others" : "");
  }

  private static List<String> models(OpenAiChatClient client) {
    try {
      return client.models();
    } catch (ChatException e) {
      return List.of(); // an endpoint without the list
    }
  }

  private static List<String> modelsAt(ChatEndpoint endpoint, String end) {
    ChatEndpoint other = endpoint.withBaseUrl(endpoint.baseUrl() + end);
    try (OpenAiChatClient client = ChatEndpoints.of(Map.of("other", other)).chat("other")) {
      return client.models();
    } catch (ChatException e) {
      return List.of();
    }
  }
}
