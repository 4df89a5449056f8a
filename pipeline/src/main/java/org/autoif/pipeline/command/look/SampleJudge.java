package org.autoif.pipeline.command.look;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.transforms.Create;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.record.Json;
import org.autoif.pipeline.command.job.Expected;
import org.autoif.pipeline.command.job.Jobs;
import org.autoif.pipeline.command.job.StartUpCheck;
import org.autoif.pipeline.command.job.Stores;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.settings.SampleJudgeSettings;
import org.autoif.transforms.publish.JudgeSample;
import org.autoif.transforms.publish.report.AuditSample;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.StructuredOutput;

/** Has a judge label a sample before a person does, in a small job of its own. */
final class SampleJudge {
  private SampleJudge() {}

  /**
   * Fills the judge's column of these rows; it stays empty where the judge could not be asked.
   *
   * @throws JobFailedException if no answer came at all, or the job broke
   */
  static void label(SampleJudgeSettings settings, List<ObjectNode> rows, PrintStream out)
      throws IOException, Command.JobFailedException {
    StoreSettings store = settings.store();
    Stores.check(store);
    StartUpCheck.Checked checked =
        StartUpCheck.of(settings.pool(), StructuredOutput.NONE, null)
            .run(settings.endpoints().byRole());
    checked.keep(store);
    ChatRoles judge =
        new ChatRoles(
            settings.pool().chats(ChatEndpoints.of(checked.endpoints()), store),
            settings.prompts(),
            settings.seed());
    Path folder = Files.createTempDirectory("autoif-audit");
    try {
      Pipeline pipeline = settings.job().pipeline();
      pipeline
          .apply(
              "Sample",
              Create.of(rows.stream().map(ObjectNode::toString).toList())
                  .withCoder(StringUtf8Coder.of()))
          .apply("JudgeSample", JudgeSample.of(judge))
          .kept()
          .apply("Write", TextIO.write().to(folder.resolve("rows").toString()));
      Jobs.run(
          settings.job(),
          pipeline,
          folder.toString(),
          Expected.NOTHING,
          "nothing was written; the same command starts anew",
          out);
      int labelled = fill(rows, folder);
      out.println(
          "the judge labelled " + labelled + " of " + rows.size() + " answers in judge_label");
    } finally {
      delete(folder);
    }
  }

  private static int fill(List<ObjectNode> rows, Path folder) throws IOException {
    Map<String, String> labels = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (String line : Files.readAllLines(file)) {
          ObjectNode row = Json.read(line, ObjectNode.class);
          labels.put(key(row), row.path(AuditSample.JUDGE_LABEL).asText());
        }
      }
    }
    rows.forEach(row -> row.put(AuditSample.JUDGE_LABEL, labels.getOrDefault(key(row), "")));
    return labels.size();
  }

  private static String key(ObjectNode row) {
    return row.path("kind").asText() + " " + row.path("id").asText();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
