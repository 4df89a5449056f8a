package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How generated Python is run. */
public interface VerifierOptions extends PipelineOptions {
  @Description(
      "Interpreter of the generated functions: graalpy, which needs nothing but Java; cpython, "
          + "which is faster and needs python3 on every worker; or jython, which needs nothing but "
          + "Java and less memory, and answers error:unsupported where it cannot be faithful.")
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

  @Description("With --verifierEngine=cpython: its executable, CPython 3.9 or newer.")
  @Default.String("python3")
  String getPythonExecutable();

  void setPythonExecutable(String pythonExecutable);

  @Description(
      "With --verifierEngine=cpython: top-level packages, separated by commas, that the functions "
          + "may import besides the standard library.")
  @Default.String("")
  String getVerifierPackages();

  void setVerifierPackages(String verifierPackages);

  @Description(
      "Refuse to start where the kernel's filter of system calls cannot be installed, which "
          + "otherwise a warning says.")
  @Default.Boolean(false)
  boolean getRequireSeccomp();

  void setRequireSeccomp(boolean requireSeccomp);

  @Description(
      "What counts as a verdict: strict (True and False), autoif (int of the result) "
          + "or lenient (the words true and false too).")
  @Default.String("strict")
  String getTruthiness();

  void setTruthiness(String truthiness);
}
