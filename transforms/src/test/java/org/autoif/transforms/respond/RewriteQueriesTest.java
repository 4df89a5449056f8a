package org.autoif.transforms.respond;

import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.task;
import static org.autoif.transforms.step.Records.user;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.testing.TestPipeline;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.Task;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.Steps;
import org.autoif.transforms.step.prompt.Prompts;
import org.junit.jupiter.api.Test;

final class RewriteQueriesTest {
  private static final Class<?> STEP = RewriteQueries.class;
  private static final Constraint BRIEF = constraint("Be brief", "true");

  private static Task rewritten(Task task, String prompt, String how) {
    return task.toBuilder().setMessages(user(prompt)).setRewrite(how).build();
  }

  private static Task concatenated(Task task) {
    return rewritten(task, task.getQuery().getText() + " Be brief.", "concat");
  }

  private static Rejection lost(Task task, String reason, String request, String detail) {
    return Step.rejection(
        STEP,
        reason,
        task.getId(),
        detail,
        Json.mapper()
            .createObjectNode()
            .put("query", task.getQuery().getText())
            .put("instruction", "Be brief")
            .put("request", request)
            .toString());
  }

  @Test
  void givenConcatenation_thenThePromptIsQueryThenInstructions() {
    Constraint commas = constraint("Use no commas.", "true");
    Task one = task("Why is Node.js fast", BRIEF);
    Task two = task("Why?", BRIEF, commas);

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, one, two).apply(RewriteQueries.byConcatenation()),
        List.of(
            rewritten(one, "Why is Node.js fast. Be brief.", "concat"),
            rewritten(two, "Why? Be brief. Use no commas.", "concat")),
        List.of(),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenAModel_thenOnlyRequestsThatKeptBothAreUsedAndTheOthersFallBack() {
    Task good = task("Why good?", BRIEF);
    Task empty = task("Why empty?", BRIEF);
    Task cut = task("Why cut?", BRIEF);
    Task noQuery = task("Why noquery?", BRIEF);
    Task noRule = task("Why norule?", BRIEF);
    Task unjudged = task("Why unjudged?", BRIEF);
    Task cutJudge = task("Why cutjudge?", BRIEF);
    Task unwritten = task("Why unwritten?", BRIEF);

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, good, empty, cut, noQuery, noRule, unjudged, cutJudge, unwritten)
            .apply(
                RewriteQueries.byModel(
                    Steps.teacher(
                        (role, request) -> {
                          if (role.equals("teacher")) {
                            String query =
                                Steps.asked(Prompts.Name.REWRITE_QUERY, "query", request);
                            return switch (query) {
                              case "Why empty?" -> " ";
                              case "Why cut?" -> "!length Tell me bri";
                              case "Why unwritten?" -> "!PERMANENT";
                              default -> " Briefly: " + query + "\n";
                            };
                          }
                          return switch (Steps.asked(
                              Prompts.Name.JUDGE_REWRITE, "request", request)) {
                            case "Briefly: Why good?" -> "{\"query\": true, \"constraint\": True}";
                            case "Briefly: Why noquery?" ->
                                "{\"query\": false, \"constraint\": false}";
                            case "Briefly: Why norule?" ->
                                "{\"query\": \"True\", \"constraint\": \"False\"}";
                            case "Briefly: Why cutjudge?" ->
                                "!length {\"query\": true, \"constraint\": true}";
                            default -> "Yes.";
                          };
                        }))),
        List.of(
            rewritten(good, "Briefly: Why good?", "llm"),
            concatenated(empty),
            concatenated(cut),
            concatenated(noQuery),
            concatenated(noRule),
            concatenated(unjudged),
            concatenated(cutJudge)),
        List.of(
            lost(empty, "rewrite_unreadable", "", "no text in the answer"),
            lost(cut, "rewrite_truncated", "Tell me bri", "cut at the token limit"),
            lost(
                noQuery,
                "rewrite_lost_query",
                "Briefly: Why noquery?",
                "the judge misses the query"),
            lost(
                noRule,
                "rewrite_lost_constraint",
                "Briefly: Why norule?",
                "the judge misses the constraint"),
            lost(
                unjudged,
                "rewrite_unjudged",
                "Briefly: Why unjudged?",
                "the judge's answer lacks query or constraint: Yes."),
            lost(
                cutJudge,
                "judgement_truncated",
                "Briefly: Why cutjudge?",
                "cut at the token limit")),
        List.of(
            Steps.refusedCall(
                Steps.call(
                    STEP,
                    "teacher",
                    unwritten.getId(),
                    Prompts.Name.REWRITE_QUERY,
                    Map.of("query", "Why unwritten?", "instruction", "Be brief"),
                    1,
                    0.7,
                    unwritten),
                0,
                0)));
    pipeline.run().waitUntilFinish();
  }
}
