package org.autoif.pipeline.command.line;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Reads arguments, {@code --name=value} or {@code --name value}, with one-line errors. */
public final class Arguments {
  private static final String NO_FILE_SYSTEM = "No filesystem found for scheme ";

  private Arguments() {}

  /**
   * Reads arguments; paths are looked up from then on in the file systems that they set up.
   *
   * @param own the command's options; Beam's and the runners' are allowed besides
   * @param defaults values for options that are not given, by name
   * @throws UsageException if an argument is no option, an option is unknown or a value has the
   *     wrong form
   */
  public static <T extends PipelineOptions> T parse(
      List<String> arguments, Class<T> own, Map<String, String> defaults) {
    Map<String, String> values = values(arguments, own);
    defaults.forEach(values::putIfAbsent);
    values.computeIfPresent("flinkMaster", (name, value) -> hostAndPort(value));
    List<String> beam = new ArrayList<>();
    values.forEach((name, value) -> beam.add("--" + name + "=" + value));
    try {
      PipelineOptionsFactory.register(own);
      T options = PipelineOptionsFactory.fromArgs(beam.toArray(String[]::new)).as(own);
      FileSystems.setDefaultPipelineOptions(options);
      return options;
    } catch (IllegalArgumentException e) {
      throw new UsageException(firstLine(e));
    }
  }

  /**
   * Returns arguments as {@code --name=value}, one each.
   *
   * @throws UsageException as {@link #parse} does
   */
  public static List<String> canonical(
      List<String> arguments, Class<? extends PipelineOptions> own) {
    return values(arguments, own).entrySet().stream()
        .map(option -> "--" + option.getKey() + "=" + option.getValue())
        .toList();
  }

  /**
   * Puts the options of a file in the place of {@code @FILE}: one a line, white space around them,
   * empty lines and those that start with {@code #} left out. Picocli's own way takes a file that
   * cannot be read for an argument, keeps the white space, and says of no line whose it is.
   *
   * @throws UsageException if a file cannot be read or a line of it is no option
   */
  public static List<String> expand(List<String> arguments) {
    List<String> all = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("@")) {
        all.addAll(options(argument.substring(1)));
      } else {
        all.add(argument);
      }
    }
    return all;
  }

  private static List<String> options(String file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of(HomeFolder.expand("@FILE", file)));
    } catch (IOException e) {
      throw new UsageException("'@" + file + "' cannot be read: a file of options is expected");
    }
    List<String> options =
        lines.stream()
            .map(line -> line.replace("\uFEFF", "").strip())
            .filter(Arguments::says)
            .toList();
    for (String option : options) {
      if (!option.startsWith("--")) {
        throw new UsageException(
            "'" + option + "' in '@" + file + "': --option=value is expected, one a line");
      }
    }
    return options;
  }

  private static boolean says(String line) {
    return !line.isEmpty() && !line.startsWith("#");
  }

  private static Map<String, String> values(
      List<String> arguments, Class<? extends PipelineOptions> own) {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      for (OptionSpec option :
          CommandModel.reader(own).parseArgs(arguments.toArray(String[]::new)).matchedOptions()) {
        String given = option.originalStringValues().get(0);
        values.put(option.longestName().substring(2), value(option.longestName(), given));
      }
    } catch (CommandLine.ParameterException e) {
      throw new UsageException(line(e));
    }
    return values;
  }

  private static String value(String name, String given) {
    String value = HomeFolder.expand(name, given);
    if (value.indexOf('\uFFFD') >= 0) {
      throw new UsageException(
          name + "='" + value + "' has letters that the locale does not know: set LC_ALL=C.UTF-8");
    }
    return value;
  }

  /** Returns what is wrong with the arguments, in one line. */
  private static String line(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String argument = unmatched.getUnmatched().get(0);
      String name = argument.replaceFirst("=.*", "");
      return unmatched.isUnknownOption()
          ? "unknown option " + name + Suggestion.of(name, CommandModel.shown(unmatched))
          : "unexpected argument '" + argument + "': options have the form --name=value";
    }
    if (e instanceof CommandLine.MissingParameterException missing) {
      ArgSpec option = missing.getMissing().get(0);
      return name(option) + " needs a value: " + name(option) + "=" + CommandModel.allowed(option);
    }
    if (e instanceof CommandLine.OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + " is given twice";
    }
    ArgSpec option = e.getArgSpec();
    return option == null
        ? firstLine(e)
        : name(option) + "='" + e.getValue() + "': expected " + CommandModel.allowed(option);
  }

  private static String name(ArgSpec option) {
    return ((OptionSpec) option).longestName();
  }

  /** Returns a required option's value. */
  public static String required(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new UsageException("--" + name + " is needed");
    }
    return value;
  }

  /**
   * Returns a path that the program has a file system for.
   *
   * @param name what the user calls it, such as {@code --output}
   */
  public static String path(String name, String path) {
    try {
      FileSystems.matchNewResource(path, true);
      return path;
    } catch (IllegalArgumentException e) {
      String line = firstLine(e);
      throw new UsageException(
          name
              + "='"
              + path
              + "': "
              + line
              + (line.startsWith(NO_FILE_SYSTEM)
                  ? "; the jar has s3 when it is built by ./mvnw -Ps3 package, others as"
                      + " deploy/README.md says"
                  : ""));
    }
  }

  /** Returns the path of what must be a file, or a pattern for files. */
  public static String file(String name, String path) {
    if (Files.isDirectory(Path.of(path(name, path)))) {
      throw new UsageException(name + "='" + path + "' is a folder: a file is expected");
    }
    return path;
  }

  /** Returns what is made of options, whose names start the messages about their values. */
  public static <T> T checked(Supplier<T> made) {
    return checked("--", made);
  }

  /**
   * Returns what is made of an option.
   *
   * @param start what is put before the message about a wrong value
   */
  public static <T> T checked(String start, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(start + firstLine(e));
    }
  }

  /**
   * Returns the address of a cluster without the {@code http://} and the last slash of an address
   * in a browser; Flink takes the one or the other.
   */
  private static String hostAndPort(String master) {
    if (master.startsWith("https://")) {
      throw new UsageException(
          "--flinkMaster='" + master + "': HOST:PORT is expected, which is asked by http");
    }
    return master.startsWith("http://")
        ? master.substring("http://".length()).replaceFirst("/+$", "")
        : master;
  }

  /** Returns what an error says, in one line. */
  public static String firstLine(Throwable e) {
    String message = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    String line = message.lines().findFirst().orElse(message).strip();
    // Those of files without a reason say no more than which file it is.
    return e instanceof FileSystemException file && file.getReason() == null
        ? line + ": " + reason(file)
        : line;
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "there is one already";
    }
    if (e instanceof NotDirectoryException) {
      return "no folder";
    }
    return e instanceof AccessDeniedException
        ? "permission denied"
        : e.getClass().getSimpleName().replace("Exception", "");
  }
}
