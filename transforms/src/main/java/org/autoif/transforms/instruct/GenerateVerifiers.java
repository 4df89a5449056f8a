package org.autoif.transforms.instruct;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.Choice;
import org.autoif.io.llm.Prompt;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Instruction;
import org.autoif.io.record.Json;
import org.autoif.io.record.TestCase;
import org.autoif.io.record.VerifierFunction;
import org.autoif.transforms.instruct.python.VerifierAnswer;
import org.autoif.transforms.step.AskModel;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.prompt.Prompts;

/**
 * Asks for verification functions and test cases of each instruction (paper, section 3.1): a number
 * of samples, each with one function and a few cases.
 *
 * <p>Every sample is used once. A sample that cannot be read is a failure with its raw text, as is
 * a case without a text or a verdict. Rejected are samples that were cut at the token limit, and an
 * instruction of which no sample could be read.
 */
public final class GenerateVerifiers
    extends PTransform<PCollection<Instruction>, StepOutput<Constraint>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = GenerateVerifiers.class;
  private static final TupleTag<Constraint> KEPT = new TupleTag<>() {};

  private final ChatRoles roles;
  private final int samples;
  private final double temperature;

  private GenerateVerifiers(ChatRoles roles, int samples, double temperature) {
    this.roles = roles;
    this.samples = samples;
    this.temperature = temperature;
  }

  /** Returns a step with 8 samples an instruction. */
  public static GenerateVerifiers of(ChatRoles roles) {
    return new GenerateVerifiers(roles, 8, 1.0);
  }

  /** Returns this step with another number of samples an instruction, at least 1. */
  public GenerateVerifiers withSamples(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("samples " + count + ": must be at least 1");
    }
    return new GenerateVerifiers(roles, count, temperature);
  }

  /** Returns this step with another sampling temperature. */
  public GenerateVerifiers withTemperature(double to) {
    return new GenerateVerifiers(roles, samples, to);
  }

  @Override
  public StepOutput<Constraint> expand(PCollection<Instruction> instructions) {
    GenerateVerifiers step = this;
    return AskModel.run(
            instructions,
            roles.chats(),
            instruction ->
                step.roles.formed(
                    Prompts.Name.GENERATE_VERIFIER,
                    step.roles.call(
                        STEP,
                        ChatRoles.TEACHER,
                        instruction.getId(),
                        List.of(
                            Prompt.user(
                                step.roles
                                    .prompts()
                                    .get(Prompts.Name.GENERATE_VERIFIER)
                                    .render(Map.of("instruction", instruction.getText())))),
                        step.samples,
                        step.temperature,
                        instruction)),
            GenerateVerifiers::read,
            KEPT)
        .output(STEP);
  }

  private static void read(ChatAnswer answer, DoFn.MultiOutputReceiver out) {
    Instruction instruction = Json.read(answer.getCall().getContext(), Instruction.class);
    List<VerifierFunction> functions = new ArrayList<>();
    List<TestCase> cases = new ArrayList<>();
    for (Choice choice : answer.getChoices()) {
      if (Step.isCut(choice)) {
        out.get(Step.REJECTED).output(Step.truncated(STEP, "verifier_truncated", answer, choice));
        continue;
      }
      try {
        VerifierAnswer sample = VerifierAnswer.parse(choice.getText());
        functions.add(function(sample.source()));
        cases.addAll(sample.cases());
        for (String unreadable : sample.unreadableCases()) {
          out.get(Step.FAILED)
              .output(
                  Step.failure(
                      STEP,
                      "unreadable_case",
                      instruction.getId() + "-" + choice.getSample(),
                      "a case needs a text as input and true or false as output",
                      unreadable));
        }
      } catch (VerifierAnswer.UnreadableException e) {
        out.get(Step.FAILED)
            .output(Step.unreadable(STEP, answer, choice, String.valueOf(e.getMessage())));
      }
    }
    if (functions.isEmpty()) {
      out.get(Step.REJECTED)
          .output(
              Step.rejection(
                  STEP,
                  "instruction_without_functions",
                  instruction.getId(),
                  "none of " + answer.getChoices().size() + " samples could be read",
                  instruction));
      return;
    }
    out.get(KEPT)
        .output(
            Constraint.builder()
                .setId(instruction.getId())
                .setInstruction(instruction.getText())
                .setOrigin(instruction.getOrigin())
                .setFunctions(functions)
                .setCases(cases)
                .build());
  }

  /** Returns a function with its id. */
  public static VerifierFunction function(String source) {
    return VerifierFunction.builder().setId(Ids.of("function", source)).setSource(source).build();
  }
}
