package org.autoif.pipeline.command;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.Help;
import org.autoif.pipeline.command.line.Option;
import org.autoif.pipeline.command.line.UsageException;

/** Prints what makes a shell complete commands and options, made from the options themselves. */
final class ShellCompletionCommand implements Command {
  private final List<Command> commands;

  /** Makes the command for these others and itself. */
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
    out.print(shell.equals("bash") ? bash() : zsh());
  }

  private String names() {
    return commands.stream().map(Command::name).collect(Collectors.joining(" "))
        + " "
        + name()
        + " help";
  }

  private String bash() {
    StringBuilder cases = new StringBuilder();
    for (Command command : commands) {
      cases
          .append("    ")
          .append(command.name())
          .append(") words='")
          .append(
              Help.options(command).stream()
                  .map(option -> "--" + option.name() + (option.isFlag() ? "" : "="))
                  .collect(Collectors.joining(" ")))
          .append(" --help")
          .append(actionsOf(command).isEmpty() ? "" : " " + String.join(" ", actionsOf(command)))
          .append("' ;;\n");
    }
    return BASH.replace("NAMES", names()).replace("CASES", cases.toString().stripTrailing());
  }

  /** Words that may follow a command's name; none where a path does. */
  private static List<String> actionsOf(Command command) {
    return command.actions().contains("|") ? List.of(command.actions().split("\\|")) : List.of();
  }

  private String zsh() {
    StringBuilder cases = new StringBuilder();
    for (Command command : commands) {
      cases.append("    ").append(command.name()).append(") _arguments -S");
      for (Option option : Help.options(command)) {
        cases
            .append(" \\\n      '--")
            .append(option.name())
            .append(option.isFlag() ? "" : "=")
            .append('[')
            .append(quoted(option.description()))
            .append(']')
            .append(option.isFlag() ? "" : ":" + option.allowed() + ":_files")
            .append('\'');
      }
      List<String> actions = actionsOf(command);
      cases
          .append(" \\\n      '1:")
          .append(actions.isEmpty() ? "path:_files'" : "what:(" + String.join(" ", actions) + ")'")
          .append(" ;;\n");
    }
    return ZSH.replace("NAMES", names()).replace("CASES", cases.toString().stripTrailing());
  }

  /** The first sentence, without what zsh would read as its own. */
  private static String quoted(String description) {
    return description
        .replaceFirst("(?<=[a-z0-9)])[.;:] .*", "")
        .replace("'", "’")
        .replaceAll("[\\[\\]\\\\`$:]", " ");
  }

  /** What follows {@code =} is a word of its own to bash. */
  private static final String BASH =
      """
      # autoif's completion for bash
      _autoif() {
        local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=''
        COMPREPLY=()
        if [ "$COMP_CWORD" -eq 1 ]; then
          mapfile -t COMPREPLY < <(compgen -W 'NAMES' -- "$cur")
          return
        fi
        if [ "$cur" = '=' ] || [ "$before" = '=' ]; then
          compopt -o filenames +o nospace 2> /dev/null
          mapfile -t COMPREPLY < <(compgen -f -- "${cur#=}")
          return
        fi
        case ${COMP_WORDS[1]} in
      CASES
        esac
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
        if [ "${#COMPREPLY[@]}" -eq 0 ]; then
          mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        fi
      }
      complete -o nospace -F _autoif autoif
      """;

  private static final String ZSH =
      """
      #compdef autoif
      # autoif's completion for zsh
      _autoif() {
        if (( CURRENT == 2 )); then
          compadd -- NAMES
          return
        fi
        local command=$words[2]
        shift words
        (( CURRENT-- ))
        case $command in
      CASES
        esac
      }
      compdef _autoif autoif
      """;
}
