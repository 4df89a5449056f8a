package org.autoif.io.llm.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.autoif.io.llm.CallTimer;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.FakeChatClient;
import org.autoif.io.llm.Prompt;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.record.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline made of calls to an address, without real waits. Not for use by two tests at
 * once.
 *
 * @param answers that came out
 * @param failures that came out, ordered by id
 * @param waits that were asked for, in milliseconds
 * @param error what ended the job; absent if nothing did
 */
public record ChatRun(
    List<ChatAnswer> answers,
    List<Failure> failures,
    List<Long> waits,
    @Nullable ChatException error) {
  private static final List<ChatAnswer> ANSWERS = new ArrayList<>();
  private static final List<Failure> FAILURES = new ArrayList<>();
  private static final List<Long> WAITS = new ArrayList<>();

  /** How often a request is sent, at most. */
  public static final int ATTEMPTS = 3;

  /** Asks {@code calls} questions of one sample each. */
  public static ChatRun of(ChatEndpoint endpoint, int calls, int patienceSeconds) {
    synchronized (WAITS) {
      ANSWERS.clear();
      FAILURES.clear();
      WAITS.clear();
    }
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple out =
        pipeline
            .apply(Create.of(IntStream.range(0, calls).mapToObj(ChatRun::call).toList()))
            .apply(
                CompleteChats.of(ChatEndpoints.of(Map.of("teacher", endpoint)))
                    .withMaxInFlight(32)
                    .withMaxAttempts(ATTEMPTS)
                    .withEndpointPatience(patienceSeconds)
                    .withTimer(new TellingTimer()));
    out.get(CompleteChats.ANSWERS).apply("Answers", ParDo.of(new AnswerFn()));
    out.get(CompleteChats.FAILURES).apply("Failures", ParDo.of(new FailureFn()));
    ChatException error = null;
    try {
      pipeline.run().waitUntilFinish();
    } catch (RuntimeException e) {
      error = cause(e);
    }
    synchronized (WAITS) {
      FAILURES.sort((a, b) -> a.getId().compareTo(b.getId()));
      return new ChatRun(List.copyOf(ANSWERS), List.copyOf(FAILURES), List.copyOf(WAITS), error);
    }
  }

  /** Waits for nothing, but tells how long it should have waited, and puts its clock on by that. */
  private record TellingTimer() implements CallTimer {
    private static final CallTimer INSTANT = new FakeChatClient.InstantTimer();

    @Override
    public long now() {
      synchronized (WAITS) {
        return INSTANT.now() + WAITS.stream().mapToLong(Long::longValue).sum();
      }
    }

    @Override
    public void apart(Runnable work) {
      after(0, work);
    }

    @Override
    public void after(long millis, Runnable work) {
      synchronized (WAITS) {
        WAITS.add(millis);
      }
      INSTANT.after(millis, work);
    }
  }

  private static ChatException cause(RuntimeException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof ChatException found) {
        return found;
      }
    }
    throw e;
  }

  private static ChatCall call(int number) {
    return ChatCall.builder()
        .setId("id" + number)
        .setStep("Step")
        .setRole("teacher")
        .setPrompts(List.of(Prompt.user("question " + number)))
        .setSamples(1)
        .setTemperature(1)
        .setSeed(7)
        .setContext("{}")
        .build();
  }

  private static final class AnswerFn extends DoFn<ChatAnswer, Void> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element ChatAnswer answer) {
      synchronized (WAITS) {
        ANSWERS.add(answer);
      }
    }
  }

  private static final class FailureFn extends DoFn<Failure, Void> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element Failure failure) {
      synchronized (WAITS) {
        FAILURES.add(failure);
      }
    }
  }
}
