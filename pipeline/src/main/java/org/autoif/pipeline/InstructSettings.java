package org.autoif.pipeline;

import static org.autoif.pipeline.Values.atLeast;
import static org.autoif.pipeline.Values.bound;

import org.autoif.pipeline.options.AuditOptions;
import org.autoif.pipeline.options.CrossValidationOptions;
import org.autoif.pipeline.options.MethodOptions;
import org.autoif.transforms.Preset;
import org.autoif.transforms.instruct.CrossValidationSettings;
import org.autoif.transforms.instruct.EntailmentRule;
import org.autoif.transforms.instruct.audit.AuditRule;
import org.autoif.transforms.instruct.audit.AuditSettings;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of section 3.1, instructions and their functions, resolved.
 *
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
 */
public record InstructSettings(
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
    boolean probeRewards) {

  static <T extends MethodOptions & CrossValidationOptions & AuditOptions> InstructSettings of(
      T options) {
    Preset preset = Preset.named(options.getPreset());
    int instructions = atLeast("instructions", options.getInstructions(), 0);
    String entailment = options.getEntailment();
    Boolean controls = options.getEntailmentControls();
    return new InstructSettings(
        instructions,
        Math.min(atLeast("instructionRequests", options.getInstructionRequests(), 1), instructions),
        atLeast("verifierSamples", options.getVerifierSamples(), 1),
        given("nearMisses", options.getNearMisses(), preset.nearMisses()),
        given("repairRounds", options.getRepairRounds(), preset.repairRounds()),
        options.getCrossValidate(),
        crossValidation(options),
        audit(options),
        options.getBackTranslate(),
        atLeast("backTranslations", options.getBackTranslations(), 1),
        entailment == null ? preset.entailment() : EntailmentRule.named(entailment),
        controls == null ? preset.entailmentControls() : controls,
        preset.contradictionDropsInstruction(),
        options.getProbeRewards());
  }

  /** Tells whether a judge decides about instructions that no probe decides. */
  boolean judgesUnprobed() {
    return backTranslate && audit.rules().contains(AuditRule.UNPROBED);
  }

  /** Returns the audit without what a judge decides later. */
  AuditSettings auditAlone() {
    return judgesUnprobed() ? audit.without(AuditRule.UNPROBED) : audit;
  }

  private static int given(String option, @Nullable Integer value, int preset) {
    return value == null ? preset : atLeast(option, value, 0);
  }

  /**
   * Resolves the rule of cross-validation alone.
   *
   * @throws IllegalArgumentException if a value is out of its range; the message names the option,
   *     the value and the range
   */
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
  public static <T extends AuditOptions & CrossValidationOptions> AuditSettings audit(T options) {
    AuditSettings defaults = Preset.named(options.getPreset()).audit();
    String rules = options.getAudit();
    return new AuditSettings(
        rules == null ? defaults.rules() : AuditRule.parse("audit", rules),
        options.getAuditUnrelated());
  }
}
