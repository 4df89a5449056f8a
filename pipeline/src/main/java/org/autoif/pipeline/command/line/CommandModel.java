package org.autoif.pipeline.command.line;

import java.beans.Introspector;
import java.io.File;
import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The commands as picocli knows them: their options are those of the interfaces that Beam reads, so
 * that an option has its description, its default and its type in one place.
 */
public final class CommandModel {
  private static final String OURS = "org.autoif.";
  private static final int WIDTH = 100;
  private static final int NAME_WIDTH = 36;

  private CommandModel() {}

  /** Prints the help of the program. */
  public static void help(List<Command> commands, PrintStream out) {
    all(commands).usage(out);
  }

  /** Prints the help of a command. */
  public static void help(Command command, PrintStream out) {
    of(command).usage(out);
  }

  /** Returns a script by which bash, and zsh in bash's way, complete commands and options. */
  public static String completion(List<Command> commands) {
    return AutoComplete.bash("autoif", all(commands));
  }

  /** Returns the command of a name. */
  public static Command named(String name, List<Command> commands) {
    return commands.stream()
        .filter(command -> command.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name, commands));
  }

  private static UsageException unknown(String name, List<Command> commands) {
    List<String> names = commands.stream().map(Command::name).toList();
    return new UsageException(
        "unknown command '" + name + "': expected one of " + names + Suggestion.of(name, names));
  }

  /** Returns the names of the options that help tells of. */
  static List<String> shown(CommandLine.ParameterException e) {
    return e.getCommandLine().getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .toList();
  }

  /** Returns what an option takes, in words. */
  static String allowed(ArgSpec option) {
    return option.paramLabel().replaceAll("[<>]", "");
  }

  private static CommandLine all(List<Command> commands) {
    CommandSpec program = CommandSpec.create().name("autoif");
    program
        .usageMessage()
        .width(WIDTH)
        .synopsisHeading("usage: ")
        .customSynopsis("autoif <command> [--option=value ...] [@FILE]")
        .commandListHeading("%n")
        .footer(
            "",
            "autoif <command> --help lists its options. Exit status: 0 done, 1 the job failed,",
            "2 bad arguments or input, 3 stopped on purpose.");
    CommandLine line = new CommandLine(program);
    commands.forEach(command -> line.addSubcommand(command.name(), of(command)));
    return line;
  }

  private static CommandLine of(Command command) {
    CommandSpec spec = CommandSpec.create().name("autoif " + command.name());
    String actions = command.actions();
    if (!actions.isEmpty()) {
      PositionalParamSpec.Builder first =
          PositionalParamSpec.builder().index("0").arity("0..1").paramLabel(actions);
      spec.addPositional(
          actions.contains("|")
              ? first
                  .type(String.class)
                  .completionCandidates(List.of(actions.split("\\|")))
                  .description("What to do.")
                  .build()
              : first.type(File.class).description("What to look at.").build());
    }
    spec.addOption(
        OptionSpec.builder("--help", "-h").usageHelp(true).arity("0").hidden(true).build());
    Map<Class<?>, ArgGroupSpec.Builder> groups = new LinkedHashMap<>();
    for (Class<?> group : command.options().getInterfaces()) {
      groups.put(group, group(group));
    }
    options(command.options(), command.defaults())
        .forEach((option, of) -> groups.computeIfAbsent(of, CommandModel::group).addArg(option));
    groups.values().stream()
        .filter(group -> !group.args().isEmpty())
        .forEach(group -> spec.addArgGroup(group.build()));
    spec.usageMessage()
        .width(WIDTH)
        .longOptionsMaxWidth(NAME_WIDTH)
        .synopsisHeading("usage: ")
        .customSynopsis(
            spec.name() + (actions.isEmpty() ? "" : " " + actions) + " [--option=value ...]")
        .descriptionHeading("%n")
        .parameterListHeading("%n")
        .description(escaped(command.summary()) + ".")
        .footer(
            "",
            "For example:",
            "",
            "  " + escaped(command.example()),
            "",
            "Beam's own options, such as --runner, are taken besides.");
    return new CommandLine(spec);
  }

  private static ArgGroupSpec.Builder group(Class<?> group) {
    String words =
        group.getSimpleName().replaceAll("Options$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    return ArgGroupSpec.builder()
        .validate(false)
        .heading("%n" + words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT) + ":%n");
  }

  /** Returns what reads the options of an interface, and Beam's and the runners' besides. */
  static CommandLine reader(Class<? extends PipelineOptions> own) {
    Map<String, OptionSpec> known = new LinkedHashMap<>();
    options(own, Map.of()).keySet().forEach(option -> known.put(option.longestName(), option));
    List<Class<? extends PipelineOptions>> beams = new ArrayList<>(List.of(own));
    PipelineOptionsFactory.getRegisteredOptions().stream()
        .filter(options -> !options.getName().startsWith(OURS))
        .forEach(beams::add);
    for (Class<? extends PipelineOptions> options : beams) {
      getters(options)
          .forEach((name, getter) -> known.putIfAbsent("--" + name, beams(name, getter)));
    }
    CommandSpec spec = CommandSpec.create();
    known.values().forEach(spec::addOption);
    return new CommandLine(spec);
  }

  /** An option of Beam's is not told of in help, nor as what was meant. */
  private static OptionSpec beams(String name, Method getter) {
    return option(name, getter).hidden(true).build();
  }

  /** Returns our options of an interface with the interfaces that declare them, by name. */
  private static Map<OptionSpec, Class<?>> options(
      Class<? extends PipelineOptions> of, Map<String, String> defaults) {
    Map<OptionSpec, Class<?>> found = new LinkedHashMap<>();
    getters(of)
        .forEach(
            (name, getter) -> {
              if (getter.getDeclaringClass().getName().startsWith(OURS)) {
                String usual = defaults.getOrDefault(name, defaultOf(getter));
                Description description = getter.getAnnotation(Description.class);
                String told =
                    (description == null ? "" : description.value().strip().replaceAll("\\s+", " "))
                        + (usual == null || usual.isEmpty() ? "" : " [" + usual + "]");
                found.put(
                    option(name, getter).description(escaped(told)).build(),
                    getter.getDeclaringClass());
              }
            });
    return found;
  }

  private static Map<String, Method> getters(Class<? extends PipelineOptions> of) {
    Map<String, Method> getters = new LinkedHashMap<>();
    Arrays.stream(of.getMethods())
        .filter(
            method ->
                method.getParameterCount() == 0
                    && PipelineOptions.class.isAssignableFrom(method.getDeclaringClass())
                    && method.getName().matches("(?:get|is).+"))
        .sorted(Comparator.comparing(Method::getName))
        .forEach(
            getter ->
                getters.putIfAbsent(
                    Introspector.decapitalize(getter.getName().replaceFirst("^(?:get|is)", "")),
                    getter));
    return getters;
  }

  private static OptionSpec.Builder option(String name, Method getter) {
    Class<?> type = getter.getReturnType();
    OptionSpec.Builder option = OptionSpec.builder("--" + name);
    if (type == boolean.class || type == Boolean.class) {
      return option
          .type(Boolean.class)
          .arity("0..1")
          .fallbackValue("true")
          .paramLabel("<true or false>");
    }
    if (List.of(int.class, Integer.class, long.class, Long.class).contains(type)) {
      return option.type(type).arity("1").paramLabel("<a whole number>");
    }
    if (type == double.class || type == Double.class) {
      return option.type(Double.class).arity("1").paramLabel("<a number>");
    }
    // A shell completes what is no number as the name of a file, as many are.
    return option.type(File.class).arity("1").paramLabel("<a text>");
  }

  /** To picocli descriptions are formats. */
  private static String escaped(String text) {
    return text.replace("%", "%%");
  }

  private static @Nullable String defaultOf(Method getter) {
    for (Annotation annotation : getter.getAnnotations()) {
      if (annotation instanceof Default.Integer value) {
        return Integer.toString(value.value());
      } else if (annotation instanceof Default.Long value) {
        return Long.toString(value.value());
      } else if (annotation instanceof Default.Double value) {
        return Double.toString(value.value());
      } else if (annotation instanceof Default.Boolean value) {
        return Boolean.toString(value.value());
      } else if (annotation instanceof Default.String value) {
        return value.value();
      }
    }
    return null;
  }
}
