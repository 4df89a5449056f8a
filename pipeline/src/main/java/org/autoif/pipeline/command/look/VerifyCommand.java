package org.autoif.pipeline.command.look;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.ReadRows;
import org.autoif.io.dataset.WriteFiles;
import org.autoif.io.record.Json;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.autoif.pipeline.command.job.Engines;
import org.autoif.pipeline.command.job.Expected;
import org.autoif.pipeline.command.job.Inputs;
import org.autoif.pipeline.command.job.Jobs;
import org.autoif.pipeline.command.job.OutputFolders;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.settings.JobSettings;
import org.autoif.pipeline.command.settings.SandboxChoice;
import org.autoif.pipeline.options.command.VerifyOptions;
import org.autoif.transforms.publish.VerifyTexts;

/** Runs functions on texts. */
public final class VerifyCommand implements Command {
  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "Runs verification functions on texts and writes their verdicts";
  }

  @Override
  public String example() {
    return "autoif verify --input=sessions.jsonl --output=verdicts";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return VerifyOptions.class;
  }

  @Override
  public void run(List<String> arguments, PrintStream out) throws IOException, JobFailedException {
    VerifyOptions options = Arguments.parse(arguments, VerifyOptions.class, Map.of());
    JobSettings job = JobSettings.of(options, arguments);
    String input = Arguments.required("input", options.getInput());
    Folder folder = OutputFolders.empty(options.getOutput(), "verdicts");
    SandboxSettings sandbox = SandboxChoice.of(options);
    Inputs.rows(input, Json.mapper().createArrayNode(), VerifyTexts::reasonAgainst);
    try (VerifierEngine engine = Engines.start(sandbox)) {
      Pipeline pipeline = job.pipeline();
      pipeline
          .apply("Rows", ReadRows.json(input))
          .apply("VerifyTexts", VerifyTexts.of(Sandboxes.source(sandbox), job.shards()))
          .apply("File", WithKeys.of(VerifyTexts::file).withKeyType(TypeDescriptors.strings()))
          .apply("Write", WriteFiles.into(folder));
      if (Jobs.run(
              job,
              pipeline,
              folder.path(),
              Expected.NOTHING,
              "nothing was written; the same command starts anew",
              out)
          != null) {
        if (folder.has(VerifyTexts.FAILURES + "*")) {
          throw new JobFailedException(
              "the engine could not run all rows, see failures in "
                  + folder.path()
                  + "; the verdicts of the others are there too",
              new IOException("rows without verdicts"));
        }
        out.println("verdicts of " + engine.version() + " in " + folder.path());
      }
    }
  }
}
