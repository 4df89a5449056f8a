package org.autoif.pipeline.command.make;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.InputFiles;
import org.autoif.io.dataset.VersionFolder;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.llm.spending.LimitedChats;
import org.autoif.io.llm.spending.Prices;
import org.autoif.io.llm.spending.SpendingLimits;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.autoif.pipeline.Forecast;
import org.autoif.pipeline.OnlineDpoPipeline;
import org.autoif.pipeline.SamplingSettings;
import org.autoif.pipeline.command.job.Expected;
import org.autoif.pipeline.command.job.Inputs;
import org.autoif.pipeline.command.job.StartUpCheck;
import org.autoif.pipeline.command.job.VersionJob;
import org.autoif.pipeline.command.job.Versions;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.command.settings.RoundSettings;
import org.autoif.pipeline.options.command.OnlineDpoOptions;
import org.autoif.transforms.publish.Publication;
import org.autoif.transforms.publish.ReadTasks;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.StructuredOutput;
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
    run(
        RoundSettings.of(Arguments.parse(arguments, OnlineDpoOptions.class, Map.of()), arguments),
        out);
  }

  private void run(RoundSettings settings, PrintStream out) throws IOException, JobFailedException {
    Publication to =
        Versions.publication(settings.version(), Set.of("dpo"), settings.pool().allowsNoAnswer());
    Dataset dataset = dataset(settings.input());
    Versions.latestOfKind(to.folder().output(), true);
    if (!Versions.publishIfDue(to, out)) {
      run(settings, to, dataset, out);
    }
  }

  private void run(RoundSettings settings, Publication to, Dataset dataset, PrintStream out)
      throws IOException, JobFailedException {
    SamplingSettings sampling = settings.sampling();
    StoreSettings store = settings.store();
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
    Map<String, ChatEndpoint> endpoints = settings.endpoints().byRole();
    Prices prices = settings.spending().prices(endpoints);
    SpendingLimits limits = settings.spending().limits(prices, store);
    StartUpCheck.Checked checked =
        StartUpCheck.of(settings.pool(), StructuredOutput.NONE, limits).run(endpoints);
    ChatEndpoints clients = ChatEndpoints.of(checked.endpoints());
    String given = settings.revision();
    String revision = given == null ? to.folder().version() : given;
    // A seed of its own is what makes the same question to the same name another call.
    ChatRoles policy =
        new ChatRoles(
            settings.pool().chats(LimitedChats.of(clients, limits), store).withPrices(prices),
            settings.prompts(),
            Ids.number("policy", Long.toString(sampling.seed()), revision));
    OnlineDpoPipeline.Sources from =
        new OnlineDpoPipeline.Sources(
            dataset.folder(),
            policy,
            Sandboxes.source(settings.sandbox()),
            settings.job().shards());
    double samples = (double) tasks * sampling.responses();
    new VersionJob(this, settings.job(), to.folder(), store, settings.sandbox())
        .run(
            (pipeline, engine) -> {
              checked.keep(store);
              ObjectNode manifest =
                  VersionJob.settings(
                      engine,
                      settings.sandbox(),
                      checked.endpoints(),
                      sampling,
                      settings.prompts(),
                      inputs);
              manifest.put(Versions.DATASET, dataset.version()).put("policy_revision", revision);
              OnlineDpoPipeline.build(
                  pipeline,
                  from,
                  sampling,
                  to,
                  VersionJob.info(settings.card(), manifest)
                      .withPrices(prices)
                      .withSandbox(settings.sandbox()));
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
