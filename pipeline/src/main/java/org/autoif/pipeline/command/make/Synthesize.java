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
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.llm.spending.LimitedChats;
import org.autoif.io.llm.spending.Prices;
import org.autoif.io.llm.spending.SpendingLimits;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.record.Instruction;
import org.autoif.io.record.Json;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.autoif.pipeline.AutoIfPipeline;
import org.autoif.pipeline.Forecast;
import org.autoif.pipeline.Method;
import org.autoif.pipeline.Sources;
import org.autoif.pipeline.command.job.Demo;
import org.autoif.pipeline.command.job.Engines;
import org.autoif.pipeline.command.job.Expected;
import org.autoif.pipeline.command.job.Inputs;
import org.autoif.pipeline.command.job.NliCheck;
import org.autoif.pipeline.command.job.StartUpCheck;
import org.autoif.pipeline.command.job.VersionJob;
import org.autoif.pipeline.command.job.Versions;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.command.settings.NliSettings;
import org.autoif.pipeline.command.settings.SynthesisSettings;
import org.autoif.pipeline.options.command.SynthesizeOptions;
import org.autoif.transforms.publish.Publication;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.train.ContaminationIndex;

/** Runs the whole pipeline. */
public final class Synthesize implements Command {
  @Override
  public String name() {
    return "synthesize";
  }

  @Override
  public String summary() {
    return "Makes a dataset from seed instructions, user queries and a chat model";
  }

  @Override
  public String example() {
    return "autoif synthesize --seeds=seeds.txt --queries=queries.jsonl --output=out"
        + " --teacherBaseUrl=http://localhost:8000/v1 --teacherModel=qwen2.5-72b-instruct";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return SynthesizeOptions.class;
  }

  @Override
  public void run(List<String> arguments, PrintStream out) throws IOException, JobFailedException {
    run(
        SynthesisSettings.of(
            Arguments.parse(arguments, SynthesizeOptions.class, Map.of()), arguments),
        out);
  }

  private void run(SynthesisSettings settings, PrintStream out)
      throws IOException, JobFailedException {
    if (settings.inputs().demo() && settings.job().isDetached()) {
      throw new UsageException(
          "--attachedMode=false: what --demo starts and unpacks ends with this process; name"
              + " --seeds, --queries and an endpoint instead");
    }
    Publication to =
        Versions.publication(
            settings.version(), Set.of("sft", "dpo"), settings.pool().allowsNoAnswer());
    JsonNode latest = Versions.latestOfKind(to.folder().output(), false);
    if (Versions.publishIfDue(to, out)) {
      return;
    }
    try (Demo demo = Demo.of(settings.inputs(), settings.endpoints(), settings.prompts())) {
      run(settings, to, latest, demo, out);
    }
  }

  private void run(
      SynthesisSettings settings, Publication to, JsonNode latest, Demo demo, PrintStream out)
      throws IOException, JobFailedException {
    Method method = settings.method();
    NliSettings judge = settings.judge();
    StoreSettings store = settings.store();
    ArrayNode inputs = Json.mapper().createArrayNode();
    List<Instruction> seeds = Inputs.seeds(demo.seeds(), inputs);
    long queries =
        Inputs.countUsable(settings.inputs(), method.queries(), demo.queries(), inputs, out);
    Inputs.origins(settings.inputs(), inputs);
    ContaminationIndex benchmarks = Inputs.benchmarks(settings.inputs(), inputs, out);
    Map<String, ChatEndpoint> given =
        settings.endpoints().withTeacher(demo.baseUrl(), demo.model()).byRole();
    Prices prices = settings.spending().prices(given);
    SpendingLimits limits = settings.spending().limits(prices, store);
    StartUpCheck.Checked checked =
        StartUpCheck.of(settings.pool(), settings.structured(), limits).run(given);
    ChatEndpoints clients = ChatEndpoints.of(judge.with(checked.endpoints()));
    NliCheck.run(judge, clients);
    ChatRoles roles =
        new ChatRoles(
            settings.pool().chats(LimitedChats.of(clients, limits), store).withPrices(prices),
            settings.prompts(),
            method.sampling().seed(),
            settings.structured());
    Sources from =
        new Sources(
            seeds,
            demo.queries(),
            settings.inputs().queryField(),
            benchmarks,
            roles,
            judge.client(roles),
            Sandboxes.source(settings.sandbox()),
            Engines.others(settings.sandbox()),
            settings.job().shards());
    new VersionJob(this, settings.job(), to.folder(), store, settings.sandbox())
        .run(
            (pipeline, engine) -> {
              checked.keep(store);
              AutoIfPipeline.build(
                  pipeline,
                  from,
                  method,
                  to,
                  VersionJob.info(
                          settings.card(), manifest(settings, checked.endpoints(), engine, inputs))
                      .withPrices(prices)
                      .withSandbox(settings.sandbox()));
            },
            Expected.of(
                Forecast.of(method, judge.isChat(), seeds.size(), queries, latest),
                method,
                seeds.size()),
            out);
  }

  /** Returns the settings as the manifest has them. */
  private static ObjectNode manifest(
      SynthesisSettings settings,
      Map<String, ChatEndpoint> endpoints,
      VerifierEngine engine,
      ArrayNode inputs) {
    ObjectNode manifest =
        VersionJob.settings(
            engine, settings.sandbox(), endpoints, settings.method(), settings.prompts(), inputs);
    manifest.put("structured_output", settings.structured().word());
    settings.judge().describe(manifest);
    return manifest;
  }
}
