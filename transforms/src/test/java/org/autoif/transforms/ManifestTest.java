package org.autoif.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.autoif.io.dataset.WrittenFile;
import org.autoif.io.llm.Usage;
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
          .build();

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
            List.of("Ask"),
            Map.of("Ask", 5L),
            Map.of("Ask\tlow", 2L),
            Map.of(),
            Map.of("Ask\tteacher", USAGE));
    assertEquals(
        "{\"format\":\"autoif-dataset/1\",\"version\":\"v1\",\"settings\":{\"preset\":\"paper\"},"
            + "\"steps\":[{\"step\":\"Ask\",\"kept\":5,\"rejected\":{\"low\":2},\"failed\":{},"
            + "\"calls\":{\"teacher\":{\"records\":1,\"completions\":2,"
            + "\"prompt_tokens\":20,\"completion_tokens\":10}}}],"
            + "\"rows\":{\"rejected\":1,\"sft\":5},"
            + "\"files\":["
            + "{\"path\":\"rejected/Ask/part-0\",\"rows\":1,\"bytes\":9,\"sha256\":\"ab\"},"
            + "{\"path\":\"sft/train-0\",\"rows\":2,\"bytes\":9,\"sha256\":\"ab\"},"
            + "{\"path\":\"sft/train-1\",\"rows\":3,\"bytes\":9,\"sha256\":\"ab\"}]}",
        Manifest.of(
                "v1",
                RUN,
                steps,
                List.of(
                    file("sft/train-1", 3), file("rejected/Ask/part-0", 1), file("sft/train-0", 2)))
            .toString());
  }
}
