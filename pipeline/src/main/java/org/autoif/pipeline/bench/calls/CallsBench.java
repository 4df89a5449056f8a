package org.autoif.pipeline.bench.calls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.autoif.io.record.Json;
import org.autoif.pipeline.bench.ChildJava;
import org.autoif.pipeline.bench.Results;
import org.autoif.pipeline.bench.Scratch;
import org.autoif.pipeline.bench.Setup;
import org.jspecify.annotations.Nullable;

/** Measures how full a job of nothing but calls keeps an endpoint, and what a call costs it. */
public final class CallsBench {
  private static final int HEAP_FACTOR = 10;
  private static final int PATIENCE_SECONDS = 300;

  private CallsBench() {}

  /** Adds a row for each number in flight. */
  public static void run(Setup setup, Results results) throws IOException, InterruptedException {
    for (int inFlight : setup.inFlight()) {
      results.add(row(setup, inFlight, setup.calls(), false));
    }
  }

  /**
   * Adds two rows for each number in flight, the second with ten times the calls: what is live on
   * the heap is to stay the same. Garbage is collected at each tenth of a row, which costs time.
   */
  public static void heap(Setup setup, Results results) throws IOException, InterruptedException {
    for (int inFlight : setup.inFlight()) {
      results.add(row(setup, inFlight, setup.calls(), true));
      results.add(row(setup, inFlight, HEAP_FACTOR * setup.calls(), true));
    }
  }

  private static CallsRow row(Setup setup, int inFlight, int calls, boolean collect)
      throws IOException, InterruptedException {
    String name =
        (collect ? "heap " + calls : "calls")
            + " C="
            + inFlight
            + (setup.longTail() ? " long tail" : "");
    try (PacedServer server = PacedServer.start(setup.pace());
        Scratch scratch = new Scratch()) {
      CallsSpec spec = spec(setup, server.baseUrl(), inFlight, calls, scratch.store(setup.store()));
      try (ChildJava job = start(spec, setup)) {
        Watched watched = Watched.of(job, server.log(), calls, collect);
        return CallsRow.of(name, spec, setup.pace(), watched, server.log().traffic());
      }
    }
  }

  public static CallsSpec spec(
      Setup setup, String baseUrl, int inFlight, int calls, @Nullable String store) {
    return new CallsSpec(
        baseUrl,
        inFlight,
        setup.workers(),
        setup.requestsPerMinute(),
        calls,
        setup.shards(),
        PATIENCE_SECONDS,
        store,
        Long.toString(System.currentTimeMillis(), Character.MAX_RADIX));
  }

  public static ChildJava start(CallsSpec spec, Setup setup) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(Json.write(spec));
    arguments.addAll(setup.arguments());
    return ChildJava.start(CallsJob.class, arguments);
  }
}
