package org.autoif.pipeline.bench.calls;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link CallsJob} does.
 *
 * @param baseUrl the endpoint
 * @param inFlight requests in flight, in a worker process
 * @param workers processes
 * @param requestsPerMinute that all of them make at most; 0 for no limit
 * @param calls that are made
 * @param shards groups that they are cut into
 * @param patience seconds of patience with the endpoint
 * @param store URL of the completion store; absent for none
 * @param nonce what makes the questions others than those of any other run
 */
public record CallsSpec(
    String baseUrl,
    int inFlight,
    int workers,
    int requestsPerMinute,
    long calls,
    int shards,
    int patience,
    @Nullable String store,
    String nonce) {}
