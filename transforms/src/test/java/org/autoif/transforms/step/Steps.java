package org.autoif.transforms.step;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.FakeChatClient;
import org.autoif.io.llm.Prompt;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Failure;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.record.Rejection;
import org.autoif.transforms.step.prompt.Prompts;

/** Runs steps on the DirectRunner with a scripted model, and says what must come out. */
public final class Steps {
  /** The run's seed. */
  public static final long SEED = 7;

  private Steps() {}

  /** A pipeline for one test; the caller runs it. */
  public static TestPipeline pipeline() {
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setTargetParallelism(1);
    return TestPipeline.fromOptions(options).enableAbandonedNodeEnforcement(false);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T> PCollection<T> given(TestPipeline pipeline, T... records) {
    return given("Given", pipeline, records);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T> PCollection<T> given(String name, TestPipeline pipeline, T... records) {
    return pipeline.apply(name, Create.of(List.of(records)));
  }

  /** Expects exactly these records, in any order. */
  public static <T> void expect(
      StepOutput<T> out, List<T> kept, List<Rejection> rejected, List<Failure> failed) {
    PAssert.that("kept of " + out.step(), out.kept()).containsInAnyOrder(kept);
    PAssert.that("rejected by " + out.step(), out.rejected()).containsInAnyOrder(rejected);
    PAssert.that("failed in " + out.step(), out.failed()).containsInAnyOrder(failed);
  }

  public static ChatRoles teacher(FakeChatClient.Script script) {
    return new ChatRoles(FakeChatClient.calls(script).withShards(1), Prompts.bundled(), SEED);
  }

  /** A teacher whose calls all fail. */
  public static ChatRoles noTeacher() {
    return teacher((role, request) -> "!PERMANENT");
  }

  /** Expects that these go on, although so many calls failed. */
  public static void expectDespiteFailures(
      StepOutput<Constraint> out, List<Constraint> kept, int failures) {
    PAssert.that(out.kept()).containsInAnyOrder(kept);
    PAssert.that(
            out.failed()
                .apply(
                    "FailedKinds",
                    MapElements.into(TypeDescriptors.strings()).via(Failure::getKind)))
        .containsInAnyOrder(Collections.nCopies(failures, "chat_permanent"));
  }

  /** What a request fills into the placeholder of a prompt. */
  public static String asked(Prompts.Name name, String placeholder, ChatRequest request) {
    return Objects.requireNonNull(
        Prompts.bundled()
            .get(name)
            .match(FakeChatClient.question(request))
            .orElseThrow(() -> new IllegalArgumentException("not " + name + ": " + request))
            .get(placeholder));
  }

  /** Which sample of a step's call about the record {@code id} a request is. */
  public static int sample(Class<?> step, String id, ChatRequest request) {
    return (int) (request.seed() - seed(step, id));
  }

  /** The failure of an answer that could not be read. */
  public static Failure unreadable(
      Class<?> step, String id, String message, Object context, String answer) {
    return Step.failure(
        step,
        "unreadable_answer",
        id,
        message,
        Json.mapper()
            .createObjectNode()
            .put("context", context instanceof String json ? json : Json.write(context))
            .put("answer", answer)
            .toString());
  }

  /** The rejection of an answer that was cut at the token limit. */
  public static Rejection truncated(
      Class<?> step, String reason, String id, Object context, String answer) {
    return Step.rejection(
        step,
        reason,
        id,
        "cut at the token limit",
        unreadable(step, id, "", context, answer).getRecord());
  }

  /** The failure of a sample whose request was refused for good. */
  public static Failure refusedCall(ChatCall call, int prompt, int sample) {
    return Failure.builder()
        .setStep(call.getStep())
        .setKind("chat_permanent")
        .setId(call.getId() + "-" + prompt + "-" + sample)
        .setMessage("as scripted")
        .setAttempts(1)
        .setRecord(Json.write(call))
        .build();
  }

  /** The call that a step makes of one question. */
  public static ChatCall call(
      Class<?> step,
      String role,
      String id,
      Prompts.Name name,
      Map<String, String> values,
      int samples,
      double temperature,
      Object context) {
    return ChatCall.builder()
        .setId(id)
        .setStep(step.getSimpleName())
        .setRole(role)
        .setPrompts(List.of(Prompt.user(Prompts.bundled().get(name).render(values))))
        .setSamples(samples)
        .setTemperature(temperature)
        .setSeed(seed(step, id))
        .setContext(Json.write(context))
        .build();
  }

  private static long seed(Class<?> step, String id) {
    return Ids.number("seed", Long.toString(SEED), step.getSimpleName(), id) % (1L << 30);
  }
}
