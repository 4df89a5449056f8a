package org.autoif.transforms.instruct;

import static org.autoif.transforms.instruct.SelfInstruct.instruction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.FakeChatClient;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Instruction;
import org.autoif.io.record.Rejection;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.Steps;
import org.autoif.transforms.step.prompt.Prompts;
import org.junit.jupiter.api.Test;

final class SelfInstructTest {
  private static final Class<?> STEP = SelfInstruct.class;
  private static final Instruction BULLETS = instruction("Use three bullets.", "seed");
  private static final Instruction DOT = instruction("End with a dot.", "seed");

  private static Instruction made(String text) {
    return instruction(text, "self-instruct");
  }

  private static Rejection refused(String text, String reason, String detail) {
    return Step.rejection(STEP, reason, made(text).getId(), detail, made(text));
  }

  private static String count(ChatRequest request) {
    return Steps.asked(Prompts.Name.SELF_INSTRUCT, "count", request);
  }

  @Test
  void givenAnswers_thenSeedsAndNewInstructionsAreKeptOnceEach() {
    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, BULLETS, DOT)
            .apply(
                SelfInstruct.of(
                        Steps.teacher(
                            (role, request) ->
                                count(request).equals("2")
                                    ? "Sure:\n- Use no commas.\n- end with a DOT\n- Why?"
                                    : "1. \"Use no commas\"\n2. Name one colour."))
                    .withInstructions(5, 2)),
        List.of(BULLETS, DOT, made("Use no commas"), made("Name one colour.")),
        List.of(
            refused("Why?", "not_an_instruction", "1 words, at least 3 are needed"),
            refused("end with a DOT", "duplicate", "repetition 1 of 'End with a dot.'"),
            refused("Use no commas.", "duplicate", "repetition 1 of 'Use no commas'")),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenAnEmptyAnswer_thenItIsAFailureAndTheSeedsGoOn() {
    String question =
        Prompts.bundled()
            .get(Prompts.Name.SELF_INSTRUCT)
            .render(Map.of("count", "1", "examples", "- Use three bullets."));
    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, BULLETS)
            .apply(SelfInstruct.of(Steps.teacher((role, request) -> "\n")).withInstructions(1, 1)),
        List.of(BULLETS),
        List.of(),
        List.of(
            Steps.unreadable(
                STEP,
                Ids.of("request", "0", question) + "-0-0",
                "no list in the answer",
                "{\"request\":0}",
                "\n")));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenAnAnswerThatWasCut_thenAllButItsLastEntryIsUsed() {
    String question =
        Prompts.bundled()
            .get(Prompts.Name.SELF_INSTRUCT)
            .render(Map.of("count", "1", "examples", "- Use three bullets."));
    String answer = "- Use no commas.\n- Use at most 5";
    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, BULLETS)
            .apply(
                SelfInstruct.of(Steps.teacher((role, request) -> "!length " + answer))
                    .withInstructions(1, 1)),
        List.of(BULLETS, made("Use no commas.")),
        List.of(
            Steps.truncated(
                STEP,
                "instruction_truncated",
                Ids.of("request", "0", question) + "-0-0",
                "{\"request\":0}",
                answer)),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenSeeds_thenEachRequestShowsSomeOfThemAndAsksForItsShare() {
    TestPipeline pipeline = Steps.pipeline();
    Instruction[] seeds = new Instruction[12];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = instruction("Name exactly " + i + " colours.", "seed");
    }
    // The answer tells what was asked.
    PAssert.that(
            Steps.given(pipeline, seeds)
                .apply(
                    SelfInstruct.of(
                            Steps.teacher(
                                (role, request) ->
                                    "- Asked for "
                                        + count(request)
                                        + " after "
                                        + Steps.asked(
                                                Prompts.Name.SELF_INSTRUCT, "examples", request)
                                            .replace("\n", " ")))
                        .withInstructions(7, 3)
                        .withExamples(4))
                .kept()
                .apply(MapElements.into(TypeDescriptors.strings()).via(Instruction::getText)))
        .satisfies(
            all -> {
              List<String> asked =
                  StreamSupport.stream(all.spliterator(), false)
                      .filter(text -> text.startsWith("Asked"))
                      .sorted()
                      .collect(Collectors.toList());
              assertEquals(
                  List.of("Asked for 2", "Asked for 2", "Asked for 3"),
                  asked.stream().map(text -> text.substring(0, 11)).toList());
              asked.forEach(text -> assertEquals(5, text.split(" - | after - ", -1).length));
              assertEquals(3, asked.stream().map(text -> text.substring(11)).distinct().count());
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenBadNumbers_thenTheMessagesNameThem() {
    SelfInstruct step = SelfInstruct.of(Steps.teacher((r, q) -> FakeChatClient.question(q)));
    assertEquals(
        "2 instructions in 3 requests: must be at least one a request",
        assertThrows(IllegalArgumentException.class, () -> step.withInstructions(2, 3))
            .getMessage());
    assertEquals(
        "examples 0: must be at least 1",
        assertThrows(IllegalArgumentException.class, () -> step.withExamples(0)).getMessage());
  }
}
