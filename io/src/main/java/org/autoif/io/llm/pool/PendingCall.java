package org.autoif.io.llm.pool;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import org.autoif.io.gauge.Gauge;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.Choice;
import org.autoif.io.llm.Completion;
import org.autoif.io.llm.Latencies;
import org.autoif.io.llm.Usage;
import org.autoif.io.llm.spending.Prices;
import org.autoif.io.llm.store.CompletionStore;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoredCompletion;
import org.autoif.io.record.Failure;
import org.autoif.io.record.Json;
import org.jspecify.annotations.Nullable;

/** A call whose samples are under way; filled by other threads, read when none is left. */
final class PendingCall {
  private final ChatCall call;
  private final List<Sample> samples;
  private final List<Choice> choices = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private int left;
  private int requests;
  private int stored;
  private int reused;
  private int retries;
  private long paidPromptTokens;
  private long paidCompletionTokens;
  private long promptTokens;
  private long completionTokens;
  private long cachedTokens;
  private long answered;
  private long sentAgain;
  private long paidCachedTokens;
  private final Map<Integer, Long> latencies = new TreeMap<>();
  private final Set<String> counted = new HashSet<>();
  private @Nullable ChatException fatal;
  private @Nullable StoreException lost;

  PendingCall(ChatCall call, List<Sample> samples) {
    this.call = call;
    this.samples = samples;
    this.left = samples.size();
  }

  ChatCall call() {
    return call;
  }

  List<Sample> samples() {
    return samples;
  }

  /** Takes what the store had for a sample and returns whether none is left. */
  synchronized boolean reuse(Sample sample, StoredCompletion kept) {
    use(sample, Sample.completion(kept));
    Gauge.SAMPLES.add(call.getStep(), 1);
    reused++;
    return --left == 0;
  }

  /** Takes what one request brought for samples that it serves alike. */
  synchronized void succeeded(List<Sample> same, ChatTask.Outcome paid, Completion kept) {
    same.forEach(sample -> use(sample, kept));
    stored++;
    requests += paid.attempts() > 0 ? 1 : 0;
    reused += same.size() - 1;
    retries += Math.max(0, paid.attempts() - 1);
    paidPromptTokens += paid.completion().promptTokens();
    paidCompletionTokens += paid.completion().completionTokens();
    paidCachedTokens += paid.completion().cachedTokens();
  }

  private void use(Sample sample, Completion kept) {
    choices.add(sample.choice(kept));
    // Samples under one key are one request, also when all of them come from the store.
    if (!counted.add(sample.key())) {
      return;
    }
    promptTokens += kept.promptTokens();
    completionTokens += kept.completionTokens();
    cachedTokens += kept.cachedTokens();
    if (kept.attempts() > 0) {
      answered++;
      sentAgain += kept.attempts() - 1;
      if (kept.latencyMillis() >= 0) {
        latencies.merge(Latencies.bucket(kept.latencyMillis()), 1L, Long::sum);
      }
    }
  }

  synchronized void gaveUp(List<Sample> same, ChatException last, int attempts, boolean forAll) {
    if (forAll) {
      fatal = last;
    }
    retries += attempts - 1;
    for (Sample sample : same) {
      failures.add(
          Failure.builder()
              .setStep(call.getStep())
              .setKind("chat_" + last.kind().word())
              .setId(call.getId() + "-" + sample.prompt() + "-" + sample.index())
              .setMessage(String.valueOf(last.getMessage()))
              .setAttempts(attempts)
              .setRecord(Json.write(call))
              .build());
    }
  }

  private synchronized void lost(StoreException why) {
    lost = why;
  }

  /** Marks samples as done and returns whether none is left. */
  synchronized boolean isLast(List<Sample> same) {
    left -= same.size();
    Gauge.SAMPLES.add(call.getStep(), same.size());
    return left == 0;
  }

  /** Returns what takes these samples when they are durable, and queues the call if it is whole. */
  CompletionStore.Receipt receipt(
      List<Sample> same, ChatTask.Outcome paid, BlockingQueue<PendingCall> done) {
    return new CompletionStore.Receipt() {
      @Override
      public void stored(StoredCompletion kept) {
        succeeded(same, paid, Sample.completion(kept));
        finish();
      }

      @Override
      public void lost(StoreException why) {
        PendingCall.this.lost(why);
        done.add(PendingCall.this); // the bundle fails at once, whatever else the call waits for
      }

      private void finish() {
        if (isLast(same)) {
          done.add(PendingCall.this);
        }
      }
    };
  }

  /** Throws what must end the bundle, if anything happened that must. */
  synchronized void check() throws ChatException, StoreException {
    if (fatal != null) {
      throw fatal;
    }
    if (lost != null) {
      throw lost;
    }
  }

  synchronized List<Failure> failures() {
    return List.copyOf(failures);
  }

  /** Requests that brought an answer. */
  synchronized int requests() {
    return requests;
  }

  /** Prompt tokens of those requests. */
  synchronized long paidPromptTokens() {
    return paidPromptTokens;
  }

  /** Completion tokens of those requests. */
  synchronized long paidCompletionTokens() {
    return paidCompletionTokens;
  }

  /** Completions that these requests brought. */
  synchronized int stored() {
    return stored;
  }

  /** What those requests cost. */
  synchronized BigDecimal paid(Prices prices) {
    return prices.cost(call.getRole(), paidPromptTokens, paidCachedTokens, paidCompletionTokens);
  }

  /** Completions that cost no request. */
  synchronized int reused() {
    return reused;
  }

  synchronized int retries() {
    return retries;
  }

  /** Returns the samples that came, which may be none. */
  synchronized ChatAnswer answer() {
    choices.sort(Comparator.comparingInt(Choice::getPrompt).thenComparing(Choice::getSample));
    return ChatAnswer.builder().setCall(call).setChoices(choices).build();
  }

  /** Returns what the answer is worth, the same whether it was paid for now or before. */
  synchronized Usage usage() {
    return Usage.builder()
        .setStep(call.getStep())
        .setRole(call.getRole())
        .setCalls(1)
        .setCompletions(choices.size())
        .setPromptTokens(promptTokens)
        .setCompletionTokens(completionTokens)
        .setCachedTokens(cachedTokens)
        .setRequests(answered)
        .setRetries(sentAgain)
        .setLatencies(Map.copyOf(latencies))
        .build();
  }
}
