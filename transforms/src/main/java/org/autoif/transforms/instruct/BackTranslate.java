package org.autoif.transforms.instruct;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.autoif.io.record.VerifierFunction;
import org.autoif.transforms.step.AskModel;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.prompt.Prompts;

/**
 * Asks of each function, seen alone, what instruction it checks (paper, section 3.1,
 * "back-translation").
 *
 * <p>Only the most accurate functions up to a limit are asked about; the others go on without a
 * back-translation. A function whose answer cannot be used is dropped, as a failure, or as a
 * rejection where the answer was cut at the token limit; an instruction that is left with none is
 * rejected.
 */
public final class BackTranslate
    extends PTransform<PCollection<Constraint>, StepOutput<Constraint>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = BackTranslate.class;
  private static final TupleTag<Constraint> KEPT = new TupleTag<>() {};

  private final ChatRoles roles;
  private final int functions;
  private final double temperature;

  private BackTranslate(ChatRoles roles, int functions, double temperature) {
    this.roles = roles;
    this.functions = functions;
    this.temperature = temperature;
  }

  /** Returns a step that asks about at most 8 functions an instruction. */
  public static BackTranslate of(ChatRoles roles) {
    return new BackTranslate(roles, 8, 0.0);
  }

  /** Returns this step with another limit on the functions asked about, at least 1. */
  public BackTranslate withFunctions(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("functions " + limit + ": must be at least 1");
    }
    return new BackTranslate(roles, limit, temperature);
  }

  /** Returns this step with another sampling temperature. */
  public BackTranslate withTemperature(double to) {
    return new BackTranslate(roles, functions, to);
  }

  @Override
  public StepOutput<Constraint> expand(PCollection<Constraint> constraints) {
    BackTranslate step = this;
    return AskModel.run(constraints, roles.chats(), step::ask, step::read, KEPT).output(STEP);
  }

  private ChatCall ask(Constraint constraint) {
    return roles.call(
        STEP,
        ChatRoles.TEACHER,
        constraint.getId(),
        chosen(constraint).stream()
            .map(
                function ->
                    Prompt.user(
                        roles
                            .prompts()
                            .get(Prompts.Name.BACK_TRANSLATE)
                            .render(Map.of("function", function.getSource()))))
            .toList(),
        1,
        temperature,
        constraint);
  }

  /** The most accurate first, then by id: the same choice when asking and when reading. */
  private List<VerifierFunction> chosen(Constraint constraint) {
    return constraint.getFunctions().stream()
        .sorted(
            Comparator.comparingDouble(BackTranslate::accuracy)
                .reversed()
                .thenComparing(VerifierFunction::getId))
        .limit(functions)
        .toList();
  }

  private static double accuracy(VerifierFunction function) {
    Double accuracy = function.getAccuracy();
    return accuracy == null ? 0 : accuracy;
  }

  private void read(ChatAnswer answer, DoFn.MultiOutputReceiver out) {
    Constraint constraint = Json.read(answer.getCall().getContext(), Constraint.class);
    List<VerifierFunction> chosen = chosen(constraint);
    Set<String> asked = chosen.stream().map(VerifierFunction::getId).collect(Collectors.toSet());
    List<VerifierFunction> kept = new ArrayList<>();
    for (Choice choice : answer.getChoices()) {
      String text = choice.getText().strip();
      if (Step.isCut(choice)) {
        out.get(Step.REJECTED)
            .output(Step.truncated(STEP, "back_translation_truncated", answer, choice));
      } else if (text.isEmpty()) {
        out.get(Step.FAILED).output(Step.unreadable(STEP, answer, choice, "no text in the answer"));
      } else {
        kept.add(chosen.get(choice.getPrompt()).toBuilder().setBackTranslation(text).build());
      }
    }
    if (kept.isEmpty()) {
      out.get(Step.REJECTED)
          .output(
              Step.rejection(
                  STEP,
                  "instruction_without_functions",
                  constraint.getId(),
                  "no function could be back-translated",
                  constraint));
      return;
    }
    constraint.getFunctions().stream().filter(f -> !asked.contains(f.getId())).forEach(kept::add);
    kept.sort(Comparator.comparing(VerifierFunction::getId));
    out.get(KEPT).output(constraint.keeping(kept));
  }
}
