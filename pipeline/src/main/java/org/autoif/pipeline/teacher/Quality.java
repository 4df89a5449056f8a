package org.autoif.pipeline.teacher;

/**
 * What the teacher gets right and wrong, as shares in [0, 1] of the occasions named. The defaults
 * give every filter of the pipeline work and leave a funnel like that of a real model.
 */
public enum Quality {
  /** Invented instructions that only repeat an earlier line in other case or punctuation. */
  INSTRUCTION_REPEATED(0.08),
  /** Invented instructions that copy one of the examples. */
  INSTRUCTION_COPIED(0.05),
  /** Invented instructions that no program can check. */
  INSTRUCTION_UNCHECKABLE(0.07),
  /** Lists of instructions that open with a remark. */
  INSTRUCTION_PREAMBLE(0.25),
  /** Instructions that could be checked but are beyond the writer of functions. */
  INSTRUCTION_TOO_HARD(0.06),
  /** Verifier samples that cannot be read at all. */
  VERIFIER_UNPARSABLE(0.04),
  /** Functions that look right and are not. */
  FUNCTION_WRONG(0.15),
  /** Functions that cannot be run or do not return a boolean. */
  FUNCTION_BROKEN(0.06),
  /** Test cases with the wrong expected output. */
  CASE_WRONG(0.10),
  /** Back-translations that have nothing to do with the function. */
  BACK_TRANSLATION_UNFAITHFUL(0.08),
  /** Entailment answers with a label that does not exist. */
  LABEL_INVALID(0.02),
  /** Rewritten queries that lost the query or the instruction. */
  REWRITE_LOSSY(0.10),
  /** Responses that follow their instruction. */
  RESPONSE_COMPLIANT(0.60),
  /** Responses about something else. */
  RESPONSE_OFF_TOPIC(0.10),
  /** Judgements without a score line. */
  SCORE_MISSING(0.02),
  /** Scores with a decimal. */
  SCORE_DECIMAL(0.12);

  private final double usual;

  Quality(double usual) {
    this.usual = usual;
  }

  /** Returns the default share. */
  public double usual() {
    return usual;
  }
}
