package org.autoif.io.llm;

import com.google.api.client.util.Sleeper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.autoif.io.record.Failure;
import org.autoif.io.record.Json;
import org.autoif.io.spread.Spread;
import org.jspecify.annotations.Nullable;

/**
 * Makes chat calls: takes {@link ChatCall}s and yields a {@link ChatAnswer} each.
 *
 * <p>Every sample of every question is a request of its own, sample {@code i} with the call's seed
 * plus {@code i}. Errors that may pass are asked again with growing waits; a sample that is given
 * up becomes a {@link Failure} whose record is the call, and the answer goes on with the others. An
 * answer without any sample is not emitted. A wrong key, a used-up quota or an address where nobody
 * answers ends the job: the bundle fails with a {@link ChatException} as cause.
 *
 * <p>Calls are gathered into {@code shards} groups, and each group is worked through with all its
 * calls submitted to one pool a worker process; answers leave as they arrive. Running a bundle
 * again asks again.
 */
public final class CompleteChats extends PTransform<PCollection<ChatCall>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** The answers. */
  public static final TupleTag<ChatAnswer> ANSWERS = new TupleTag<>() {};

  /** What the answers cost. */
  public static final TupleTag<Usage> USAGE = new TupleTag<>() {};

  /** The samples that were given up. */
  public static final TupleTag<Failure> FAILURES = new TupleTag<>() {};

  private final ChatClient.Source source;
  private final int maxInFlight;
  private final int shards;
  private final int maxAttempts;
  private final SleeperSource sleepers;

  /** A sleeper that can travel with the pipeline. */
  interface SleeperSource extends java.io.Serializable {
    Sleeper get();
  }

  private CompleteChats(
      ChatClient.Source source,
      int maxInFlight,
      int shards,
      int maxAttempts,
      SleeperSource sleepers) {
    this.source = source;
    this.maxInFlight = maxInFlight;
    this.shards = shards;
    this.maxAttempts = maxAttempts;
    this.sleepers = sleepers;
  }

  /**
   * Returns calls to these clients: 64 in flight a worker process, 3 shards, 6 attempts a request.
   */
  public static CompleteChats of(ChatClient.Source source) {
    return new CompleteChats(source, 64, 3, 6, () -> Sleeper.DEFAULT);
  }

  /**
   * Returns these calls with another limit on requests in flight in one worker process.
   *
   * @throws IllegalArgumentException if it is not in [1, 4096]
   */
  public CompleteChats withMaxInFlight(int requests) {
    return new CompleteChats(
        source, check("maxInFlight", requests, 1, 4096), shards, maxAttempts, sleepers);
  }

  /**
   * Returns these calls in another number of groups: few on the DirectRunner, at least 64 times the
   * parallelism on a cluster.
   *
   * @throws IllegalArgumentException if it is not in [1, 1000000]
   */
  public CompleteChats withShards(int groups) {
    return new CompleteChats(
        source, maxInFlight, check("shards", groups, 1, 1_000_000), maxAttempts, sleepers);
  }

  /**
   * Returns these calls with another limit on how often one request is sent.
   *
   * @throws IllegalArgumentException if it is not in [1, 100]
   */
  public CompleteChats withMaxAttempts(int attempts) {
    return new CompleteChats(
        source, maxInFlight, shards, check("maxAttempts", attempts, 1, 100), sleepers);
  }

  CompleteChats withSleeper(SleeperSource sleeper) {
    return new CompleteChats(source, maxInFlight, shards, maxAttempts, sleeper);
  }

  /** Returns the number of groups, for steps that spread other work in the same way. */
  public int shards() {
    return shards;
  }

  private static int check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " " + value + ": must be from " + least + " to " + most);
    }
    return value;
  }

  @Override
  public PCollectionTuple expand(PCollection<ChatCall> calls) {
    return calls
        .apply("Spread", Spread.into(shards, ChatCall::getId))
        .apply(
            "Complete",
            ParDo.of(new CompleteFn(this))
                .withOutputTags(ANSWERS, TupleTagList.of(FAILURES).and(USAGE)));
  }

  /** A call whose samples are under way; filled by pool threads, read when none is left. */
  private static final class Pending {
    final ChatCall call;
    final List<Choice> choices = new ArrayList<>();
    final List<Failure> failures = new ArrayList<>();
    private int left;
    int requests;
    int retries;
    long promptTokens;
    long completionTokens;
    @Nullable ChatException fatal;

    Pending(ChatCall call) {
      this.call = call;
      this.left = call.getPrompts().size() * call.getSamples();
    }

    synchronized void succeeded(int prompt, int sample, Completion completion, int attempts) {
      choices.add(
          Choice.builder()
              .setPrompt(prompt)
              .setSample(sample)
              .setText(completion.text())
              .setReasoning(completion.reasoning())
              .setFinishReason(completion.finishReason())
              .build());
      requests++;
      retries += attempts - 1;
      promptTokens += completion.promptTokens();
      completionTokens += completion.completionTokens();
    }

    synchronized void gaveUp(int prompt, int sample, ChatException last, int attempts) {
      if (last.kind().isFatal()) {
        fatal = last;
      }
      retries += attempts - 1;
      failures.add(
          Failure.builder()
              .setStep(call.getStep())
              .setKind("chat_" + last.kind().word())
              .setId(call.getId() + "-" + prompt + "-" + sample)
              .setMessage(String.valueOf(last.getMessage()))
              .setAttempts(attempts)
              .setRecord(Json.write(call))
              .build());
    }

    /** Returns whether that was the last sample. */
    synchronized boolean sampleDone() {
      return --left == 0;
    }

    synchronized @Nullable ChatAnswer answer() {
      if (choices.isEmpty()) {
        return null;
      }
      choices.sort(Comparator.comparingInt(Choice::getPrompt).thenComparing(Choice::getSample));
      return ChatAnswer.builder().setCall(call).setChoices(choices).build();
    }

    synchronized Usage usage() {
      return Usage.builder()
          .setStep(call.getStep())
          .setRole(call.getRole())
          .setCalls(1)
          .setRequests(requests)
          .setPromptTokens(promptTokens)
          .setCompletionTokens(completionTokens)
          .build();
    }
  }

  private interface Sink {
    void answer(ChatAnswer answer);

    void failure(Failure failure);

    void usage(Usage usage);
  }

  private static final class CompleteFn extends DoFn<KV<String, Iterable<ChatCall>>, ChatAnswer> {
    private static final long serialVersionUID = 1;

    private final CompleteChats settings;
    private final Counter answers = Metrics.counter(CompleteChats.class, "answers");
    private final Counter failures = Metrics.counter(CompleteChats.class, "failures");
    private final Counter retries = Metrics.counter(CompleteChats.class, "retries");
    private final Counter promptTokens = Metrics.counter(CompleteChats.class, "prompt_tokens");
    private final Counter completionTokens =
        Metrics.counter(CompleteChats.class, "completion_tokens");
    private final Distribution samples = Metrics.distribution(CompleteChats.class, "samples");

    private transient @Nullable CallPool pool;
    private transient @Nullable PatientCaller caller;
    private transient @Nullable Map<String, ChatClient> clients;
    private transient @Nullable BlockingQueue<Pending> arrived;
    private transient volatile boolean cancelled;
    private transient int pending;

    CompleteFn(CompleteChats settings) {
      this.settings = settings;
    }

    @Setup
    public void setup() {
      pool = CallPool.lease(settings.maxInFlight);
      caller = new PatientCaller(settings.maxAttempts, settings.sleepers.get());
      clients = new HashMap<>();
    }

    @StartBundle
    public void startBundle() {
      arrived = new LinkedBlockingQueue<>();
      pending = 0;
      cancelled = false;
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<ChatCall>> group, MultiOutputReceiver out)
        throws ChatException, InterruptedException {
      Sink sink =
          new Sink() {
            @Override
            public void answer(ChatAnswer answer) {
              out.get(ANSWERS).output(answer);
            }

            @Override
            public void failure(Failure failure) {
              out.get(FAILURES).output(failure);
            }

            @Override
            public void usage(Usage usage) {
              out.get(USAGE).output(usage);
            }
          };
      // Enough to keep the pool busy while answers are handed on, and no more than that in memory.
      int bound = 2 * settings.maxInFlight;
      for (ChatCall call : group.getValue()) {
        while (pending > 0 && (pending >= bound || !queue().isEmpty())) {
          emit(queue().take(), sink);
        }
        submit(call);
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context)
        throws ChatException, InterruptedException {
      Sink sink =
          new Sink() {
            @Override
            public void answer(ChatAnswer answer) {
              context.output(answer, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
            }

            @Override
            public void failure(Failure failure) {
              context.output(
                  FAILURES, failure, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
            }

            @Override
            public void usage(Usage usage) {
              context.output(
                  USAGE, usage, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
            }
          };
      while (pending > 0) {
        emit(queue().take(), sink);
      }
    }

    @Teardown
    public void teardown() {
      cancelled = true;
      if (clients != null) {
        clients.values().forEach(ChatClient::close);
        clients = null;
      }
      if (pool != null) {
        pool.release();
        pool = null;
      }
    }

    private BlockingQueue<Pending> queue() {
      if (arrived == null) {
        throw new IllegalStateException("no bundle has started");
      }
      return arrived;
    }

    private void submit(ChatCall call) throws ChatException {
      if (pool == null || caller == null || clients == null) {
        throw new IllegalStateException("not set up");
      }
      ChatClient client = clients.get(call.getRole());
      if (client == null) {
        client = settings.source.open(call.getRole());
        clients.put(call.getRole(), client);
      }
      Pending next = new Pending(call);
      BlockingQueue<Pending> done = queue();
      for (int prompt = 0; prompt < call.getPrompts().size(); prompt++) {
        for (int sample = 0; sample < call.getSamples(); sample++) {
          pool.submit(sample(next, prompt, sample, client, caller, done));
        }
      }
      pending++;
    }

    private Runnable sample(
        Pending to,
        int prompt,
        int sample,
        ChatClient client,
        PatientCaller by,
        BlockingQueue<Pending> done) {
      ChatRequest request =
          new ChatRequest(
              to.call.getPrompts().get(prompt).getMessages(),
              to.call.getTemperature(),
              to.call.getSeed() + sample);
      return () -> {
        try {
          if (!cancelled) {
            PatientCaller.Outcome outcome = by.call(client, request);
            to.succeeded(prompt, sample, outcome.completion(), outcome.attempts());
          }
        } catch (PatientCaller.GivenUp e) {
          to.gaveUp(prompt, sample, e.last(), e.attempts());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        } finally {
          if (to.sampleDone()) {
            done.add(to);
          }
        }
      };
    }

    private void emit(Pending next, Sink sink) throws ChatException {
      pending--;
      if (next.fatal != null) {
        cancelled = true;
        throw next.fatal;
      }
      for (Failure failure : next.failures) {
        failures.inc();
        sink.failure(failure);
      }
      retries.inc(next.retries);
      ChatAnswer answer = next.answer();
      if (answer != null) {
        answers.inc();
        samples.update(answer.getChoices().size());
        Usage usage = next.usage();
        promptTokens.inc(usage.getPromptTokens());
        completionTokens.inc(usage.getCompletionTokens());
        sink.usage(usage);
        sink.answer(answer);
      }
    }
  }
}
