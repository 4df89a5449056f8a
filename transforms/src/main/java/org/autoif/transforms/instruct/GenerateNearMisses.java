package org.autoif.transforms.instruct;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.Choice;
import org.autoif.io.llm.Prompt;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.record.TestCase;
import org.autoif.transforms.step.AskModel;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.LenientJson;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/**
 * Asks for texts that follow each instruction and for texts that just fail, and adds them to its
 * cases. The model sees no function, so that a function and the cases that try it do not share a
 * mistake, as they do where one sample brings both (paper, section 3.1). Not in the paper.
 *
 * <p>Every instruction goes on, with or without such cases. A sample that did not come or is
 * without a readable text is a failure; one that was cut is a rejection. A text that the samples
 * name on both sides is dropped by {@link CrossValidate}.
 */
public final class GenerateNearMisses
    extends PTransform<PCollection<Constraint>, StepOutput<Constraint>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = GenerateNearMisses.class;
  private static final TupleTag<Constraint> KEPT = new TupleTag<>() {};
  private static final List<String> FOLLOWS = List.of("follows", "follow", "valid", "right");
  private static final List<String> BREAKS = List.of("breaks", "break", "invalid", "wrong");
  private static final List<String> TEXT = List.of("text", "answer", "response", "input");

  private final ChatRoles roles;
  private final int samples;
  private final double temperature;

  private GenerateNearMisses(ChatRoles roles, int samples, double temperature) {
    this.roles = roles;
    this.samples = samples;
    this.temperature = temperature;
  }

  /** Returns a step with one sample an instruction, of about three texts a side. */
  public static GenerateNearMisses of(ChatRoles roles) {
    return new GenerateNearMisses(roles, 1, 1.0);
  }

  /** Returns this step with another number of samples an instruction, at least 1. */
  public GenerateNearMisses withSamples(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("samples " + count + ": must be at least 1");
    }
    return new GenerateNearMisses(roles, count, temperature);
  }

  /** Returns this step with another sampling temperature. */
  public GenerateNearMisses withTemperature(double to) {
    return new GenerateNearMisses(roles, samples, to);
  }

  @Override
  public StepOutput<Constraint> expand(PCollection<Constraint> constraints) {
    GenerateNearMisses step = this;
    return AskModel.run(
            constraints,
            roles.chats().withEmptyAnswers(),
            step::ask,
            GenerateNearMisses::read,
            KEPT)
        .output(STEP);
  }

  private ChatCall ask(Constraint constraint) {
    return roles.formed(
        Prompts.Name.GENERATE_NEAR_MISSES,
        roles.call(
            STEP,
            ChatRoles.TEACHER,
            constraint.getId(),
            List.of(
                Prompt.user(
                    roles
                        .prompts()
                        .get(Prompts.Name.GENERATE_NEAR_MISSES)
                        .render(Map.of("instruction", constraint.getInstruction())))),
            samples,
            temperature,
            constraint));
  }

  private static void read(ChatAnswer answer, DoFn.MultiOutputReceiver out) {
    Constraint constraint = Json.read(answer.getCall().getContext(), Constraint.class);
    Set<TestCase> apart = new LinkedHashSet<>();
    for (Choice choice : answer.getChoices()) {
      if (Step.isCut(choice)) {
        out.get(Step.REJECTED).output(Step.truncated(STEP, "near_miss_truncated", answer, choice));
        continue;
      }
      List<TestCase> cases = cases(choice.getText());
      if (cases.isEmpty()) {
        out.get(Step.FAILED)
            .output(
                Step.unreadable(
                    STEP, answer, choice, "no list of texts under the key follows or breaks"));
      }
      apart.addAll(cases);
    }
    List<TestCase> all = new ArrayList<>(constraint.getCases());
    all.addAll(apart);
    out.get(KEPT).output(constraint.toBuilder().setCases(all).build());
  }

  /** Returns the texts of an answer; none if it cannot be read. */
  static List<TestCase> cases(String answer) {
    List<TestCase> cases = new ArrayList<>();
    for (JsonNode object : LenientJson.objects(answer)) {
      add(object, FOLLOWS, true, cases);
      add(object, BREAKS, false, cases);
    }
    return cases;
  }

  private static void add(JsonNode object, List<String> keys, boolean expected, List<TestCase> to) {
    for (String key : keys) {
      for (JsonNode node : object.path(key)) {
        String text = text(node);
        if (text != null && !text.isBlank()) {
          to.add(
              TestCase.builder()
                  .setInput(text)
                  .setExpected(expected)
                  .setOrigin(TestCase.NEAR_MISS)
                  .build());
        }
      }
    }
  }

  private static @Nullable String text(JsonNode node) {
    if (node.isTextual()) {
      return node.asText();
    }
    return TEXT.stream()
        .map(node::path)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .findFirst()
        .orElse(null);
  }
}
