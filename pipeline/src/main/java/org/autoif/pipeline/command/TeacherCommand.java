package org.autoif.pipeline.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.io.record.VariableName;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.command.TeacherOptions;
import org.autoif.pipeline.teacher.TeacherServer;
import org.autoif.pipeline.teacher.TeacherSettings;

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
    TeacherOptions options = Arguments.parse(arguments, TeacherOptions.class, Map.of());
    TeacherSettings settings = settings(options);
    try (TeacherServer server = TeacherServer.start(settings)) {
      out.println("teacher at " + server.baseUrl());
      out.flush();
      new CountDownLatch(1).await();
    } catch (BindException e) {
      throw new UsageException("--port=" + options.getPort() + ": " + Arguments.firstLine(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static TeacherSettings settings(TeacherOptions options) {
    TeacherSettings settings =
        Arguments.checked(
            () ->
                TeacherSettings.defaults()
                    .withPort(options.getPort())
                    .withLatency(Duration.ofMillis(options.getLatencyMillis()))
                    .withLongTail(options.getLongTail())
                    .withErrorRate(options.getErrorRate())
                    .withRateLimitRate(options.getRateLimitRate())
                    .withMalformedRate(options.getMalformedRate())
                    .withMaxConcurrency(options.getMaxConcurrency()));
    String variable = options.getApiKeyEnv();
    if (variable == null) {
      return settings;
    }
    String key = System.getenv(variable);
    if (key == null || key.isBlank()) {
      throw new UsageException("--apiKeyEnv: " + VariableName.shown(variable) + " is not set");
    }
    return settings.withApiKey(key);
  }
}
