package org.autoif.pipeline.command.make;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.llm.pool.CompleteChats;
import org.autoif.io.llm.spending.LimitedChats;
import org.autoif.io.llm.spending.Prices;
import org.autoif.io.llm.spending.SpendingLimits;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.record.Instruction;
import org.autoif.io.record.Json;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.autoif.pipeline.AutoIfPipeline;
import org.autoif.pipeline.Forecast;
import org.autoif.pipeline.Method;
import org.autoif.pipeline.Sources;
import org.autoif.pipeline.command.job.Demo;
import org.autoif.pipeline.command.job.Endpoints;
import org.autoif.pipeline.command.job.Engines;
import org.autoif.pipeline.command.job.Expected;
import org.autoif.pipeline.command.job.Inputs;
import org.autoif.pipeline.command.job.Jobs;
import org.autoif.pipeline.command.job.NliChoice;
import org.autoif.pipeline.command.job.Progress;
import org.autoif.pipeline.command.job.Spending;
import org.autoif.pipeline.command.job.StartUpCheck;
import org.autoif.pipeline.command.job.Stores;
import org.autoif.pipeline.command.job.VersionJob;
import org.autoif.pipeline.command.job.Versions;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.command.SynthesizeOptions;
import org.autoif.transforms.publish.Publication;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.StructuredOutput;
import org.autoif.transforms.step.prompt.Prompts;
import org.autoif.transforms.train.ContaminationIndex;
import org.jspecify.annotations.Nullable;

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
    SynthesizeOptions options = Arguments.parse(arguments, SynthesizeOptions.class, Map.of());
    FileSystems.setDefaultPipelineOptions(options);
    Progress.check(options);
    if (options.getDemo() && Jobs.isDetached(options)) {
      throw new UsageException(
          "--attachedMode=false: what --demo starts and unpacks ends with this process; name"
              + " --seeds, --queries and an endpoint instead");
    }
    Method method = method(options);
    Publication to =
        Versions.publication(options, Set.of("sft", "dpo"), options.getMaxFailures() >= 1);
    JsonNode latest = Versions.latestOfKind(to.folder().output(), false);
    if (Versions.publishIfDue(to, out)) {
      return;
    }
    Prompts prompts = Inputs.prompts(options.getPrompts());
    try (Demo demo = Demo.of(options, prompts)) {
      run(arguments, options, method, to, latest, prompts, demo, out);
    }
  }

  private void run(
      List<String> arguments,
      SynthesizeOptions options,
      Method method,
      Publication to,
      JsonNode latest,
      Prompts prompts,
      Demo demo,
      PrintStream out)
      throws IOException, JobFailedException {
    ArrayNode inputs = Json.mapper().createArrayNode();
    List<Instruction> seeds = Inputs.seeds(demo.seeds(), inputs);
    long queries = Inputs.countUsable(options, demo.queries(), inputs, out);
    origin(inputs, "seeds", options.getSeedsSource(), options.getSeedsLicense());
    origin(inputs, "queries", options.getQueriesSource(), options.getQueriesLicense());
    ContaminationIndex benchmarks = benchmarks(options, inputs, out);
    Map<String, ChatEndpoint> given = Endpoints.of(options, demo.baseUrl(), demo.model());
    StoreSettings store = Stores.settings(options, options.getOutput());
    Prices prices = Spending.prices(options, given);
    SpendingLimits limits = Spending.limits(options, prices, store);
    NliChoice judge = NliChoice.of(options, Endpoints.timeoutMillis(options));
    StructuredOutput structured =
        Arguments.checked(() -> StructuredOutput.parse(options.getStructuredOutput()));
    SandboxSettings sandbox = Engines.settings(options);
    // Options are all read before anyone is asked.
    Endpoints.chats(options, ChatEndpoints.of(given), store);
    StartUpCheck.Checked checked = StartUpCheck.of(options, structured, limits).run(given);
    Map<String, ChatEndpoint> endpoints = checked.endpoints();
    ChatEndpoints clients = ChatEndpoints.of(judge.with(endpoints));
    CompleteChats chats =
        Endpoints.chats(options, LimitedChats.of(clients, limits), store).withPrices(prices);
    judge.check(clients);
    Expected expected =
        Expected.of(
            Forecast.of(method, judge.isChat(), seeds.size(), queries, latest),
            method,
            seeds.size());
    ChatRoles roles = new ChatRoles(chats, prompts, method.sampling().seed(), structured);
    new VersionJob(this, options, arguments, to.folder(), store, sandbox)
        .run(
            (pipeline, engine) -> {
              checked.keep(store);
              AutoIfPipeline.build(
                  pipeline,
                  new Sources(
                      seeds,
                      demo.queries(),
                      options.getQueryField(),
                      benchmarks,
                      roles,
                      judge.client(roles),
                      Sandboxes.source(sandbox),
                      Engines.others(sandbox),
                      Jobs.shards(options)),
                  method,
                  to,
                  VersionJob.info(
                          options,
                          settings(options, method, prompts, endpoints, judge, engine, inputs))
                      .withPrices(prices)
                      .withSandbox(sandbox));
            },
            expected,
            out);
  }

  public static Method method(SynthesizeOptions options) {
    return Arguments.checked(() -> Method.of(options));
  }

  /** Notes where the files of an option are from, as far as the user told. */
  private static void origin(
      ArrayNode inputs, String option, @Nullable String source, @Nullable String license) {
    for (JsonNode input : inputs) {
      if (input.path("option").asText().equals(option) && input instanceof ObjectNode node) {
        if (source != null) {
          node.put("source", source);
        }
        if (license != null) {
          node.put("license", license);
        }
      }
    }
  }

  private static @Nullable ContaminationIndex benchmarks(
      SynthesizeOptions options, ArrayNode inputs, PrintStream out) throws IOException {
    String files = options.getDecontaminate();
    if (files == null) {
      return null;
    }
    List<String> prompts = new ArrayList<>();
    for (String file : files.split(",", -1)) {
      Inputs.queries(
          Inputs.BENCHMARKS,
          file.strip(),
          null,
          Inputs.maxBadRows(options.getMaxBadRows()),
          inputs,
          out,
          prompts::add);
    }
    return Arguments.checked(() -> ContaminationIndex.of(prompts, options.getDecontaminateWords()));
  }

  private static ObjectNode settings(
      SynthesizeOptions options,
      Method method,
      Prompts prompts,
      Map<String, ChatEndpoint> endpoints,
      NliChoice judge,
      VerifierEngine engine,
      ArrayNode inputs) {
    ObjectNode settings =
        VersionJob.settings(engine, options.getTruthiness(), endpoints, method, prompts, inputs);
    settings.put("structured_output", options.getStructuredOutput());
    judge.describe(settings);
    return settings;
  }
}
