package org.autoif.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.autoif.transforms.instruct.EntailmentRule;
import org.autoif.transforms.respond.RewriteQueries;
import org.autoif.transforms.step.ChatRoles;

/**
 * How many calls each step of a run will make, from the number of its inputs and from what an
 * earlier run kept of them. Where there was none, it takes what the built-in assumptions say.
 */
public final class Forecast {
  /**
   * The calls of one step to one role.
   *
   * @param step the step
   * @param role whom it asks
   * @param records records that it asks about
   * @param completions samples that it asks for
   */
  public record Calls(String step, String role, double records, double completions) {}

  /** Records that a step keeps of one that came to it. */
  private static final Map<String, Double> ASSUMED_YIELD =
      Map.of(
          "SelfInstruct", 0.9,
          "GenerateVerifiers", 0.95,
          "CrossValidate", 0.6,
          "AuditVerifiers", 0.6,
          "FilterByEntailment", 0.9);

  /** Instructions with a near miss that some function disagrees with, and how many those have. */
  private static final double ASSUMED_TO_JUDGE = 0.8;

  private static final double ASSUMED_DISPUTED = 3;

  /** Instructions with a function to repair in a round, and the share of functions that are. */
  private static final double ASSUMED_TO_REPAIR = 0.8;

  private static final double ASSUMED_REPAIRS = 0.5;

  /** Functions of an instruction that are left to be translated back, and judged. */
  private static final double ASSUMED_FUNCTIONS = 4;

  /** Back-translations that their instruction entails. */
  private static final double ASSUMED_ENTAILED = 0.8;

  /** Tasks with an answer that the functions accept, and how many of its answers they accept. */
  private static final double ASSUMED_TO_SCORE = 0.8;

  private static final double ASSUMED_ACCEPTED = 0.5;

  private final Method method;
  private final boolean chatJudges;
  private final boolean earlierMutual;
  private final Map<String, JsonNode> earlier = new LinkedHashMap<>();
  private final List<Calls> calls = new ArrayList<>();

  private Forecast(Method method, boolean chatJudges, JsonNode manifest) {
    this.method = method;
    this.chatJudges = chatJudges;
    this.earlierMutual =
        manifest
            .path("settings")
            .path("method")
            .path("entailment")
            .asText()
            .equals(EntailmentRule.MUTUAL.text());
    manifest.path("steps").forEach(step -> earlier.put(step.path("step").asText(), step));
  }

  /**
   * Returns the calls of a run, in the order of the method.
   *
   * @param chatJudges whether a chat model judges entailment; another judge costs no tokens and is
   *     left out
   * @param seeds number of seed instructions
   * @param queries number of user queries
   * @param manifest that of an earlier run, or a missing node
   */
  public static List<Calls> of(
      Method method, boolean chatJudges, long seeds, long queries, JsonNode manifest) {
    Forecast forecast = new Forecast(method, chatJudges, manifest);
    double verified = forecast.instructions(seeds);
    forecast.tasks(verified * Math.min(method.queries().queriesPerInstruction(), queries));
    return List.copyOf(forecast.calls);
  }

  private double instructions(long seeds) {
    double instructions = seeds;
    if (method.instruct().instructions() > 0) {
      add("SelfInstruct", ChatRoles.TEACHER, method.instruct().instructionRequests(), 1);
      instructions +=
          ASSUMED_YIELD.getOrDefault("SelfInstruct", 1.0) * method.instruct().instructions();
    }
    add("GenerateVerifiers", ChatRoles.TEACHER, instructions, method.instruct().verifierSamples());
    double left = instructions * readable();
    String before = "GenerateVerifiers";
    if (method.instruct().nearMisses() > 0) {
      add("GenerateNearMisses", ChatRoles.TEACHER, left, method.instruct().nearMisses());
      double cases = ASSUMED_DISPUTED * method.instruct().nearMisses();
      addPart("JudgeCases", ChatRoles.JUDGE, left, before, ASSUMED_TO_JUDGE, cases);
    }
    if (method.instruct().repairRounds() > 0) {
      addPart(
          "RepairVerifiers",
          ChatRoles.TEACHER,
          left,
          before,
          method.instruct().repairRounds() * ASSUMED_TO_REPAIR,
          ASSUMED_REPAIRS * method.instruct().verifierSamples());
    }
    if (method.instruct().crossValidate()) {
      left *= yieldOf("CrossValidate", before);
      before = "CrossValidate";
    }
    if (!method.instruct().auditAlone().rules().isEmpty()) {
      left *= yieldOf("AuditVerifiers", before);
      before = "AuditVerifiers";
    }
    if (method.instruct().backTranslate()) {
      double functions = Math.min(ASSUMED_FUNCTIONS, method.instruct().backTranslations());
      add(
          "BackTranslate",
          ChatRoles.TEACHER,
          left,
          perRecord("BackTranslate", ChatRoles.TEACHER, functions));
      left *= yieldOf("BackTranslate", before);
      if (chatJudges) {
        entailment(left, functions);
      }
      left *= yieldOf("FilterByEntailment", "BackTranslate");
    }
    return left;
  }

