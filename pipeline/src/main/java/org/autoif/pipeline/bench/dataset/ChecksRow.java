package org.autoif.pipeline.bench.dataset;

/**
 * A row of the table of what each check is worth: a dataset, and what is true of it.
 *
 * @param row the check that was left out
 * @param requests that the server read; what a row before paid for costs nothing
 * @param instructions of the dataset
 * @param uncheckable instructions that no program can check
 * @param functions of the dataset's instructions
 * @param functionsRight share of them that decide every fresh text rightly
 * @param sft rows
 * @param sftRight share of them whose answer follows the instruction
 * @param sftAstray share of them whose answer is about something else
 * @param dpo rows
 * @param dpoRight share of them whose chosen answer follows the instruction and whose rejected
 *     answer does not
 */
record ChecksRow(
    String row,
    long requests,
    int instructions,
    int uncheckable,
    int functions,
    double functionsRight,
    int sft,
    double sftRight,
    double sftAstray,
    int dpo,
    double dpoRight) {}
