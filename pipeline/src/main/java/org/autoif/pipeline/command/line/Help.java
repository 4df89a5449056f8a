package org.autoif.pipeline.command.line;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The help texts, made from the commands and their options. */
public final class Help {
  private static final int WIDTH = 100;
  private static final int INDENT = 6;

  private Help() {}

  public static void all(List<Command> commands, PrintStream out) {
    out.println("usage: autoif <command> [--option=value ...] [@FILE]");
    out.println();
    commands.forEach(c -> out.printf("  %-16s %s%n", c.name(), c.summary()));
    out.println();
    out.println(
        "autoif <command> --help lists its options. Exit status: 0 done, 1 the job failed,");
    out.println("2 bad arguments or input, 3 stopped on purpose.");
  }

  public static void of(Command command, PrintStream out) {
    String actions = command.actions().isEmpty() ? "" : " " + command.actions();
    out.println("usage: autoif " + command.name() + actions + " [--option=value ...]");
    out.println();
    out.println(command.summary() + ". For example:");
    out.println();
    out.println("  " + command.example());
    Map<Class<?>, StringBuilder> groups = new LinkedHashMap<>();
    for (Class<?> group : command.options().getInterfaces()) {
      groups.put(group, new StringBuilder());
    }
    options(command)
        .forEach(
            option ->
                groups
                    .computeIfAbsent(option.group(), g -> new StringBuilder())
                    .append(entry(option, command.defaults())));
    groups.forEach(
        (group, entries) -> {
          if (!entries.isEmpty()) {
            out.println();
            out.println(title(group));
            out.print(entries);
          }
        });
    out.println();
    out.println("Beam's own options, such as --runner, are taken besides.");
  }

  /** Returns the options of a command that are not Beam's own. */
  public static List<Option> options(Command command) {
    return Option.of(command.options()).values().stream()
        .filter(option -> option.group().getName().startsWith("org.autoif."))
        .toList();
  }

  private static String title(Class<?> group) {
    String words =
        group.getSimpleName().replaceAll("Options$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    return words.substring(0, 1) + words.substring(1).toLowerCase(java.util.Locale.ROOT) + ":";
  }

  private static String entry(Option option, Map<String, String> defaults) {
    String value = option.isFlag() ? "[=true|false]" : "=<" + option.allowed() + ">";
    String usual = defaults.getOrDefault(option.name(), option.defaultValue());
    String given = usual == null || usual.isEmpty() ? "" : " [" + usual + "]";
    return "  --" + option.name() + value + given + "\n" + wrapped(option.description());
  }

  private static String wrapped(String text) {
    StringBuilder out = new StringBuilder();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() + 1 + INDENT > WIDTH) {
        out.append(" ".repeat(INDENT)).append(line).append('\n');
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    return out.append(" ".repeat(INDENT)).append(line).append('\n').toString();
  }
}
