package org.autoif.transforms.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.autoif.io.dataset.WrittenFile;
import org.autoif.io.llm.Usage;
import org.autoif.io.llm.spending.Prices;
import org.autoif.transforms.step.StepCounts;
import org.junit.jupiter.api.Test;

final class ManifestTest {
  private static final RunInfo RUN =
      new RunInfo("{\"preset\":\"paper\"}", List.of("Ask", "Ask2"), "A set", "", List.of("en"));

  private static final Usage USAGE =
      Usage.builder()
          .setStep("Ask")
          .setRole("teacher")
          .setCalls(1)
          .setCompletions(2)
          .setPromptTokens(20)
          .setCompletionTokens(10)
          .setCachedTokens(4)
          .setRequests(2)
          .setRetries(1)
          .setLatencies(Map.of(0, 1L, 64, 1L))
          .build();

  private static String usage(int requests, int tokens, String cost) {
    return String.format(
        "{\"teacher\":{\"records\":%d,\"completions\":%d,\"requests\":%d,\"prompt_tokens\":%d,"
            + "\"cached_tokens\":%d,\"completion_tokens\":%d,\"cost\":%s,\"retries\":%d,"
            + "\"latency_ms\":[1,267,267]}}",
        requests / 2, requests, requests, 2 * tokens, 2 * tokens / 5, tokens, cost, requests / 2);
  }

  private static WrittenFile file(String path, int rows) {
    return WrittenFile.builder().setPath(path).setRows(rows).setBytes(9).setSha256("ab").build();
  }

  @Test
  void givenCountsOfSteps_thenEachStepHasItsOwn() {
    assertEquals(
        Map.of(
            "Ask",
            new StepCounts(5, Map.of("low", 2L, "short", 1L), Map.of(), Map.of("teacher", USAGE)),
            "Ask2",
            new StepCounts(0, Map.of(), Map.of("chat_rate", 1L), Map.of())),
        StepCounts.byStep(
            List.of("Ask", "Ask2"),
            Map.of("Ask", 5L, "Unknown", 1L),
            Map.of("Ask\tlow", 2L, "Ask\tshort", 1L),
            Map.of("Ask2\tchat_rate", 1L),
            Map.of("Ask\tteacher", USAGE)));
  }

  @Test
  void givenARun_thenTheManifestHasSettingsStepsRowsAndFilesInAFixedOrder() {
    Map<String, StepCounts> steps =
        StepCounts.byStep(
            List.of("Ask", "Ask2"),
            Map.of("Ask", 5L),
            Map.of("Ask\tlow", 2L),
            Map.of(),
            Map.of("Ask\tteacher", USAGE, "Ask2\tteacher", USAGE));
    RunInfo priced =
        RUN.withPrices(
            Prices.of(
                Map.of(
                    "teacher",
                    new Prices.Price(
                        BigDecimal.ONE, new BigDecimal("2.5"), new BigDecimal("0.1")))));
    assertEquals(
        "{\"format\":\"autoif-dataset/1\",\"version\":\"v1\",\"settings\":{\"preset\":\"paper\"},"
            + "\"steps\":[{\"step\":\"Ask\",\"kept\":5,\"rejected\":{\"low\":2},\"failed\":{},"
            + "\"calls\":"
            + usage(2, 10, "0.0000414")
            + "},{\"step\":\"Ask2\",\"kept\":0,\"rejected\":{},\"failed\":{},\"calls\":"
            + usage(2, 10, "0.0000414")
            + "}],\"calls\":"
            + usage(4, 20, "0.0000828")
            + ",\"cost\":0.0000828,"
            + "\"rows\":{\"rejected\":1,\"sft\":5},"
            + "\"files\":["
            + "{\"path\":\"rejected/Ask/part-0\",\"rows\":1,\"bytes\":9,\"sha256\":\"ab\"},"
            + "{\"path\":\"sft/train-0\",\"rows\":2,\"bytes\":9,\"sha256\":\"ab\"},"
            + "{\"path\":\"sft/train-1\",\"rows\":3,\"bytes\":9,\"sha256\":\"ab\"}]}",
        Manifest.of(
                "v1",
                priced,
                steps,
                List.of(
                    file("sft/train-1", 3), file("rejected/Ask/part-0", 1), file("sft/train-0", 2)))
            .toString());
  }
}
