package org.autoif.pipeline.command;

import java.io.PrintStream;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.CommandModel;
import org.autoif.pipeline.command.line.UsageException;

/** Prints what makes a shell complete commands and options, made from the options themselves. */
final class ShellCompletionCommand implements Command {
  private final List<Command> commands;

  /** Makes the command for these others. */
  ShellCompletionCommand(List<Command> commands) {
    this.commands = commands;
  }

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String actions() {
    return "bash|zsh";
  }

  @Override
  public String summary() {
    return "Prints a script that makes bash or zsh complete commands and options";
  }

  @Override
  public String example() {
    return "source <(autoif completion bash)";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return PipelineOptions.class;
  }

  @Override
  public void run(List<String> arguments, PrintStream out) {
    String shell = arguments.isEmpty() ? "" : arguments.get(0);
    if (arguments.size() > 1 || !List.of("bash", "zsh").contains(shell)) {
      throw new UsageException("completion needs one of bash and zsh");
    }
    out.print(CommandModel.completion(commands));
  }
}
