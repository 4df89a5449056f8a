package org.autoif.pipeline.command.make;

import java.util.Map;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.store.StoreStats;
import org.autoif.transforms.step.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of one completion of a step: measured, where the store has completions of the step by the
 * same model, or by any model; else assumed, by the length of the prompt's template and what it and
 * the answer usually hold.
 *
 * @param stats what the store holds
 * @param prompts the run's prompts
 * @param endpoints by role
 */
record TokenAverages(StoreStats stats, Prompts prompts, Map<String, ChatEndpoint> endpoints) {
  private static final int CHARACTERS_A_TOKEN = 4;

  /**
   * An average.
   *
   * @param prompt tokens
   * @param completion tokens
   * @param source where it is from, in a word or two
   */
  record Average(double prompt, double completion, String source) {}

  /**
   * What is assumed of a step's calls.
   *
   * @param template its prompt
   * @param filled tokens that are put into it
   * @param completion tokens of the answer
   */
  private record Assumed(Prompts.Name template, int filled, int completion) {}

  Average of(String step, String role) {
    ChatEndpoint endpoint = endpoints.get(role);
    String model = endpoint == null ? "" : endpoint.model();
    Average same = measured(step, role, model, "measured");
    if (same != null) {
      return same;
    }
    Average any = measured(step, role, null, "other models");
    if (any != null) {
      return any;
    }
    Assumed assumed = assumed(step, role);
    int template = prompts.get(assumed.template()).length() / CHARACTERS_A_TOKEN;
    return new Average(template + assumed.filled(), assumed.completion(), "assumed");
  }

  private static Assumed assumed(String step, String role) {
    return switch (step + " " + role) {
      case "SelfInstruct teacher" -> new Assumed(Prompts.Name.SELF_INSTRUCT, 120, 200);
      case "GenerateVerifiers teacher" -> new Assumed(Prompts.Name.GENERATE_VERIFIER, 15, 350);
      case "GenerateNearMisses teacher" -> new Assumed(Prompts.Name.GENERATE_NEAR_MISSES, 15, 300);
      case "JudgeCases judge" -> new Assumed(Prompts.Name.JUDGE_CASE, 65, 35);
      case "RepairVerifiers teacher" -> new Assumed(Prompts.Name.REPAIR_VERIFIER, 250, 150);
      case "BackTranslate teacher" -> new Assumed(Prompts.Name.BACK_TRANSLATE, 120, 25);
      case "FilterByEntailment judge" -> new Assumed(Prompts.Name.ENTAILMENT, 40, 10);
      case "RewriteQueries teacher" -> new Assumed(Prompts.Name.REWRITE_QUERY, 55, 50);
      case "RewriteQueries judge" -> new Assumed(Prompts.Name.JUDGE_REWRITE, 105, 15);
      case "SampleResponses policy" -> new Assumed(Prompts.Name.RESPOND, 60, 300);
      case "ScoreQuality judge" -> new Assumed(Prompts.Name.SCORE_QUALITY, 360, 80);
      default -> throw new IllegalArgumentException("no step asks so: " + step + " " + role);
    };
  }

  private @Nullable Average measured(
      String step, String role, @Nullable String model, String source) {
    long rows = 0;
    long prompt = 0;
    long completion = 0;
    for (StoreStats.Group group : stats.groups()) {
      if (group.step().equals(step)
          && group.role().equals(role)
          && (model == null || group.model().equals(model))) {
        rows += group.rows();
        prompt += group.promptTokens();
        completion += group.completionTokens();
      }
    }
    // An endpoint that counts no tokens measures nothing.
    return rows == 0 || prompt + completion == 0
        ? null
        : new Average((double) prompt / rows, (double) completion / rows, source);
  }
}
