package org.autoif.io.llm.pool;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import org.autoif.io.llm.CallTimer;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.spending.Prices;
import org.autoif.io.llm.store.CompletionStore;
import org.jspecify.annotations.Nullable;

/** How {@link CompleteChats} makes its calls. */
@AutoValue
abstract class CallSettings implements Serializable {
  private static final long serialVersionUID = 1;

  abstract ChatClient.Source source();

  /** Requests in flight in one worker process. */
  abstract int maxInFlight();

  /** Groups that the calls are cut into. */
  abstract int shards();

  /** How often one request is sent. */
  abstract int maxAttempts();

  abstract int patienceSeconds();

  /** Share of a step's samples that may fail before the job ends; 1 for any. */
  abstract double maxFailures();

  /** Names the run, for what its worker processes count. */
  abstract String run();

  abstract Rates rates();

  abstract CallTimer timer();

  /** Samples that one request asks for, at most. */
  abstract int choicesPerRequest();

  /** Whether a call goes on of which every sample was given up. */
  abstract boolean emptyAnswers();

  /** What tokens cost; for the counter of costs. */
  abstract Prices prices();

  /** Where finished completions are kept; null for nowhere. */
  abstract CompletionStore.@Nullable Source store();

  static CallSettings of(ChatClient.Source source) {
    return new AutoValue_CallSettings.Builder()
        .setSource(source)
        .setMaxInFlight(64)
        .setShards(3)
        .setMaxAttempts(6)
        .setPatienceSeconds(300)
        .setMaxFailures(1)
        .setRun("")
        .setRates(Rates.NONE)
        .setTimer(CallTimer.SYSTEM)
        .setChoicesPerRequest(1)
        .setEmptyAnswers(false)
        .setPrices(Prices.NONE)
        .build();
  }

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setSource(ChatClient.Source source);

    abstract Builder setMaxInFlight(int requests);

    abstract Builder setShards(int groups);

    abstract Builder setMaxAttempts(int attempts);

    abstract Builder setPatienceSeconds(int seconds);

    abstract Builder setMaxFailures(double share);

    abstract Builder setRun(String name);

    abstract Builder setRates(Rates rates);

    abstract Builder setTimer(CallTimer timer);

    abstract Builder setChoicesPerRequest(int choices);

    abstract Builder setEmptyAnswers(boolean emptyAnswers);

    abstract Builder setPrices(Prices prices);

    abstract Builder setStore(CompletionStore.@Nullable Source store);

    abstract CallSettings build();
  }
}
