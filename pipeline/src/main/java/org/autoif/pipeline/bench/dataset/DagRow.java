package org.autoif.pipeline.bench.dataset;

/**
 * A row of the table of whole syntheses.
 *
 * @param row what was run
 * @param requests that the server read
 * @param steps of the method that made calls, one after the other
 * @param boundSeconds least time for the calls: one latency for each of those steps, or all
 *     requests over the number in flight, whichever is more
 * @param spanSeconds from the first request to the last answer
 * @param share of the span that the bound is
 * @param jobSeconds wall time of the whole process
 * @param most requests in flight at one time, by the server
 * @param repeated requests, after an answer had been given
 */
record DagRow(
    String row,
    long requests,
    int steps,
    double boundSeconds,
    double spanSeconds,
    double share,
    double jobSeconds,
    int most,
    long repeated) {}
