package org.autoif.io.llm.pool;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Distinct;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.FakeChatClient;
import org.autoif.io.llm.Prompt;
import org.autoif.io.llm.Usage;
import org.junit.jupiter.api.Test;

class CompleteChatsTest {
  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @Test
  void givenSamplesOfSeveralQuestions_thenOneAnswerHasThemInOrder() {
    PCollection<String> texts =
        complete(
                (role, r) -> role + ":" + FakeChatClient.question(r) + ":" + r.seed(),
                call("a", 2, "x", "y"))
            .get(CompleteChats.ANSWERS)
            .apply(
                "Texts", MapElements.into(TypeDescriptors.strings()).via(CompleteChatsTest::text));
    PAssert.that(texts)
        .containsInAnyOrder("0.0=teacher:x:7 0.1=teacher:x:8 1.0=teacher:y:7 1.1=teacher:y:8");
    pipeline.run();
  }

  @Test
  void givenErrorThatPasses_thenItIsAskedAgain() {
    PCollectionTuple out = complete((role, r) -> "!SERVER once", call("again", 1, "flaky"));
    PAssert.that(
            out.get(CompleteChats.ANSWERS)
                .apply(
                    "Texts",
                    MapElements.into(TypeDescriptors.strings()).via(CompleteChatsTest::text)))
        .containsInAnyOrder("0.0=after SERVER");
    PAssert.that(out.get(CompleteChats.FAILURES)).empty();
    pipeline.run();
  }

  @Test
  void givenErrorThatStays_thenTheSampleIsAFailureAndTheRestGoesOn() {
    PCollectionTuple out =
        complete(
            (role, r) -> FakeChatClient.question(r).equals("bad") ? "!SERVER" : "fine",
            call("c", 1, "good", "bad"));
    PAssert.that(
            out.get(CompleteChats.ANSWERS)
                .apply(
                    "Texts",
                    MapElements.into(TypeDescriptors.strings()).via(CompleteChatsTest::text)))
        .containsInAnyOrder("0.0=fine");
    PAssert.that(
            out.get(CompleteChats.FAILURES)
                .apply(
                    "Failures",
                    MapElements.into(TypeDescriptors.strings())
                        .via(
                            f ->
                                f.getStep()
                                    + " "
                                    + f.getKind()
                                    + " "
                                    + f.getId()
                                    + " "
                                    + f.getAttempts())))
        .containsInAnyOrder("Step chat_server c-1-0 6");
    pipeline.run();
  }

  @Test
  void givenPermanentError_thenItIsAskedOnce() {
    PCollectionTuple out = complete((role, r) -> "!PERMANENT", call("p", 1, "q"));
    PAssert.that(out.get(CompleteChats.ANSWERS)).empty();
    PAssert.that(
            out.get(CompleteChats.FAILURES)
                .apply(
                    "Attempts",
                    MapElements.into(TypeDescriptors.integers()).via(f -> f.getAttempts())))
        .containsInAnyOrder(1);
    pipeline.run();
  }

  @Test
  void givenEmptyAnswersAllowed_thenACallWithoutAnySampleGoesOn() {
    PCollectionTuple out =
        pipeline
            .apply(Create.of(call("p", 1, "q")))
            .apply(FakeChatClient.calls((role, r) -> "!PERMANENT").withEmptyAnswers());
    PAssert.that(
            out.get(CompleteChats.ANSWERS)
                .apply(
                    MapElements.into(TypeDescriptors.strings())
                        .via(a -> a.getCall().getId() + a.getChoices())))
        .containsInAnyOrder("p[]");
    PAssert.that(out.get(CompleteChats.USAGE)).empty();
    pipeline.run();
  }

  @Test
  void givenWrongKey_thenTheJobEndsWithTheReason() {
    complete((role, r) -> "!AUTH", call("k", 1, "q"));
    Throwable thrown = assertThrows(RuntimeException.class, pipeline::run);
    Throwable at = thrown;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    assertThat(at, instanceOf(ChatException.class));
    assertThat(at.getMessage(), containsString("as scripted"));
  }

  @Test
  void givenEndpointAwayForLongerThanPatience_thenTheJobEnds() {
    pipeline
        .apply(Create.of(call("k", 1, "q")))
        .apply(FakeChatClient.calls((role, r) -> "!UNAVAILABLE").withEndpointPatience(0));
    Throwable at = assertThrows(RuntimeException.class, pipeline::run);
    while (at.getCause() != null) {
      at = at.getCause();
    }
    assertThat(at, instanceOf(ChatException.class));
  }

  @Test
  void givenClientThatBreaks_thenTheJobEndsAndNoSampleIsMissing() {
    complete(
        (role, r) -> {
          throw new IllegalStateException("by itself");
        },
        call("k", 1, "q"));
    RuntimeException e = assertThrows(RuntimeException.class, pipeline::run);
    assertThat(String.valueOf(e.getMessage()), containsString("by itself"));
  }

  @Test
  void givenManyCalls_thenEachIsAnsweredOnce() {
    ChatCall[] calls =
        IntStream.range(0, 500).mapToObj(i -> call("id" + i, 1, "q" + i)).toArray(ChatCall[]::new);
    PCollectionTuple out = complete((role, r) -> FakeChatClient.question(r), calls);
    PAssert.thatSingleton(
            out.get(CompleteChats.ANSWERS)
                .apply(
                    "Ids",
                    MapElements.into(TypeDescriptors.strings()).via(a -> a.getCall().getId()))
                .apply(Distinct.create())
                .apply(Count.globally()))
        .isEqualTo(500L);
    PAssert.that(
            out.get(CompleteChats.USAGE)
                .apply(MapElements.into(TypeDescriptors.longs()).via(Usage::getPromptTokens))
                .apply(Sum.longsGlobally()))
        .containsInAnyOrder(5000L);
    pipeline.run();
  }

  @Test
  void givenLimitOutOfRange_thenItIsRefusedByName() {
    CompleteChats calls = FakeChatClient.calls((role, r) -> "");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> calls.withMaxInFlight(0));
    assertThat(e.getMessage(), containsString("maxInFlight 0: must be from 1 to 4096"));
  }

  private PCollectionTuple complete(FakeChatClient.Script script, ChatCall... calls) {
    return pipeline
        .apply(Create.of(List.of(calls)))
        .apply(FakeChatClient.calls(script).withMaxInFlight(16));
  }

  private static ChatCall call(String id, int samples, String... questions) {
    List<Prompt> prompts = new ArrayList<>();
    for (String question : questions) {
      prompts.add(Prompt.user(question));
    }
    return ChatCall.builder()
        .setId(id)
        .setStep("Step")
        .setRole("teacher")
        .setPrompts(prompts)
        .setSamples(samples)
        .setTemperature(1)
        .setSeed(7)
        .setContext("{}")
        .build();
  }

  private static String text(ChatAnswer answer) {
    return String.join(
        " ",
        answer.getChoices().stream()
            .map(c -> c.getPrompt() + "." + c.getSample() + "=" + c.getText())
            .toList());
  }
}
