package org.autoif.pipeline.command.look;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.io.record.Instruction;
import org.autoif.io.record.Json;
import org.autoif.pipeline.command.job.Inputs;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.options.InputFileOptions;
import org.autoif.transforms.instruct.audit.probe.InstructionProbes;
import org.autoif.transforms.instruct.audit.probe.Probe;

/** Shows which texts the audit holds the functions of an instruction to. Calls nobody. */
public final class ProbesCommand implements Command {
  /** One text, as it is printed. */
  private record Shown(String instruction, String kind, boolean expected, String text) {}

  @Override
  public String name() {
    return "probes";
  }

  @Override
  public String summary() {
    return "Shows the texts that the audit knows the truth of, for each instruction of a file";
  }

  @Override
  public String example() {
    return "autoif probes --input=seeds.txt";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return InputFileOptions.class;
  }

  @Override
  public void run(List<String> arguments, PrintStream out) throws IOException {
    InputFileOptions options = Arguments.parse(arguments, InputFileOptions.class, Map.of());
    String input = Arguments.required("input", options.getInput());
    for (Instruction instruction :
        Inputs.instructions("input", input, Json.mapper().createArrayNode())) {
      String text = instruction.getText();
      for (Probe probe : InstructionProbes.of(text)) {
        out.println(Json.write(new Shown(text, probe.kind(), probe.expected(), probe.text())));
      }
    }
  }
}
