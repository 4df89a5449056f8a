package org.autoif.io.llm.pool;

import java.util.UUID;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.autoif.io.llm.CallTimer;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.Usage;
import org.autoif.io.llm.spending.Prices;
import org.autoif.io.llm.store.CompletionStore;
import org.autoif.io.record.Failure;
import org.autoif.io.shard.Shards;
import org.jspecify.annotations.Nullable;

/**
 * Makes chat calls: takes {@link ChatCall}s and yields a {@link ChatAnswer} each.
 *
 * <p>Every sample of every question is a request of its own, sample {@code i} with the call's seed
 * plus {@code i}, unless requests may ask for several: then the first one's seed is sent. Each is
 * stored under a name of its own either way, so that a run goes on whichever way it began. Errors
 * that may pass are asked again with growing waits; a sample that is given up becomes a {@link
 * Failure} whose record is the call, and the answer goes on with the others. An answer without any
 * sample is not emitted, unless that is {@linkplain #withEmptyAnswers asked for}. A wrong key, a
 * used-up quota or an address where nobody answers ends the job: the bundle fails with a {@link
 * ChatException} as cause.
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
  public static final TupleTag<ChatAnswer> ANSWERS = CompleteFn.ANSWERS;

  /** What the answers cost. */
  public static final TupleTag<Usage> USAGE = CompleteFn.USAGE;

  /** The samples that were given up. */
  public static final TupleTag<Failure> FAILURES = CompleteFn.FAILURES;

  private final CallSettings settings;

  private CompleteChats(CallSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns calls to these clients: 64 in flight a worker process, 3 shards, 6 attempts a request,
   * 300 seconds of patience, no store.
   */
  public static CompleteChats of(ChatClient.Source source) {
    return new CompleteChats(CallSettings.of(source));
  }

  /**
   * Returns these calls with another limit on requests in flight in one worker process.
   *
   * @throws IllegalArgumentException if it is not in [1, 4096]
   */
  public CompleteChats withMaxInFlight(int requests) {
    return new CompleteChats(
        settings.toBuilder().setMaxInFlight(check("maxInFlight", requests, 1, 4096)).build());
  }

  /**
   * Returns these calls in another number of groups: few on the DirectRunner, at least 64 times the
   * parallelism on a cluster.
   *
   * @throws IllegalArgumentException if it is not in [1, 1000000]
   */
  public CompleteChats withShards(int groups) {
    return new CompleteChats(
        settings.toBuilder().setShards(check("shards", groups, 1, 1_000_000)).build());
  }

  /**
   * Returns these calls with another limit on how often one request is sent.
   *
   * @throws IllegalArgumentException if it is not in [1, 100]
   */
  public CompleteChats withMaxAttempts(int attempts) {
    return new CompleteChats(
        settings.toBuilder().setMaxAttempts(check("maxAttempts", attempts, 1, 100)).build());
  }

  /**
   * Returns these calls with another patience, in seconds, for an endpoint that has no room or is
   * away; such waits cost no attempt. One that has answered nobody for so long ends the job.
   *
   * @throws IllegalArgumentException if it is not in [0, 1000000]
   */
  public CompleteChats withEndpointPatience(int seconds) {
    return new CompleteChats(
        settings.toBuilder()
            .setPatienceSeconds(check("endpointPatience", seconds, 0, 1_000_000))
            .build());
  }

  /**
   * Returns these calls with a limit on how many samples of a step may fail, as a share of them.
   * With more, or when the first ones of a step all fail alike, the job ends with a {@link
   * ChatException} of kind FAILURES. At 1, as by default, it goes on whatever happens.
   *
   * @throws IllegalArgumentException if it is not in [0, 1]
   */
  public CompleteChats withMaxFailures(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("maxFailures " + share + ": must be from 0 to 1");
    }
    return new CompleteChats(
        settings.toBuilder().setMaxFailures(share).setRun(UUID.randomUUID().toString()).build());
  }

  /**
   * Returns these calls with an answer to every call, if need be without any sample: for steps
   * whose records go on whatever becomes of their questions.
   */
  public CompleteChats withEmptyAnswers() {
    return new CompleteChats(settings.toBuilder().setEmptyAnswers(true).build());
  }

  /** Returns these calls with a store of finished completions; null for none. */
  public CompleteChats withStore(CompletionStore.@Nullable Source completions) {
    return new CompleteChats(settings.toBuilder().setStore(completions).build());
  }

  /**
   * Returns these calls with requests for up to so many samples of a question. Where fewer come, or
   * the endpoint takes no such request, the others are asked for by themselves.
   *
   * @throws IllegalArgumentException if it is not in [1, 128]
   */
  public CompleteChats withChoicesPerRequest(int choices) {
    return new CompleteChats(
        settings.toBuilder()
            .setChoicesPerRequest(check("choicesPerRequest", choices, 1, 128))
            .build());
  }

  /** Returns these calls with what tokens cost, for the counter {@code cost_billionths}. */
  public CompleteChats withPrices(Prices prices) {
    return new CompleteChats(settings.toBuilder().setPrices(prices).build());
  }

  /**
   * Returns these calls at a limited pace, for each endpoint: what its provider allows. With a
   * store the pace is that of all workers that share it, else of one worker process.
   *
   * @param requestsPerMinute 0 for no limit
   * @param tokensPerMinute prompt and completion; 0 for no limit
   * @throws IllegalArgumentException if one is negative
   */
  public CompleteChats withRates(int requestsPerMinute, int tokensPerMinute) {
    return new CompleteChats(
        settings.toBuilder()
            .setRates(
                new Rates(
                    check("requestsPerMinute", requestsPerMinute, 0, Integer.MAX_VALUE),
                    check("tokensPerMinute", tokensPerMinute, 0, Integer.MAX_VALUE)))
            .build());
  }

  public CompleteChats withTimer(CallTimer timer) {
    return new CompleteChats(settings.toBuilder().setTimer(timer).build());
  }

  /** Returns the number of groups, for steps that spread other work in the same way. */
  public int shards() {
    return settings.shards();
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
        .apply("Spread", Shards.into(settings.shards(), ChatCall::getId))
        .apply(
            "Complete",
            ParDo.of(new CompleteFn(settings))
                .withOutputTags(ANSWERS, TupleTagList.of(FAILURES).and(USAGE)));
  }
}
