package org.autoif.io.llm.spending;

import java.math.BigDecimal;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Completion;
import org.jspecify.annotations.Nullable;

/** Clients that ask before each request whether it may still be paid for. */
public final class LimitedChats {
  private LimitedChats() {}

  /** Returns clients that keep to the limits; null for no limits. */
  public static ChatClient.Source of(ChatClient.Source source, @Nullable SpendingLimits limits) {
    return limits == null ? source : new LimitedSource(source, limits);
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
