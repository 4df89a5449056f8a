package org.autoif.pipeline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process of this same Java with this class path and these settings of its machine. It gives way
 * to this process, whose server stands for another machine and is not to be late for want of a
 * processor here.
 */
public final class ChildJava implements AutoCloseable {
  private static final long LAST_WORDS_SECONDS = 10;

  /** What Flink's client looks into on a Java 17. */
  private static final List<String> OPENED =
      List.of("lang", "lang.invoke", "lang.reflect", "math", "net", "nio", "io", "text", "time");

  /** A command, which becomes the one after it; none where there is no such thing. */
  private static final List<String> GIVING_WAY =
      Files.isExecutable(Path.of("/usr/bin/nice"))
          ? List.of("/usr/bin/nice", "-n", "10")
          : List.of();

  private final Process process;

  private ChildJava(Process process) {
    this.process = process;
  }

  /** Starts {@code main}; what it says of errors goes where this process's errors go. */
  public static ChildJava start(Class<?> main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(GIVING_WAY);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (option.startsWith("-X")) {
        command.add(option);
      }
    }
    for (String opened : OPENED) {
      command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    command.add("--add-opens=java.base/java.util=ALL-UNNAMED");
    command.add("--add-opens=java.base/java.util.concurrent=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Guarded.class.getName()));
    command.add(main.getName());
    command.addAll(arguments);
    return new ChildJava(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Makes it collect garbage. */
  public void collect() throws IOException {
    OutputStream to = process.getOutputStream();
    to.write('\n');
    to.flush();
  }

  /** Returns the processor time that it has used, in milliseconds; 0 where that is not told. */
  public double cpuMillis() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
  }

  /**
   * Returns all that it prints, when it has ended.
   *
   * @throws IOException if its status is not 0; the message is the last line that it printed
   */
  public String finish() throws IOException, InterruptedException {
    StringBuilder printed = new StringBuilder();
    String last = "";
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        printed.append(line).append('\n');
        last = line;
      }
    }
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("the measured job ended with status " + status + ": " + last);
    }
    return printed.toString();
  }

  /** Ends it at once, as {@code kill -9} does, and then what it left behind. */
  public void kill() throws InterruptedException {
    List<ProcessHandle> left = process.descendants().toList();
    process.destroyForcibly().waitFor();
    left.forEach(ProcessHandle::destroyForcibly);
  }

  /** Returns whether it ended within this time. */
  public boolean ended(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
