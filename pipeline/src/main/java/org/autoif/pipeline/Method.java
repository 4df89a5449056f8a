package org.autoif.pipeline;

import static org.autoif.pipeline.Values.atLeast;
import static org.autoif.pipeline.Values.bound;

import java.util.List;
import org.autoif.pipeline.options.AuditOptions;
import org.autoif.pipeline.options.CrossValidationOptions;
import org.autoif.pipeline.options.MethodOptions;
import org.autoif.pipeline.options.SamplingOptions;
import org.autoif.transforms.Preset;
import org.autoif.transforms.instruct.CrossValidationSettings;
import org.autoif.transforms.instruct.EntailmentRule;
import org.autoif.transforms.instruct.audit.AuditRule;
import org.autoif.transforms.instruct.audit.AuditSettings;
import org.autoif.transforms.step.Bound;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the method, resolved: what was given, and the preset's for the rest. Its JSON is
 * the {@code method} of the manifest.
 *
 * @param preset name of the preset
 * @param seed the run's seed
 * @param instructions new instructions to ask for
 * @param instructionRequests requests that they are asked for in
 * @param verifierSamples samples of function and cases an instruction
 * @param nearMisses samples of texts that obey or just fail, an instruction; 0 for none
 * @param repairRounds how often a function is given back with what is wrong with it; 0 for never
 * @param crossValidate whether functions and cases are cross-validated
 * @param crossValidation by which rule
 * @param audit rules that functions are audited by; none for no audit
 * @param backTranslate whether functions are back-translated and checked
 * @param backTranslations functions of an instruction that are back-translated
 * @param entailment how a back-translation must relate to its instruction
 * @param entailmentControls whether the judge must know that an instruction entails itself
 * @param contradictionDropsInstruction whether one contradiction drops the whole instruction
 * @param probeRewards whether tricks are tried on the functions
 * @param queriesPerInstruction queries an instruction
 * @param minQueryLength shortest query, in characters
 * @param maxQueryLength longest query, in characters
 * @param queryRewrite {@code concat} or {@code llm}
 * @param responses answers a task
 * @param responseTemperature their temperature
 * @param responsePassRate bound on an answer's pass rate
 * @param minTaskPassRate least pass rate of a task that is to be a row of verifiable rewards
 * @param maxTaskPassRate its greatest
 * @param scoreQuality whether a judge scores the answers
 * @param judgeSamples judge samples an answer
 * @param score bound on the mean score
 * @param pairPassRate bound on the preferred side's pass rate
 * @param pairsPerPrompt pairs a prompt, at most
 * @param closePairs whether a pair's sides are close in length and wording
 * @param confidence bound on the estimated probability of a label; null for no estimate
 */
public record Method(
    String preset,
    long seed,
    int instructions,
    int instructionRequests,
    int verifierSamples,
    int nearMisses,
    int repairRounds,
    boolean crossValidate,
    CrossValidationSettings crossValidation,
    AuditSettings audit,
    boolean backTranslate,
    int backTranslations,
    EntailmentRule entailment,
    boolean entailmentControls,
    boolean contradictionDropsInstruction,
    boolean probeRewards,
    int queriesPerInstruction,
    int minQueryLength,
    int maxQueryLength,
    String queryRewrite,
    int responses,
    double responseTemperature,
    Bound responsePassRate,
    double minTaskPassRate,
    double maxTaskPassRate,
    boolean scoreQuality,
    int judgeSamples,
    Bound score,
    Bound pairPassRate,
    int pairsPerPrompt,
    boolean closePairs,
    @Nullable Double confidence) {

  /**
   * Resolves options.
   *
   * @throws IllegalArgumentException if a value is out of its range; the message names the option,
   *     the value and the range
   */
  public static Method of(
      MethodOptions options,
      SamplingOptions sampled,
      CrossValidationOptions validation,
      AuditOptions audit,
      int minQuery,
      int maxQuery) {
    Preset preset = Preset.named(validation.getPreset());
    if (!List.of("concat", "llm").contains(options.getQueryRewrite())) {
      throw new IllegalArgumentException(
          "queryRewrite '" + options.getQueryRewrite() + "': expected concat or llm");
    }
    Sampling sampling = Sampling.of(sampled, preset.pairPassRate());
    if (minQuery < 1 || minQuery > maxQuery) {
      throw new IllegalArgumentException(
          "minQueryLength " + minQuery + ": must be from 1 to maxQueryLength, " + maxQuery);
    }
    int instructions = atLeast("instructions", options.getInstructions(), 0);
    String entailment = options.getEntailment();
    Boolean controls = options.getEntailmentControls();
    int requests = atLeast("instructionRequests", options.getInstructionRequests(), 1);
    return new Method(
        preset.name(),
        sampling.seed(),
        instructions,
        Math.min(requests, instructions),
        atLeast("verifierSamples", options.getVerifierSamples(), 1),
        given("nearMisses", options.getNearMisses(), preset.nearMisses()),
        given("repairRounds", options.getRepairRounds(), preset.repairRounds()),
        options.getCrossValidate(),
        crossValidation(validation),
        audit(audit, validation),
        options.getBackTranslate(),
        atLeast("backTranslations", options.getBackTranslations(), 1),
        entailment == null ? preset.entailment() : EntailmentRule.named(entailment),
        controls == null ? preset.entailmentControls() : controls,
        preset.contradictionDropsInstruction(),
        options.getProbeRewards(),
        atLeast("queriesPerInstruction", options.getQueriesPerInstruction(), 1),
        minQuery,
        maxQuery,
        options.getQueryRewrite(),
        sampling.responses(),
        sampling.responseTemperature(),
        bound("responsePassRate", options.getResponsePassRate(), preset.responsePassRate(), 1),
        sampling.minTaskPassRate(),
        sampling.maxTaskPassRate(),
        options.getScoreQuality(),
        atLeast("judgeSamples", options.getJudgeSamples(), 1),
        bound("score", options.getScore(), preset.score(), 10),
        sampling.pairPassRate(),
        sampling.pairsPerPrompt(),
        sampling.closePairs(),
        sampling.confidence());
  }

  private static int given(String option, @Nullable Integer value, int preset) {
    return value == null ? preset : atLeast(option, value, 0);
  }

  /** Resolves the rule of cross-validation alone, with the same errors. */
  public static CrossValidationSettings crossValidation(CrossValidationOptions options) {
    CrossValidationSettings preset = Preset.named(options.getPreset()).crossValidation();
    Integer functions = options.getMinFunctions();
    Integer cases = options.getMinCases();
    return new CrossValidationSettings(
        bound("caseAccuracy", options.getCaseAccuracy(), preset.caseAccuracy(), 1),
        bound("functionAccuracy", options.getFunctionAccuracy(), preset.functionAccuracy(), 1),
        functions == null ? preset.minFunctions() : functions,
        cases == null ? preset.minCases() : cases,
        bound("nearMissAccuracy", options.getNearMissAccuracy(), preset.nearMissAccuracy(), 1),
        options.getKeepDuplicates());
  }

  /** Resolves the audit alone, with the same errors. */
  public static AuditSettings audit(AuditOptions options, CrossValidationOptions validation) {
    AuditSettings defaults = Preset.named(validation.getPreset()).audit();
    String rules = options.getAudit();
    return new AuditSettings(
        rules == null ? defaults.rules() : AuditRule.parse("audit", rules),
        options.getAuditUnrelated());
  }
}
