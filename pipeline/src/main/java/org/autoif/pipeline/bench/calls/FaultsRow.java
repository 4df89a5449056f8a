package org.autoif.pipeline.bench.calls;

/**
 * A row of the table of lost capacity: an endpoint takes what the job sends, then a quarter of it,
 * then all again.
 *
 * @param row what was run
 * @param calls asked for
 * @param droppedSeconds how long there was only a quarter
 * @param remainingShare of that quarter that was in use in that time
 * @param wastedShare of the requests of that time that were refused
 * @param wastedAll of all requests
 * @param backSeconds from the end of that time to the first second in which 95 % of the whole were
 *     in use; -1 if there was none
 * @param requests that the server read
 * @param repeated of them, after an answer had been given
 * @param lost calls without an answer
 */
record FaultsRow(
    String row,
    long calls,
    double droppedSeconds,
    double remainingShare,
    double wastedShare,
    double wastedAll,
    double backSeconds,
    long requests,
    long repeated,
    long lost) {}
