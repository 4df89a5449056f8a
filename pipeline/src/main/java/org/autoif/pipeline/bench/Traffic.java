package org.autoif.pipeline.bench;

/**
 * What a server saw in a run.
 *
 * @param requests that it read
 * @param answered of them
 * @param refused with 429
 * @param repeated requests with a body that had been answered before
 * @param mostInFlight requests at one time
 * @param meanLatencyMillis from a request read to its answer written
 * @param spanRate answers a second from the first request to the last answer
 * @param steadyRate answers a second between the answers at 10 % and at 90 % of them all
 */
public record Traffic(
    long requests,
    long answered,
    long refused,
    long repeated,
    int mostInFlight,
    double meanLatencyMillis,
    double spanRate,
    double steadyRate) {}
