package org.autoif.io.llm.spending;

import java.io.Serializable;
import java.math.BigDecimal;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Completion;
import org.autoif.io.llm.store.CompletionStore;
import org.jspecify.annotations.Nullable;

/**
 * What a run may spend, in all its worker processes together: each takes parts of it from the
 * completion store that they share, a fiftieth at a time. When a worker can take no more, it sends
 * no further request; those in flight are waited for and stored, and then the job ends with a
 * {@link ChatException} of kind BUDGET. What other workers have taken and not spent is left then.
 *
 * @param run names the run; equal names share what they have spent
 * @param maxCalls requests that may be sent, whatever comes of them; 0 for no limit. It is never
 *     exceeded
 * @param maxCost what they may cost; null for no limit. As a request's cost is known when it is
 *     answered, the mean so far is set aside for those in flight; it may be exceeded by how much
 *     they differ from it
 * @param prices what tokens cost
 * @param store by which the workers share the limits
 * @param advice what the user can do when a limit is reached
 */
public record SpendingLimits(
    String run,
    long maxCalls,
    @Nullable BigDecimal maxCost,
    Prices prices,
    CompletionStore.Source store,
    String advice)
    implements Serializable {

  /** Returns clients that keep to these limits. */
  public ChatClient.Source applyTo(ChatClient.Source source) {
    return new LimitedSource(source, this);
  }

  private record LimitedSource(ChatClient.Source source, SpendingLimits limits)
      implements ChatClient.Source {
    @Override
    public ChatClient open(String role) throws ChatException {
      return new LimitedClient(role, source.open(role), Budget.of(limits));
    }
  }

  private record LimitedClient(String role, ChatClient client, Budget budget)
      implements ChatClient {
    @Override
    public Completion complete(ChatRequest request) throws ChatException {
      return complete(request, Meter.NONE);
    }

    @Override
    public Completion complete(ChatRequest request, Meter meter) throws ChatException {
      return client.complete(
          request,
          new Meter() {
            private BigDecimal setAside = BigDecimal.ZERO;

            @Override
            public void starts(ChatRequest one) throws ChatException {
              setAside = budget.take(role, one);
            }

            @Override
            public void ended(boolean sent, @Nullable Completion billed) {
              budget.ended(role, setAside, sent, billed);
            }
          });
    }

    @Override
    public String endpoint() {
      return client.endpoint();
    }

    @Override
    public String model() {
      return client.model();
    }

    @Override
    public String parameters() {
      return client.parameters();
    }

    @Override
    public int mostChoices() {
      return client.mostChoices();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
