package org.autoif.pipeline.command.make;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.llm.pool.CompleteChats;
import org.autoif.io.llm.spending.Prices;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoreMaintenance;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.llm.store.StoreStats;
import org.autoif.io.record.Json;
import org.autoif.pipeline.Forecast;
import org.autoif.pipeline.Method;
import org.autoif.pipeline.command.job.Demo;
import org.autoif.pipeline.command.job.Endpoints;
import org.autoif.pipeline.command.job.Inputs;
import org.autoif.pipeline.command.job.NliChoice;
import org.autoif.pipeline.command.job.Spending;
import org.autoif.pipeline.command.job.Stores;
import org.autoif.pipeline.command.job.Versions;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.options.command.SynthesizeOptions;
import org.autoif.transforms.step.prompt.Prompts;

/** Forecasts what a synthesis will ask for, before it asks for anything. */
public final class PlanCommand implements Command {
  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String summary() {
    return "Forecasts calls, tokens and cost of a synthesis; it takes the same options";
  }

  @Override
  public String example() {
    return "autoif plan --seeds=seeds.txt --queries=queries.jsonl --output=out --prices=0.5,1.5";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return SynthesizeOptions.class;
  }

  @Override
  public void run(List<String> arguments, PrintStream out) throws IOException, JobFailedException {
    SynthesizeOptions options = Arguments.parse(arguments, SynthesizeOptions.class, Map.of());
    FileSystems.setDefaultPipelineOptions(options);
    Method method = Synthesize.method(options);
    Prompts prompts = Inputs.prompts(options.getPrompts());
    try (Demo demo = Demo.ofInputs(options)) {
      ArrayNode inputs = Json.mapper().createArrayNode();
      long seeds =
          Inputs.seeds(demo.seeds(), inputs).stream().map(seed -> seed.getId()).distinct().count();
      long queries = Inputs.countUsable(options, demo.queries(), inputs, out);
      Map<String, ChatEndpoint> endpoints = Endpoints.of(options, demo.baseUrl(), demo.model());
      // What a synthesis would refuse, its plan does.
      CompleteChats unused = Endpoints.chats(options, ChatEndpoints.of(endpoints), null);
      Prices prices = Spending.prices(options, endpoints);
      JsonNode manifest =
          options.getOutput() == null
              ? MissingNode.getInstance()
              : Versions.latestManifest(options.getOutput());
      NliChoice judge = NliChoice.of(options, Endpoints.timeoutMillis(options));
      List<Forecast.Calls> calls = Forecast.of(method, judge.isChat(), seeds, queries, manifest);
      out.printf("%d seeds, %d queries%n%n", seeds, queries);
      new PlanReport(
              prices,
              new TokenAverages(stats(options), prompts, endpoints),
              options.getChoicesPerRequest())
          .print(calls, out);
      out.println();
      out.println(
          manifest.isMissingNode()
              ? "Yields are assumed: no finished version is in --output."
              : "Yields are those of version " + manifest.path("version").asText() + ".");
      out.println("What is in the completion store already is not deducted; it costs nothing.");
    }
  }

  private static StoreStats stats(SynthesizeOptions options) throws JobFailedException {
    StoreStats none = new StoreStats(List.of(), 0);
    if (options.getOutput() == null && options.getCompletionStore() == null) {
      return none;
    }
    StoreSettings settings = Stores.settings(options, options.getOutput());
    if (settings == null) {
      return none;
    }
    Path file = settings.file();
    if (file != null && !Files.exists(file)) {
      return none;
    }
    try {
      return StoreMaintenance.of(settings).stats();
    } catch (StoreException e) {
      throw Stores.unusable(e);
    }
  }
}
