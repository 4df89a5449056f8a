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
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.spending.Prices;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoreMaintenance;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.llm.store.StoreStats;
import org.autoif.io.record.Json;
import org.autoif.pipeline.Forecast;
import org.autoif.pipeline.Method;
import org.autoif.pipeline.command.job.Demo;
import org.autoif.pipeline.command.job.Inputs;
import org.autoif.pipeline.command.job.Stores;
import org.autoif.pipeline.command.job.Versions;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.settings.SynthesisSettings;
import org.autoif.pipeline.options.command.SynthesizeOptions;
import org.jspecify.annotations.Nullable;

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
    SynthesisSettings settings =
        SynthesisSettings.of(
            Arguments.parse(arguments, SynthesizeOptions.class, Map.of()), arguments);
    Method method = settings.method();
    try (Demo demo = Demo.ofInputs(settings.inputs(), settings.endpoints())) {
      ArrayNode inputs = Json.mapper().createArrayNode();
      long seeds =
          Inputs.seeds(demo.seeds(), inputs).stream().map(seed -> seed.getId()).distinct().count();
      long queries =
          Inputs.countUsable(settings.inputs(), method.queries(), demo.queries(), inputs, out);
      // What a synthesis would refuse, its plan does.
      Map<String, ChatEndpoint> endpoints =
          settings.endpoints().withTeacher(demo.baseUrl(), demo.model()).byRole();
      Prices prices = settings.spending().prices(endpoints);
      String output = settings.version().output();
      JsonNode manifest =
          output == null ? MissingNode.getInstance() : Versions.latestManifest(output);
      List<Forecast.Calls> calls =
          Forecast.of(method, settings.judge().isChat(), seeds, queries, manifest);
      out.printf("%d seeds, %d queries%n%n", seeds, queries);
      new PlanReport(
              prices,
              new TokenAverages(stats(settings.store()), settings.prompts(), endpoints),
              settings.pool().choicesPerRequest())
          .print(calls, out);
      out.println();
      out.println(
          manifest.isMissingNode()
              ? "Yields are assumed: no finished version is in --output."
              : "Yields are those of version " + manifest.path("version").asText() + ".");
      out.println("What is in the completion store already is not deducted; it costs nothing.");
    }
  }

  private static StoreStats stats(@Nullable StoreSettings settings) throws JobFailedException {
    StoreStats none = new StoreStats(List.of(), 0);
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
