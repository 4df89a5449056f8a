package org.autoif.io.llm.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.transforms.Create;
import org.autoif.io.gauge.Counters;
import org.autoif.io.llm.CallTimer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Completion;
import org.autoif.io.llm.FakeChatClient;
import org.autoif.io.llm.Prompt;
import org.autoif.io.llm.pool.CompleteChats;
import org.autoif.io.llm.store.CompletionStore;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoredCompletion;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Throws what nobody foresees out of each method that the call engine asks of another part, one
 * after the other: the first time, some time later, and each time. Whatever it is, the job ends in
 * time, either broken and saying why or with every call answered or failed.
 */
@Tag("slow")
class BrokenSeamsTest {
  private static final int CALLS = 40;
  private static final int LONGEST_SECONDS = 60;

  /** Methods that the engine calls; a name stands for all of its callers. */
  private static final List<String> SEAMS =
      List.of(
          "source.open",
          "client.complete",
          "client.endpoint",
          "client.model",
          "client.parameters",
          "client.mostChoices",
          "client.close",
          "timer.now",
          "timer.after",
          "timer.apart",
          "store.open",
          "store.find",
          "store.put",
          "store.turn",
          "store.close",
          "receipt.stored");

  /** When a seam breaks: at which of its calls, the first being 1, and whether at all later. */
  private record Fault(String seam, int from, int to, boolean error) {
    static final Map<String, AtomicInteger> CALLED = new ConcurrentHashMap<>();
    private static final Fault NONE = new Fault("", 0, 0, false);
    private static volatile Fault now = NONE;

    static void at(String seam) {
      Fault fault = now;
      if (fault.seam.equals(seam)) {
        int call = CALLED.computeIfAbsent(seam, s -> new AtomicInteger()).incrementAndGet();
        if (call >= fault.from && call <= fault.to) {
          if (fault.error) {
            throw new StackOverflowError("thrown at " + seam);
          }
          throw new IllegalStateException("thrown at " + seam);
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> givenSeamThatThrows_thenTheJobEnds() {
    return SEAMS.stream()
        .flatMap(
            seam ->
                Stream.of(
                    new Fault(seam, 1, 1, false),
                    new Fault(seam, 1, Integer.MAX_VALUE, false),
                    new Fault(seam, 7, 7, true),
                    new Fault(seam, 7, Integer.MAX_VALUE, false)))
        .map(fault -> DynamicTest.dynamicTest(fault.toString(), () -> check(fault)));
  }

  @Test
  void givenNoFault_thenEachSeamIsCalled() {
    for (String seam : SEAMS) {
      Fault.CALLED.clear();
      Fault.now = new Fault(seam, Integer.MAX_VALUE, Integer.MAX_VALUE, false);
      assertThat(run(), is(CALLS));
      assertThat(Fault.CALLED.keySet(), contains(seam));
    }
  }

  private static void check(Fault fault) throws Exception {
    Fault.CALLED.clear();
    Fault.now = fault;
    FutureTask<Integer> job = new FutureTask<>(BrokenSeamsTest::run);
    Thread thread = new Thread(job, "job of " + fault);
    thread.setDaemon(true);
    thread.start();
    try {
      assertThat(job.get(LONGEST_SECONDS, TimeUnit.SECONDS), is(CALLS));
    } catch (TimeoutException e) {
      throw new AssertionError("the job hangs", e);
    } catch (ExecutionException e) {
      // Beam keeps what a teardown threw to itself.
      assertThat(
          chain(e),
          fault.seam.endsWith(".close")
              ? containsString("tearing down")
              : containsString("thrown at " + fault.seam));
    } finally {
      Fault.now = Fault.NONE;
    }
  }

  private static String chain(Throwable e) {
    StringBuilder all = new StringBuilder();
    for (Throwable at = e; at != null; at = at.getCause()) {
      all.append(at).append('\n');
    }
    return all.toString();
  }

  /** Returns how many calls were answered or are failures. */
  private static int run() {
    Pipeline pipeline = Pipeline.create();
    List<ChatCall> calls =
        IntStream.range(0, CALLS)
            .mapToObj(
                i ->
                    ChatCall.builder()
                        .setId("id" + i)
                        .setStep("Step")
                        .setRole("teacher")
                        .setPrompts(List.of(Prompt.user("question " + i)))
                        .setSamples(2)
                        .setTemperature(0)
                        .setSeed(7)
                        .setContext("{}")
                        .build())
            .toList();
    pipeline
        .apply(Create.of(calls))
        .apply(
            CompleteChats.of(new Source())
                .withMaxInFlight(4)
                .withChoicesPerRequest(2)
                .withRates(6_000_000, 0)
                .withTimer(new Timer())
                .withStore(new Stores()));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return (int)
        (Counters.sum(result, CompleteChats.class, "answers")
            + Counters.sum(result, CompleteChats.class, "failures"));
  }

  private record Source() implements ChatClient.Source {
    @Override
    public ChatClient open(String role) {
      Fault.at("source.open");
      return new Client();
    }
  }

  private static final class Client implements ChatClient {
    private static final AtomicInteger ASKED = new AtomicInteger();

    @Override
    public Completion complete(ChatRequest request) throws ChatException {
      Fault.at("client.complete");
      if (ASKED.incrementAndGet() % 5 == 0) {
        throw new ChatException(ChatException.Kind.SERVER, "now and then", 0, null);
      }
      return new Completion(FakeChatClient.question(request), null, "stop", 1, 1);
    }

    @Override
    public String endpoint() {
      Fault.at("client.endpoint");
      return "endpoint";
    }

    @Override
    public String model() {
      Fault.at("client.model");
      return "model";
    }

    @Override
    public String parameters() {
      Fault.at("client.parameters");
      return "{}";
    }

    @Override
    public int mostChoices() {
      Fault.at("client.mostChoices");
      return 2;
    }

    @Override
    public void close() {
      Fault.at("client.close");
    }
  }

  private record Timer() implements CallTimer {
    private static final CallTimer INSTANT = new FakeChatClient.InstantTimer();

    @Override
    public long now() {
      Fault.at("timer.now");
      return INSTANT.now();
    }

    @Override
    public void after(long millis, Runnable work) {
      Fault.at("timer.after");
      INSTANT.after(millis, work);
    }

    @Override
    public void apart(Runnable work) {
      Fault.at("timer.apart");
      INSTANT.after(0, work);
    }
  }

  private record Stores() implements CompletionStore.Source {
    @Override
    public CompletionStore open() {
      Fault.at("store.open");
      return new Memory();
    }
  }

  /** Keeps nothing; tells at once. */
  private static final class Memory implements CompletionStore {
    @Override
    public Map<String, StoredCompletion> find(Collection<String> keys) {
      Fault.at("store.find");
      return Map.of();
    }

    @Override
    public void put(StoredCompletion completion, Receipt receipt) {
      Fault.at("store.put");
      try {
        Fault.at("receipt.stored");
        receipt.stored(completion);
      } catch (IllegalStateException | StackOverflowError e) {
        receipt.lost(new StoreException(String.valueOf(e.getMessage())));
      }
    }

    @Override
    public long turn(String name, double millis) {
      Fault.at("store.turn");
      return 0;
    }

    @Override
    public double share(String name, double wanted, double all) {
      return wanted;
    }

    @Override
    public void close() {
      Fault.at("store.close");
    }
  }
}