  /** One call an instruction; a completion a function, and one for the instruction itself. */
  private void entailment(double instructions, double functions) {
    boolean mutual = method.instruct().entailment() == EntailmentRule.MUTUAL;
    JsonNode asked =
        earlierMutual == mutual
            ? calls("FilterByEntailment", ChatRoles.JUDGE)
            : MissingNode.getInstance();
    double came = kept("BackTranslate");
    double more = mutual ? ASSUMED_ENTAILED * functions : 0;
    double asks = functions + (method.instruct().entailmentControls() ? 1 : 0);
    boolean measured = came > 0 && asked.path("records").asDouble() > 0;
    double records = measured ? asked.path("records").asDouble() / came : 1 + more;
    double completions = measured ? asked.path("completions").asDouble() / came : asks + more;
    calls.add(
        new Calls(
            "FilterByEntailment",
            ChatRoles.JUDGE,
            instructions * records,
            instructions * completions));
  }

  private void tasks(double tasks) {
    if (method.queries().queryRewrite().equals(RewriteQueries.LLM)) {
      add("RewriteQueries", ChatRoles.TEACHER, tasks, 1);
      add("RewriteQueries", ChatRoles.JUDGE, tasks, 1);
    }
    add("SampleResponses", ChatRoles.POLICY, tasks, method.sampling().responses());
    if (method.answers().scoreQuality()) {
      JsonNode step = earlier.get("ScoreQuality");
      double asked =
          step == null ? 0 : step.path("calls").path(ChatRoles.JUDGE).path("records").asDouble();
      double came = kept("VerifyResponses");
      double toScore = tasks * (came > 0 ? asked / came : ASSUMED_TO_SCORE);
      add(
          "ScoreQuality",
          ChatRoles.JUDGE,
          toScore,
          perRecord(
              "ScoreQuality",
              ChatRoles.JUDGE,
              Math.max(1, ASSUMED_ACCEPTED * method.sampling().responses())
                  * method.answers().judgeSamples()));
    }
  }

  /**
   * Adds the calls of a step that asks about some of the records.
   *
   * @param before the step before it, of whose records it asks about some
   * @param share of them, as assumed
   * @param samples of each, as assumed
   */
  private void addPart(
      String step, String role, double left, String before, double share, double samples) {
    JsonNode counts = earlier.get(step);
    double came = kept(before);
    double asked = counts == null ? 0 : counts.path("calls").path(role).path("records").asDouble();
    double records = left * (counts != null && came > 0 ? asked / came : share);
    add(step, role, records, perRecord(step, role, samples));
  }

  private void add(String step, String role, double records, double samples) {
    calls.add(new Calls(step, role, records, records * samples));
  }

  /** Returns what share of the records a step kept, of those that the step before it had kept. */
  private double yieldOf(String step, String before) {
    double came = kept(before);
    return came > 0 && earlier.containsKey(step)
        ? kept(step) / came
        : ASSUMED_YIELD.getOrDefault(step, 1.0);
  }

  /** Returns the share of instructions of which a function could be read. */
  private double readable() {
    JsonNode step = earlier.get("GenerateVerifiers");
    double asked =
        step == null ? 0 : step.path("calls").path(ChatRoles.TEACHER).path("records").asDouble();
    return asked > 0
        ? kept("GenerateVerifiers") / asked
        : ASSUMED_YIELD.getOrDefault("GenerateVerifiers", 1.0);
  }

  private double kept(String step) {
    JsonNode counts = earlier.get(step);
    return counts == null ? 0 : counts.path("kept").asDouble();
  }

  private JsonNode calls(String step, String role) {
    JsonNode counts = earlier.get(step);
    return counts == null ? MissingNode.getInstance() : counts.path("calls").path(role);
  }

  private double perRecord(String step, String role, double assumed) {
    JsonNode asked = calls(step, role);
    double records = asked.path("records").asDouble();
    return records > 0 ? asked.path("completions").asDouble() / records : assumed;
  }
}
