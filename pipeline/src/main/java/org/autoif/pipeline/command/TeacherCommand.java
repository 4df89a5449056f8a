package org.autoif.pipeline.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.pipeline.options.TeacherOptions;

/** Runs the built-in teacher alone until the process is ended. */
final class TeacherCommand implements Command {
  @Override
  public String name() {
    return "teacher";
  }

  @Override
  public String summary() {
    return "Runs the built-in rule-based chat server alone, until it is stopped";
  }

  @Override
  public String example() {
    return "autoif teacher --port=8000 --latencyMillis=200 --errorRate=0.05";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return TeacherOptions.class;
  }

  @Override
  public void run(List<String> arguments, PrintStream out) throws IOException {
    throw new IOException(Map.of() + "" + TeacherOptions.class);
  }
}
