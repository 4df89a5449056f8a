package org.autoif.pipeline.bench.calls;

import org.autoif.pipeline.bench.ServerPace;
import org.autoif.pipeline.bench.Traffic;

/**
 * A row of the table of calls. Rates are a second; the bound is the number in flight over the
 * latency, which for a long tail is the mean that the server measured.
 *
 * @param row what was run
 * @param calls asked for
 * @param bound answers a second, at most
 * @param steadyShare of the bound, between the answers at 10 % and 90 % of them all
 * @param spanShare of the bound, from the first request to the last answer
 * @param jobSeconds wall time of the whole job, with the runner's start
 * @param cpuMsCall processor time a call, of the job's whole process
 * @param warmCpuMsCall that between the answers at 50 % and 90 %
 * @param liveMb most that a collection of garbage left on the heap
 * @param peakMb most that was on the heap
 * @param latencyMs mean latency, by the server
 * @param most requests in flight at one time, by the server
 * @param requests that the server read
 * @param repeated of them, after an answer had been given
 * @param lost calls without an answer
 */
record CallsRow(
    String row,
    long calls,
    double bound,
    double steadyShare,
    double spanShare,
    double jobSeconds,
    double cpuMsCall,
    double warmCpuMsCall,
    double liveMb,
    double peakMb,
    double latencyMs,
    int most,
    long requests,
    long repeated,
    long lost) {

  static CallsRow of(
      String row, CallsSpec spec, ServerPace pace, Watched watched, Traffic traffic) {
    CallsMeasured job = watched.measured();
    double latency = pace.longTail() ? traffic.meanLatencyMillis() : pace.millis();
    double bound = 1000.0 * spec.inFlight() / latency;
    return new CallsRow(
        row,
        spec.calls(),
        bound,
        traffic.steadyRate() / bound,
        traffic.spanRate() / bound,
        job.jobSeconds(),
        job.cpuMillis() / spec.calls(),
        watched.warmCpuMillisPerCall(),
        job.liveMegabytes(),
        job.peakMegabytes(),
        traffic.meanLatencyMillis(),
        traffic.mostInFlight(),
        traffic.requests(),
        traffic.repeated(),
        spec.calls() - job.answers());
  }
}
