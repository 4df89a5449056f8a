package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How generated Python is run. */
public interface VerifierOptions extends PipelineOptions {
  @Description("Interpreter of the generated functions: graalpy.")
  @Default.String("graalpy")
  String getVerifierEngine();

  void setVerifierEngine(String verifierEngine);

  @Description("Functions that run at a time in one worker process; 0 for one a processor.")
  @Default.Integer(0)
  int getVerifierSlots();

  void setVerifierSlots(int verifierSlots);

  @Description("Longest run of a function on one text, in seconds.")
  @Default.Integer(5)
  int getVerifierTimeout();

  void setVerifierTimeout(int verifierTimeout);

  @Description(
      "What counts as a verdict: strict (True and False), autoif (int of the result) "
          + "or lenient (the words true and false too).")
  @Default.String("strict")
  String getTruthiness();

  void setTruthiness(String truthiness);
}
