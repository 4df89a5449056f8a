package org.autoif.pipeline.command.look;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.ReadRows;
import org.autoif.io.dataset.Row;
import org.autoif.io.dataset.WriteFiles;
import org.autoif.io.gauge.Counters;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.autoif.pipeline.InstructSettings;
import org.autoif.pipeline.command.job.Engines;
import org.autoif.pipeline.command.job.Expected;
import org.autoif.pipeline.command.job.Inputs;
import org.autoif.pipeline.command.job.Jobs;
import org.autoif.pipeline.command.job.OutputFolders;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.settings.JobSettings;
import org.autoif.pipeline.command.settings.SandboxChoice;
import org.autoif.pipeline.options.command.CrossValidateOptions;
import org.autoif.transforms.instruct.AuditVerifiers;
import org.autoif.transforms.instruct.CrossValidate;
import org.autoif.transforms.instruct.CrossValidationSettings;
import org.autoif.transforms.instruct.audit.AuditSettings;
import org.autoif.transforms.publish.ReadVerifiers;
import org.autoif.transforms.publish.export.JsonlRows;
import org.autoif.transforms.step.StepOutput;
import org.jspecify.annotations.Nullable;

/** Cross-validates functions and cases that were generated elsewhere. */
public final class CrossValidateCommand implements Command {
  @Override
  public String name() {
    return "cross-validate";
  }

  @Override
  public String summary() {
    return "Runs cross-validation alone, on files in AutoIF's own layouts";
  }

  @Override
  public String example() {
    return "autoif cross-validate --input=eval_func_rft.jsonl --output=validated"
        + " --preset=reference";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return CrossValidateOptions.class;
  }

  @Override
  public void run(List<String> arguments, PrintStream out) throws IOException, JobFailedException {
    CrossValidateOptions options = Arguments.parse(arguments, CrossValidateOptions.class, Map.of());
    JobSettings job = JobSettings.of(options, arguments);
    String input = Arguments.required("input", options.getInput());
    Folder folder = OutputFolders.empty(options.getOutput(), "verified", "rejected", "failures");
    SandboxSettings sandbox = SandboxChoice.of(options);
    CrossValidationSettings settings =
        Arguments.checked(() -> InstructSettings.crossValidation(options));
    AuditSettings audit = Arguments.checked(() -> InstructSettings.audit(options));
    Set<String> ids = new HashSet<>();
    Inputs.rows(input, Json.mapper().createArrayNode(), row -> reasonAgainst(row, ids));
    try (VerifierEngine engine = Engines.start(sandbox)) {
      Pipeline pipeline = job.pipeline();
      StepOutput<Constraint> read =
          pipeline
              .apply("Rows", ReadRows.json(input))
              .apply("ReadVerifiers", ReadVerifiers.create());
      StepOutput<Constraint> validated =
          read.kept()
              .apply(
                  "CrossValidate",
                  CrossValidate.of(Sandboxes.source(sandbox))
                      .withSettings(settings)
                      .withShards(job.shards()));
      StepOutput<Constraint> audited =
          validated
              .kept()
              .apply(
                  "AuditVerifiers",
                  AuditVerifiers.of(Sandboxes.source(sandbox))
                      .withOtherEngines(Engines.others(sandbox))
                      .withSettings(audit)
                      .withShards(job.shards()));
      PCollectionList.of(rows("Verified", audited.kept(), "verified", JsonlRows::instruction))
          .and(rows("Audited", audited.rejected(), "rejected", JsonlRows::rejection))
          .and(rows("Rejected", validated.rejected(), "rejected", JsonlRows::rejection))
          .and(rows("Unusable", read.rejected(), "rejected", JsonlRows::rejection))
          .and(rows("Unread", read.failed(), "failures", JsonlRows::failure))
          .and(rows("Failed", validated.failed(), "failures", JsonlRows::failure))
          .apply("AllRows", Flatten.pCollections())
          .apply("Write", WriteFiles.into(folder));
      PipelineResult result =
          Jobs.run(
              job,
              pipeline,
              folder.path(),
              Expected.NOTHING,
              "nothing was written; the same command starts anew",
              out);
      if (result == null) {
        return;
      }
      for (Class<?> step :
          List.of(ReadVerifiers.class, CrossValidate.class, AuditVerifiers.class)) {
        out.printf(
            "%-16s kept %d, rejected %d, failed %d%n",
            step.getSimpleName(),
            Counters.sum(result, step, "kept"),
            Counters.sum(result, step, "rejected"),
            Counters.sum(result, step, "failed"));
      }
      out.println("verified and rejected by " + engine.version() + " in " + folder.path());
    }
  }

  /** Two rows of one id would be taken for one instruction. */
  private static @Nullable String reasonAgainst(JsonNode row, Set<String> ids) {
    String reason = ReadVerifiers.reasonAgainst(row);
    return reason == null && row.has("id") && !ids.add(row.path("id").asText())
        ? "has the id '" + row.path("id").asText() + "' of an earlier row"
        : reason;
  }

  private static <T> PCollection<KV<String, Row>> rows(
      String name, PCollection<T> records, String file, SerializableFunction<T, Row> row) {
    return records
        .apply(name, MapElements.into(TypeDescriptor.of(Row.class)).via(row))
        .apply(name + "File", WithKeys.of(file));
  }
}
