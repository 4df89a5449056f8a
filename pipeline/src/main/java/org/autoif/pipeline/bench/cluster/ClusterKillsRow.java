package org.autoif.pipeline.bench.cluster;

/**
 * What became of a synthesis on a cluster whose processes were killed.
 *
 * @param row what was run
 * @param disturbed what was killed, and in which step
 * @param identical whether the dataset is the undisturbed one, byte for byte
 * @param seconds from the first submission to the end
 * @param completions that the dataset needs
 * @param requests that were made
 * @param inFlight requests that may have been in flight, over all kills but those of a sandbox
 * @param again requests for a completion that had been asked for before
 * @param repeated of these, when its answer had come and was not lost
 * @param unknown requests that belong to no completion, which would hide a repetition
 */
record ClusterKillsRow(
    String row,
    String disturbed,
    boolean identical,
    double seconds,
    long completions,
    long requests,
    long inFlight,
    long again,
    long repeated,
    long unknown) {

  /** Returns whether that is a proof; a kill that no call was lost by would be none. */
  boolean proves() {
    return identical
        && again <= inFlight
        && (again > 0 || inFlight == 0)
        && repeated == 0
        && unknown == 0;
  }
}
