package org.autoif.pipeline.bench.calls;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.autoif.io.gauge.Counters;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.Prompt;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.llm.pool.CompleteChats;
import org.autoif.io.llm.store.CompletionStore;
import org.autoif.io.llm.store.CompletionStores;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.record.Json;
import org.autoif.pipeline.Runners;
import org.autoif.pipeline.options.command.BenchOptions;
import org.jspecify.annotations.Nullable;

/**
 * The job that is measured, in a process of its own: a pipeline of nothing but {@link
 * CompleteChats} and what feeds and counts it. Prints a {@link CallsMeasured}.
 */
public final class CallsJob {
  /** About as long as a question with an instruction and an example. */
  private static final String QUESTION = " How do the tides work?".repeat(40);

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private CallsJob() {}

  /** Runs the {@link CallsSpec} that comes first, with the options that follow. */
  public static void main(String[] arguments) throws InterruptedException {
    CallsSpec spec = Json.read(arguments[0], CallsSpec.class);
    PipelineOptionsFactory.register(BenchOptions.class);
    String[] given = Arrays.copyOfRange(arguments, 1, arguments.length);
    BenchOptions options = PipelineOptionsFactory.fromArgs(given).as(BenchOptions.class);
    Runners.trust(options, List.of(given));
    HeapWatch heap = HeapWatch.start();
    long start = System.nanoTime();
    PipelineResult result = finished(pipeline(spec, options));
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.println(
        Json.write(
            new CallsMeasured(
                Counters.sum(result, CompleteChats.class, "answers"),
                Counters.sum(result, CompleteChats.class, "failures"),
                seconds,
                SYSTEM.getProcessCpuTime() / 1e6,
                heap.liveMegabytes(),
                heap.peakMegabytes())));
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static PipelineResult finished(Pipeline pipeline) {
    try {
      PipelineResult result = pipeline.run();
      State state = result.waitUntilFinish();
      if (state != State.DONE) {
        throw new IllegalStateException("it ended as " + state);
      }
      return result;
    } catch (RuntimeException e) {
      System.out.println(deepest(e));
      System.out.flush();
      Runtime.getRuntime().halt(1);
      throw e;
    }
  }

  private static Pipeline pipeline(CallsSpec spec, BenchOptions options) {
    String nonce = spec.nonce();
    Pipeline pipeline = Pipeline.create(options);
    PCollectionTuple made =
        pipeline
            .apply("Numbers", GenerateSequence.from(0).to(spec.calls()))
            .apply(
                "Calls",
                MapElements.into(TypeDescriptor.of(ChatCall.class))
                    .via(number -> call(nonce, number)))
            .apply(
                "CompleteChats",
                CompleteChats.of(
                        ChatEndpoints.of(
                            Map.of("teacher", ChatEndpoint.of(spec.baseUrl(), "bench"))))
                    .withMaxInFlight(spec.inFlight())
                    .withShards(spec.shards())
                    .withEndpointPatience(spec.patience())
                    .withRates(spec.requestsPerMinute(), 0)
                    .withStore(store(spec, options)));
    if (spec.workers() > 1) {
      // A cluster counts what a task hands on to another one.
      made.get(CompleteChats.ANSWERS).apply("HandOn", Reshuffle.viaRandomKey());
    }
    return pipeline;
  }

  private static CompletionStore.@Nullable Source store(CallsSpec spec, BenchOptions options) {
    String url = spec.store();
    return url == null
        ? null
        : CompletionStores.source(
            StoreSettings.of(url)
                .withPassword(
                    options.getCompletionStorePasswordEnv(),
                    options.getCompletionStorePasswordFile()));
  }

  private static ChatCall call(String nonce, long number) {
    return ChatCall.builder()
        .setId(nonce + "-" + number)
        .setStep("Bench")
        .setRole("teacher")
        .setPrompts(List.of(Prompt.user(nonce + " " + number + QUESTION)))
        .setSamples(1)
        .setTemperature(1)
        .setSeed(0)
        .setContext("{}")
        .build();
  }

  private static String deepest(Throwable e) {
    Throwable at = e;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return String.valueOf(at).lines().findFirst().orElse("");
  }
}
