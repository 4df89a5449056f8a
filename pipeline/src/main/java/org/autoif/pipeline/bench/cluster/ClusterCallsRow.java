package org.autoif.pipeline.bench.cluster;

/**
 * A row of the table of calls on a cluster. Rates are a second; the bound is the number in flight
 * in all worker processes over the latency, or the rate that they share, if that is less.
 *
 * @param row what was run
 * @param workers processes
 * @param calls asked for
 * @param bound answers a second, at most
 * @param steadyShare of the bound, between the answers at 10 % and 90 % of them all
 * @param spanShare of the bound, from the first request to the last answer
 * @param jobSeconds wall time of the whole job, with its submission
 * @param most requests in flight at one time, by the server
 * @param allowed of them
 * @param requests that the server read
 * @param repeated of them, after an answer had been given
 * @param lost calls without an answer
 * @param lagSeconds by which the cluster's REST interface told of answers too late, at worst
 */
record ClusterCallsRow(
    String row,
    int workers,
    long calls,
    double bound,
    double steadyShare,
    double spanShare,
    double jobSeconds,
    int most,
    int allowed,
    long requests,
    long repeated,
    long lost,
    double lagSeconds) {

  /** How far a common rate may be missed. */
  private static final double RATE_TOLERANCE = 0.05;

  private static final double MOST_LAG_SECONDS = 10;

  /** Returns whether limits held, of requests in flight and a minute, and progress was shown. */
  boolean proves(boolean paced) {
    return most <= allowed
        && repeated == 0
        && lost == 0
        && lagSeconds <= MOST_LAG_SECONDS
        && (!paced || Math.abs(1 - steadyShare) <= RATE_TOLERANCE);
  }
}
