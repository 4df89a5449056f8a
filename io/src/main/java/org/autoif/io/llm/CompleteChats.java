package org.autoif.io.llm;

import com.google.api.client.util.Sleeper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import org.autoif.io.llm.store.CompletionStore;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoredCompletion;
import org.autoif.io.record.Failure;
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
 * calls submitted to one pool a worker process; answers leave as they arrive.
 *
 * <p>With a store, a sample that is in it is not asked for, and one that was asked for is durable
 * there before its answer leaves: running a bundle, or a pipeline, again asks only for what had not
 * come back. Without one it asks for everything again.
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
  private final int patienceSeconds;
  private final SleeperSource sleepers;
  private final CompletionStore.@Nullable Source store;

  /** Samples that are looked up in the store by one query. */
  private static final int LOOK_UP = 500;

  /** A sleeper that can travel with the pipeline. */
  interface SleeperSource extends java.io.Serializable {
    Sleeper get();
  }

  private CompleteChats(
      ChatClient.Source source,
      int maxInFlight,
      int shards,
      int maxAttempts,
      int patienceSeconds,
      SleeperSource sleepers,
      CompletionStore.@Nullable Source store) {
    this.source = source;
    this.maxInFlight = maxInFlight;
    this.shards = shards;
    this.maxAttempts = maxAttempts;
    this.patienceSeconds = patienceSeconds;
    this.sleepers = sleepers;
    this.store = store;
  }

  /**
   * Returns calls to these clients: 64 in flight a worker process, 3 shards, 6 attempts a request,
   * 300 seconds of patience, no store.
   */
  public static CompleteChats of(ChatClient.Source source) {
    return new CompleteChats(source, 64, 3, 6, 300, () -> Sleeper.DEFAULT, null);
  }

  /**
   * Returns these calls with another limit on requests in flight in one worker process.
   *
   * @throws IllegalArgumentException if it is not in [1, 4096]
   */
  public CompleteChats withMaxInFlight(int requests) {
    return new CompleteChats(
        source,
        check("maxInFlight", requests, 1, 4096),
        shards,
        maxAttempts,
        patienceSeconds,
        sleepers,
        store);
  }

  /**
   * Returns these calls in another number of groups: few on the DirectRunner, at least 64 times the
   * parallelism on a cluster.
   *
   * @throws IllegalArgumentException if it is not in [1, 1000000]
   */
  public CompleteChats withShards(int groups) {
    return new CompleteChats(
        source,
        maxInFlight,
        check("shards", groups, 1, 1_000_000),
        maxAttempts,
        patienceSeconds,
        sleepers,
        store);
  }

  /**
   * Returns these calls with another limit on how often one request is sent.
   *
   * @throws IllegalArgumentException if it is not in [1, 100]
   */
  public CompleteChats withMaxAttempts(int attempts) {
    return new CompleteChats(
        source,
        maxInFlight,
        shards,
        check("maxAttempts", attempts, 1, 100),
        patienceSeconds,
        sleepers,
        store);
  }

  /**
   * Returns these calls with another patience, in seconds, for an endpoint that has no room or is
   * away; such waits cost no attempt.
   *
   * @throws IllegalArgumentException if it is not in [0, 1000000]
   */
  public CompleteChats withEndpointPatience(int seconds) {
    return new CompleteChats(
        source,
        maxInFlight,
        shards,
        maxAttempts,
        check("endpointPatience", seconds, 0, 1_000_000),
        sleepers,
        store);
  }

  /** Returns these calls with a store of finished completions; null for none. */
  public CompleteChats withStore(CompletionStore.@Nullable Source completions) {
    return new CompleteChats(
        source, maxInFlight, shards, maxAttempts, patienceSeconds, sleepers, completions);
  }

  CompleteChats withSleeper(SleeperSource sleeper) {
    return new CompleteChats(
        source, maxInFlight, shards, maxAttempts, patienceSeconds, sleeper, store);
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
    private final Counter requests = Metrics.counter(CompleteChats.class, "requests");
    private final Counter reused = Metrics.counter(CompleteChats.class, "completions_reused");
    private final Counter stored = Metrics.counter(CompleteChats.class, "completions_stored");
    private final Distribution samples = Metrics.distribution(CompleteChats.class, "samples");

    private transient @Nullable CallPool pool;
    private transient @Nullable PatientCaller caller;
    private transient @Nullable Map<String, ChatClient> clients;
    private transient @Nullable CompletionStore store;
    private transient @Nullable BlockingQueue<PendingCall> arrived;
    private transient volatile boolean cancelled;
    private transient int pending;

    CompleteFn(CompleteChats settings) {
      this.settings = settings;
    }

    @Setup
    public void setup() throws StoreException {
      store = settings.store == null ? null : settings.store.open();
      pool = CallPool.lease(settings.maxInFlight);
      caller =
          new PatientCaller(
              settings.maxAttempts, 1000L * settings.patienceSeconds, settings.sleepers.get());
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
        throws ChatException, StoreException, InterruptedException {
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
      List<PendingCall> ahead = new ArrayList<>();
      int samples = 0;
      for (ChatCall call : group.getValue()) {
        PendingCall next = plan(call);
        ahead.add(next);
        samples += next.samples().size();
        if (store == null || samples >= LOOK_UP) {
          start(ahead, sink);
          ahead.clear();
          samples = 0;
        }
      }
      start(ahead, sink);
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context)
        throws ChatException, StoreException, InterruptedException {
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
        emitNext(sink);
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
      if (store != null) {
        store.close();
        store = null;
      }
    }

    private BlockingQueue<PendingCall> queue() {
      if (arrived == null) {
        throw new IllegalStateException("no bundle has started");
      }
      return arrived;
    }

    /** Says what a call asks for, and of whom. */
    private PendingCall plan(ChatCall call) throws ChatException {
      if (clients == null) {
        throw new IllegalStateException("not set up");
      }
      ChatClient client = clients.get(call.getRole());
      if (client == null) {
        client = settings.source.open(call.getRole());
        clients.put(call.getRole(), client);
      }
      return new PendingCall(call, Sample.of(call, client, store != null));
    }

    /** Looks all samples of some calls up at once and asks for those that are not there. */
    private void start(List<PendingCall> calls, Sink sink)
        throws ChatException, StoreException, InterruptedException {
      Map<String, StoredCompletion> kept =
          store == null
              ? Map.of()
              : store.find(
                  calls.stream().flatMap(c -> c.samples().stream()).map(Sample::key).toList());
      // Enough to keep the pool busy while answers are handed on, and no more than that in memory.
      int bound = 2 * settings.maxInFlight;
      for (PendingCall call : calls) {
        while (pending > 0 && (pending >= bound || !queue().isEmpty())) {
          emitNext(sink);
        }
        submit(call, kept, sink);
      }
    }

    private void submit(PendingCall call, Map<String, StoredCompletion> kept, Sink sink)
        throws ChatException, StoreException {
      if (call.samples().isEmpty()) {
        throw new IllegalArgumentException(
            "the call of "
                + call.call().getStep()
                + " about "
                + call.call().getId()
                + " asks for nothing");
      }
      Map<String, List<Sample>> missing = new LinkedHashMap<>();
      boolean complete = false;
      for (Sample sample : call.samples()) {
        StoredCompletion found = kept.get(sample.key());
        if (found == null) {
          missing.computeIfAbsent(sample.key(), key -> new ArrayList<>()).add(sample);
        } else {
          complete = call.reuse(sample, found);
        }
      }
      if (complete) {
        emit(call, sink);
        return;
      }
      pending++;
      for (List<Sample> same : missing.values()) {
        if (store == null) {
          same.forEach(sample -> ask(call, List.of(sample)));
        } else {
          ask(call, same);
        }
      }
    }

    /** Asks once for samples that are the same request. */
    private void ask(PendingCall of, List<Sample> same) {
      if (pool == null || caller == null) {
        throw new IllegalStateException("not set up");
      }
      InFlightLimit limit = pool.limit(same.get(0).client().endpoint());
      pool.submit(asking(of, same, caller, limit, store, queue()));
    }

    private Runnable asking(
        PendingCall of,
        List<Sample> same,
        PatientCaller by,
        InFlightLimit limit,
        @Nullable CompletionStore to,
        BlockingQueue<PendingCall> done) {
      Sample sample = same.get(0);
      return () -> {
        boolean told = false;
        try {
          if (!cancelled) {
            PatientCaller.Outcome outcome = by.call(sample.client(), sample.request(), limit);
            if (to == null) {
              of.succeeded(same, outcome, outcome.completion());
            } else {
              // This thread is free for the next request while the row is written.
              StoredCompletion row = sample.row(of.call(), outcome.completion());
              told = true;
              to.put(row, of.receipt(same, outcome, done));
            }
          }
        } catch (PatientCaller.GivenUp e) {
          of.gaveUp(same, e.last(), e.attempts());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        } finally {
          if (!told && of.isLast(same)) {
            done.add(of);
          }
        }
      };
    }

    private void emitNext(Sink sink) throws ChatException, StoreException, InterruptedException {
      PendingCall next = queue().take();
      pending--;
      emit(next, sink);
    }

    private void emit(PendingCall next, Sink sink) throws ChatException, StoreException {
      try {
        next.check();
      } catch (ChatException | StoreException e) {
        cancelled = true;
        throw e;
      }
      for (Failure failure : next.failures()) {
        failures.inc();
        sink.failure(failure);
      }
      retries.inc(next.retries());
      ChatAnswer answer = next.answer();
      if (answer != null) {
        answers.inc();
        samples.update(answer.getChoices().size());
        promptTokens.inc(next.paidPromptTokens());
        completionTokens.inc(next.paidCompletionTokens());
        requests.inc(next.requests());
        reused.inc(next.reused());
        if (store != null) {
          stored.inc(next.requests());
        }
        sink.usage(next.usage());
        sink.answer(answer);
      }
    }
  }
}
