package org.autoif.io.llm;

import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a run may spend in each worker process. When a limit is reached no further request is sent;
 * those in flight are waited for and stored, and then the job ends with a {@link ChatException} of
 * kind BUDGET.
 *
 * @param run names the run; equal names share what they have spent
 * @param maxCalls requests that may be answered; 0 for no limit. It is never exceeded
 * @param maxCost what they may cost; null for no limit. As a request's cost is known when it is
 *     answered, the mean so far is set aside for those in flight; it may be exceeded by how much
 *     they differ from it
 * @param prices what tokens cost
 * @param advice what the user can do when a limit is reached
 */
public record SpendingLimits(
    String run, long maxCalls, @Nullable BigDecimal maxCost, Prices prices, String advice)
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

    @Override
    public void settle() throws InterruptedException {
      Budget.of(limits).settle();
    }
  }

  private record LimitedClient(String role, ChatClient client, Budget budget)
      implements ChatClient {
    @Override
    public Completion complete(ChatRequest request) throws ChatException {
      budget.take(role, request);
      Completion completion = null;
      try {
        completion = client.complete(request);
        return completion;
      } finally {
        if (completion == null) {
          budget.unpaid();
        } else {
          budget.paid(role, completion);
        }
      }
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
