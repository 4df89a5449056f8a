package org.autoif.pipeline.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.autoif.pipeline.command.job.Interrupt;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.CommandModel;
import org.autoif.pipeline.command.line.QuietPipe;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.command.look.AuditSampleCommand;
import org.autoif.pipeline.command.look.CrossValidateCommand;
import org.autoif.pipeline.command.look.InspectCommand;
import org.autoif.pipeline.command.look.ProbesCommand;
import org.autoif.pipeline.command.look.ReportCommand;
import org.autoif.pipeline.command.look.StoreCommand;
import org.autoif.pipeline.command.look.VerifyCommand;
import org.autoif.pipeline.command.make.OnlineDpoCommand;
import org.autoif.pipeline.command.make.PlanCommand;
import org.autoif.pipeline.command.make.Synthesize;

/**
 * The program: {@code autoif <command> [--option=value ...] [@FILE]}, FILE having an option a line.
 * Exit status 0 when done, 1 when the job failed and may be tried again, 2 for bad arguments or
 * input, 3 when it stopped on purpose; an error is one line on standard error.
 */
public final class AutoIf {
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int STOPPED = 3;
  private static final int BUFFER_BYTES = 1 << 13;
  private static final Logger LOG = Logger.getLogger(AutoIf.class.getName());

  private static final List<Command> WORKERS =
      List.of(
          new Synthesize(),
          new OnlineDpoCommand(),
          new PlanCommand(),
          new VerifyCommand(),
          new CrossValidateCommand(),
          new ReportCommand(),
          new InspectCommand(),
          new AuditSampleCommand(),
          new ProbesCommand(),
          new StoreCommand(),
          new BenchCommand(AutoIf.class),
          new TeacherCommand());

  private static final List<Command> COMMANDS =
      Stream.concat(WORKERS.stream(), Stream.of(new ShellCompletionCommand(WORKERS))).toList();

  private AutoIf() {}

  /** Runs a command and ends the process with its status. */
  public static void main(String[] arguments) {
    // The digits and letters of messages and file names are those of no country.
    Locale.setDefault(Locale.ROOT);
    // UTF-8 whatever the locale: rows go to files and pipes.
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    logQuietly();
    System.exit(runToEnd(List.of(arguments), System.out, System.err));
  }

  /** Returns a stream that is flushed with each line. */
  private static PrintStream utf8(FileDescriptor to) {
    return new PrintStream(
        new BufferedOutputStream(new QuietPipe(new FileOutputStream(to)), BUFFER_BYTES),
        true,
        UTF_8);
  }

  /** Runs a command and returns its status, which is a failure if what it printed got lost. */
  static int runToEnd(List<String> arguments, PrintStream out, PrintStream err) {
    int status = run(arguments, out, err);
    if (out.checkError() && status == 0 && !QuietPipe.hasClosed()) {
      err.println("autoif: standard output cannot be written: not all of it arrived");
      return FAILED;
    }
    return status;
  }

  /** Runs a command and returns its status. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    return run(
        arguments,
        out,
        line -> {
          if (!Interrupt.isGoing()) { // else its end has broken something, which is told already
            err.println("autoif: " + line);
          }
        });
  }

  private static int run(List<String> arguments, PrintStream out, Consumer<String> say) {
    try {
      dispatch(arguments, out);
      return 0;
    } catch (UsageException e) {
      say.accept(e.getMessage());
      return USAGE;
    } catch (Command.StoppedException e) {
      say.accept(Arguments.firstLine(e));
      return STOPPED;
    } catch (Command.JobFailedException | IOException e) {
      say.accept(Arguments.firstLine(e));
      return FAILED;
    } catch (RuntimeException e) {
      LOG.log(Level.FINE, "not foreseen", e);
      say.accept(e.getClass().getSimpleName() + ": " + Arguments.firstLine(e));
      return FAILED;
    }
  }

  private static void dispatch(List<String> arguments, PrintStream out)
      throws IOException, Command.JobFailedException {
    if (arguments.isEmpty() || List.of("help", "--help", "-h").contains(arguments.get(0))) {
      CommandModel.help(COMMANDS, out);
      return;
    }
    List<String> rest = Arguments.expand(arguments.subList(1, arguments.size()));
    Command command = CommandModel.named(arguments.get(0), COMMANDS);
    if (rest.stream().anyMatch(a -> Arrays.asList("--help", "-h").contains(a))) {
      CommandModel.help(command, out);
    } else {
      command.run(rest, out);
    }
  }

  /** Keeps the log to warnings, one line each, unless the user configured it. */
  private static void logQuietly() {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    try (InputStream in = AutoIf.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(in);
    } catch (IOException e) {
      System.err.println("autoif: the logging configuration cannot be read: " + e.getMessage());
    }
  }
}
