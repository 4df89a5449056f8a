package org.autoif.io.llm.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.gauge.Gauge;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.Usage;
import org.autoif.io.llm.spending.Prices;
import org.autoif.io.llm.store.CompletionStore;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoredCompletion;
import org.autoif.io.record.Failure;
import org.jspecify.annotations.Nullable;

/** Looks completions up and asks for those that are missing, a bundle at a time. */
final class CompleteFn extends DoFn<KV<String, Iterable<ChatCall>>, ChatAnswer> {
  /** Where the rows of an answer go. */
  private record Sink(
      Consumer<ChatAnswer> answer, Consumer<Failure> failure, Consumer<Usage> usage) {}

  private static final long serialVersionUID = 1;

  /** Samples that are looked up in the store by one query. */
  private static final int LOOK_UP = 500;

  private final CallSettings settings;
  static final TupleTag<ChatAnswer> ANSWERS = new TupleTag<>() {};
  static final TupleTag<Usage> USAGE = new TupleTag<>() {};
  static final TupleTag<Failure> FAILURES = new TupleTag<>() {};

  private final Counter answers = Metrics.counter(CompleteChats.class, "answers");
  private final Counter failures = Metrics.counter(CompleteChats.class, "failures");
  private final Counter retries = Metrics.counter(CompleteChats.class, "retries");
  private final Counter promptTokens = Metrics.counter(CompleteChats.class, "prompt_tokens");
  private final Counter completionTokens =
      Metrics.counter(CompleteChats.class, "completion_tokens");
  private final Counter cost = Metrics.counter(CompleteChats.class, "cost_billionths");
  private final Counter requests = Metrics.counter(CompleteChats.class, "requests");
  private final Counter reused = Metrics.counter(CompleteChats.class, "completions_reused");
  private final Counter stored = Metrics.counter(CompleteChats.class, "completions_stored");
  private final Distribution samples = Metrics.distribution(CompleteChats.class, "samples");

  private transient @Nullable CallPool pool;
  private transient @Nullable Map<String, ChatClient> clients;
  private transient @Nullable CompletionStore store;
  private transient @Nullable BlockingQueue<PendingCall> arrived;
  private transient @Nullable AtomicBoolean cancelled;
  private transient int pending;

  CompleteFn(CallSettings settings) {
    this.settings = settings;
  }

  @Setup
  public void setup() throws StoreException {
    CompletionStore.@Nullable Source completions = settings.store();
    store = completions == null ? null : completions.open();
    pool = CallPool.lease(settings);
    clients = new HashMap<>();
  }

  @StartBundle
  public void startBundle() {
    arrived = new LinkedBlockingQueue<>();
    pending = 0;
    cancelled = new AtomicBoolean();
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<ChatCall>> group, MultiOutputReceiver out)
      throws ChatException, StoreException, InterruptedException {
    Sink sink =
        new Sink(out.get(ANSWERS)::output, out.get(FAILURES)::output, out.get(USAGE)::output);
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
        new Sink(
            answer -> output(context, ANSWERS, answer),
            failure -> output(context, FAILURES, failure),
            usage -> output(context, USAGE, usage));
    while (pending > 0) {
      emitNext(sink);
    }
  }

  private static <T> void output(
      DoFn<KV<String, Iterable<ChatCall>>, ChatAnswer>.FinishBundleContext context,
      TupleTag<T> tag,
      T row) {
    context.output(tag, row, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
  }

  @Teardown
  public void teardown() {
    cancel();
    try {
      if (pool != null) {
        pool.release(); // before what calls in flight still need
      }
    } finally {
      pool = null;
      closeClients();
    }
  }

  private void closeClients() {
    try {
      if (clients != null) {
        clients.values().forEach(ChatClient::close);
      }
    } finally {
      clients = null;
      closeStore();
    }
  }

  private void closeStore() {
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
      client = settings.source().open(call.getRole());
      clients.put(call.getRole(), client);
    }
    return new PendingCall(call, Sample.of(call, client));
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
    int bound = 2 * settings.maxInFlight();
    for (PendingCall call : calls) {
      while (pending > 0 && (pending >= bound || !queue().isEmpty())) {
        emitNext(sink);
      }
      submit(call, kept, sink);
    }
  }

  private void submit(PendingCall call, Map<String, StoredCompletion> kept, Sink sink)
      throws ChatException, StoreException, InterruptedException {
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
    int reused = call.samples().size() - missing.values().stream().mapToInt(List::size).sum();
    FailureWatch.of(settings, call.call().getStep()).reused(reused);
    if (complete) {
      emit(call, sink);
      return;
    }
    pending++;
    List<List<Sample>> wanted = new ArrayList<>();
    for (List<Sample> same : missing.values()) {
      if (store == null) {
        same.forEach(sample -> wanted.add(List.of(sample)));
      } else {
        wanted.add(same);
      }
    }
    if (pool == null || cancelled == null) {
      throw new IllegalStateException("not set up");
    }
    new MissingSamples(call, settings, pool, cancelled, store, queue()).ask(wanted);
  }

  private void cancel() {
    if (cancelled != null) {
      cancelled.set(true);
    }
  }

  private void emitNext(Sink sink) throws ChatException, StoreException, InterruptedException {
    PendingCall next = queue().take();
    pending--;
    emit(next, sink);
  }

  private void emit(PendingCall next, Sink sink)
      throws ChatException, StoreException, InterruptedException {
    try {
      next.check();
    } catch (ChatException | StoreException e) {
      cancel();
      if (pool != null
          && e instanceof ChatException chat
          && chat.kind() == ChatException.Kind.BUDGET) {
        pool.awaitRunning(); // what is under way is paid for
      }
      throw e;
    }
    for (Failure failure : next.failures()) {
      failures.inc();
      sink.failure().accept(failure);
    }
    String step = next.call().getStep();
    Metrics.counter(step, Gauge.SAMPLES.word()).inc(next.samples().size());
    retries.inc(next.retries());
    Metrics.counter(step, Gauge.RETRIES.word()).inc(next.retries());
    ChatAnswer answer = next.answer();
    boolean isEmpty = answer.getChoices().isEmpty();
    if (!isEmpty) {
      answers.inc();
      samples.update(answer.getChoices().size());
      promptTokens.inc(next.paidPromptTokens());
      completionTokens.inc(next.paidCompletionTokens());
      long paid = next.paid(settings.prices()).movePointRight(Prices.SCALE).longValue();
      cost.inc(paid);
      Metrics.counter(step, Gauge.COST_BILLIONTHS.word()).inc(paid);
      requests.inc(next.requests());
      reused.inc(next.reused());
      if (store != null) {
        stored.inc(next.stored());
      }
      sink.usage().accept(next.usage());
    }
    if (!isEmpty || settings.emptyAnswers()) {
      sink.answer().accept(answer);
    }
  }
}
