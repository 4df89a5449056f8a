package org.autoif.pipeline.teacher;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.transforms.step.prompt.Prompts;
import org.autoif.transforms.step.prompt.Prompts.Name;

/**
 * Answers requests by rules: finds the prompt that a message was made with, and writes what a model
 * might have written. A message made with none is a question with an instruction.
 */
final class Teacher {
  /** Writes the answer to a prompt filled with these values. */
  private interface Answerer {
    String answer(Map<String, String> values, Dice dice);
  }

  private final Prompts prompts;
  private final Map<Name, Answerer> answerers = new EnumMap<>(Name.class);
  private final ResponseWriter responses;

  Teacher(TeacherSettings settings) {
    this.prompts = settings.prompts();
    this.responses = new ResponseWriter(settings);
    InstructionWriter instructions = new InstructionWriter(settings);
    VerifierWriter verifiers = new VerifierWriter(settings);
    CaseWriter cases = new CaseWriter(settings);
    BackTranslator translator = new BackTranslator(settings);
    SimulatedNli entailment = new SimulatedNli(settings);
    QueryRewriter rewriter = new QueryRewriter(settings);
    QualityJudge quality = new QualityJudge(settings);
    answerers.put(
        Name.SELF_INSTRUCT, (v, d) -> instructions.write(of(v, "count"), of(v, "examples"), d));
    answerers.put(Name.GENERATE_VERIFIER, (v, d) -> verifiers.write(of(v, "instruction"), d));
    answerers.put(Name.GENERATE_NEAR_MISSES, (v, d) -> cases.write(of(v, "instruction"), d));
    answerers.put(
        Name.JUDGE_CASE, (v, d) -> cases.judge(of(v, "instruction"), of(v, "response"), d));
    answerers.put(
        Name.REPAIR_VERIFIER,
        (v, d) -> verifiers.repair(of(v, "instruction"), of(v, "function"), d));
    answerers.put(Name.BACK_TRANSLATE, (v, d) -> translator.translate(of(v, "function"), d));
    answerers.put(
        Name.ENTAILMENT, (v, d) -> entailment.judge(of(v, "premise"), of(v, "hypothesis"), d));
    answerers.put(
        Name.REWRITE_QUERY, (v, d) -> rewriter.rewrite(of(v, "query"), of(v, "instruction"), d));
    answerers.put(
        Name.JUDGE_REWRITE,
        (v, d) -> rewriter.judge(of(v, "query"), of(v, "instruction"), of(v, "request"), d));
    answerers.put(
        Name.SCORE_QUALITY,
        (v, d) -> quality.judge(of(v, "query"), of(v, "instruction"), of(v, "response"), d));
  }

  /** Returns the text of one sample. */
  String answer(TeacherRequest request, int sample) {
    Dice dice = Dice.of("answer", request.sampleKey(sample));
    for (Map.Entry<Name, Answerer> entry : answerers.entrySet()) {
      Optional<Map<String, String>> values = prompts.get(entry.getKey()).match(request.user());
      if (values.isPresent()) {
        return entry.getValue().answer(values.get(), dice);
      }
    }
    return responses.write(request.user(), dice);
  }

  private static String of(Map<String, String> values, String name) {
    return values.getOrDefault(name, "");
  }
}
