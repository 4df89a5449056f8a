package org.autoif.pipeline.command.settings;

import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.pool.CompleteChats;
import org.autoif.io.llm.store.CompletionStores;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.options.CallOptions;
import org.jspecify.annotations.Nullable;

/**
 * How hard endpoints are asked.
 *
 * @param maxInFlight requests at a time in a worker process
 * @param maxAttempts attempts a request
 * @param endpointPatience seconds that an endpoint may be away
 * @param maxFailures share of a step's calls that may fail, from 0 to 1
 * @param requestsPerMinute of all workers; 0 for no limit
 * @param tokensPerMinute of all workers; 0 for no limit
 * @param choicesPerRequest samples that one request may ask for
 * @param shards groups that calls are cut into
 */
public record PoolSettings(
    int maxInFlight,
    int maxAttempts,
    int endpointPatience,
    double maxFailures,
    int requestsPerMinute,
    int tokensPerMinute,
    int choicesPerRequest,
    int shards) {
  /**
   * Resolves options.
   *
   * @throws org.autoif.pipeline.command.line.UsageException if a value is out of its range
   */
  public static PoolSettings of(CallOptions options, int shards) {
    PoolSettings settings =
        new PoolSettings(
            options.getMaxInFlight(),
            options.getMaxAttempts(),
            options.getEndpointPatience(),
            options.getMaxFailures(),
            options.getRequestsPerMinute(),
            options.getTokensPerMinute(),
            options.getChoicesPerRequest(),
            shards);
    settings.chats(
        role -> {
          throw new IllegalStateException("nobody is asked for a check of numbers");
        },
        null);
    return settings;
  }

  /** Returns whether a step counts of which no call was answered. */
  public boolean allowsNoAnswer() {
    return maxFailures >= 1;
  }

  /** Returns the calls to these endpoints. */
  public CompleteChats chats(ChatClient.Source endpoints, @Nullable StoreSettings store) {
    return Arguments.checked(
        () ->
            CompleteChats.of(endpoints)
                .withMaxInFlight(maxInFlight)
                .withMaxAttempts(maxAttempts)
                .withEndpointPatience(endpointPatience)
                .withMaxFailures(maxFailures)
                .withRates(requestsPerMinute, tokensPerMinute)
                .withShards(shards)
                .withChoicesPerRequest(choicesPerRequest)
                .withStore(store == null ? null : CompletionStores.source(store)));
  }
}
