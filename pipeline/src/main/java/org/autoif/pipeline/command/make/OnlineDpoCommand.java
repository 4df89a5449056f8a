package org.autoif.pipeline.command.make;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.InputFiles;
import org.autoif.io.dataset.VersionFolder;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.llm.pool.CompleteChats;
import org.autoif.io.llm.spending.LimitedChats;
import org.autoif.io.llm.spending.Prices;
import org.autoif.io.llm.spending.SpendingLimits;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.autoif.pipeline.Forecast;
import org.autoif.pipeline.OnlineDpoPipeline;
import org.autoif.pipeline.Sampling;
import org.autoif.pipeline.command.job.Endpoints;
import org.autoif.pipeline.command.job.Engines;
import org.autoif.pipeline.command.job.Expected;
import org.autoif.pipeline.command.job.Inputs;
import org.autoif.pipeline.command.job.Jobs;
import org.autoif.pipeline.command.job.Progress;
import org.autoif.pipeline.command.job.Spending;
import org.autoif.pipeline.command.job.StartUpCheck;
import org.autoif.pipeline.command.job.Stores;
import org.autoif.pipeline.command.job.VersionJob;
import org.autoif.pipeline.command.job.Versions;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.command.OnlineDpoOptions;
import org.autoif.transforms.Preset;
import org.autoif.transforms.publish.Publication;
import org.autoif.transforms.publish.ReadTasks;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.StructuredOutput;
import org.autoif.transforms.step.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/** Makes preference pairs of what a policy answers to the tasks of a dataset. */
public final class OnlineDpoCommand implements Command {
  /** What the manifest tells of the dataset whose tasks are answered. */
  private record Dataset(Folder folder, ObjectNode manifest) {
    String version() {
      return manifest.path("version").asText();
    }
  }

  @Override
  public String name() {
    return "online-dpo";
  }

  @Override
  public String summary() {
    return "Makes preference pairs of what a policy answers to the tasks of a dataset";
  }

  @Override
  public String example() {
    return "autoif online-dpo --input=out --output=rounds --policyRevision=step-400"
        + " --policyBaseUrl=http://localhost:8000/v1 --policyModel=my-policy";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return OnlineDpoOptions.class;
  }

  @Override
  public void run(List<String> arguments, PrintStream out) throws IOException, JobFailedException {
    OnlineDpoOptions options = Arguments.parse(arguments, OnlineDpoOptions.class, Map.of());
    FileSystems.setDefaultPipelineOptions(options);
    Progress.check(options);
    if (options.getMinSft() != null && options.getMinSft() > 0) {
      throw new UsageException(
          "--minSft " + options.getMinSft() + ": online-dpo makes no sft rows; --minDpo is meant");
    }
    Sampling sampling =
        Arguments.checked(() -> Sampling.of(options, Preset.named("paper").pairPassRate()));
    Publication to = Versions.publication(options, Set.of("dpo"), options.getMaxFailures() >= 1);
    Dataset dataset = dataset(Arguments.required("input", options.getInput()));
    Versions.latestOfKind(to.folder().output(), true);
    if (Versions.publishIfDue(to, out)) {
      return;
    }
    run(arguments, options, sampling, to, dataset, out);
  }

  private void run(
      List<String> arguments,
      OnlineDpoOptions options,
      Sampling sampling,
      Publication to,
      Dataset dataset,
      PrintStream out)
      throws IOException, JobFailedException {
    Prompts prompts = Inputs.prompts(options.getPrompts());
    ArrayNode inputs = Json.mapper().createArrayNode();
    int tasks =
        Inputs.rows(
            dataset.folder().file(OnlineDpoPipeline.TASKS).toString(),
            inputs,
            ReadTasks::reasonAgainst);
    if (dataset.folder().has(OnlineDpoPipeline.INSTRUCTIONS)) {
      Inputs.rows(
          dataset.folder().file(OnlineDpoPipeline.INSTRUCTIONS).toString(),
          inputs,
          OnlineDpoCommand::reasonAgainstInstruction);
    }
    dataset.manifest().path("settings").path("inputs").forEach(inputs::add);
    Map<String, ChatEndpoint> endpoints = Endpoints.ofPolicy(options);
    StoreSettings store = Stores.settings(options, options.getOutput());
    Prices prices = Spending.prices(options, endpoints);
    SpendingLimits limits = Spending.limits(options, prices, store);
    SandboxSettings sandbox = Engines.settings(options);
    StartUpCheck.Checked checked =
        StartUpCheck.of(options, StructuredOutput.NONE, limits).run(endpoints);
    ChatEndpoints clients = ChatEndpoints.of(checked.endpoints());
    CompleteChats chats =
        Endpoints.chats(options, LimitedChats.of(clients, limits), store).withPrices(prices);
    String given = options.getPolicyRevision();
    String revision = given == null ? to.folder().version() : given;
    // A seed of its own is what makes the same question to the same name another call.
    ChatRoles policy =
        new ChatRoles(
            chats, prompts, Ids.number("policy", Long.toString(sampling.seed()), revision));
    OnlineDpoPipeline.Sources from =
        new OnlineDpoPipeline.Sources(
            dataset.folder(), policy, Sandboxes.source(sandbox), Jobs.shards(options));
    double samples = (double) tasks * sampling.responses();
    new VersionJob(this, options, arguments, to.folder(), store, sandbox)
        .run(
            (pipeline, engine) -> {
              checked.keep(store);
              ObjectNode settings =
                  VersionJob.settings(
                      engine,
                      options.getTruthiness(),
                      checked.endpoints(),
                      sampling,
                      prompts,
                      inputs);
              settings.put(Versions.DATASET, dataset.version()).put("policy_revision", revision);
              OnlineDpoPipeline.build(
                  pipeline,
                  from,
                  sampling,
                  to,
                  VersionJob.info(options, settings).withPrices(prices).withSandbox(sandbox));
            },
            Expected.of(
                List.of(new Forecast.Calls("SampleResponses", ChatRoles.POLICY, tasks, samples))),
            out);
  }

  private static Dataset dataset(String input) throws IOException {
    Folder folder = Versions.open("--input", input);
    try {
      return new Dataset(
          folder,
          Json.read(
              InputFiles.readText(folder.file(VersionFolder.MANIFEST).toString()),
              ObjectNode.class));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--input='" + input + "': its manifest.json is damaged");
    }
  }

  private static @Nullable String reasonAgainstInstruction(JsonNode row) {
    try {
      Json.read(row.toString(), Constraint.class);
      return null;
    } catch (IllegalArgumentException e) {
      return "is no row of instructions: " + Arguments.firstLine(e);
    }
  }
}
