package org.autoif.pipeline.bench.dataset;

/**
 * What became of a synthesis that was killed again and again.
 *
 * @param row what was run
 * @param kills that hit a run before its end
 * @param versions that were brought to their end in spite of them
 * @param identical of these to the undisturbed one in every byte but the version's name
 * @param runSeconds the undisturbed run
 * @param completions that a version needs
 * @param requests of all disturbed runs
 * @param inFlight requests that were made again because they were not yet in the store at a kill
 * @param repeated requests for a completion that was in the store when their run started
 * @param unknown requests that belong to no completion, which would hide a repetition
 */
record KillsRow(
    String row,
    int kills,
    int versions,
    int identical,
    double runSeconds,
    long completions,
    long requests,
    long inFlight,
    long repeated,
    long unknown) {

  boolean proves() {
    return identical == versions && repeated == 0 && unknown == 0 && requests > 0;
  }
}
