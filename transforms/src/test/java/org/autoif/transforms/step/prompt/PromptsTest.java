package org.autoif.transforms.step.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PromptsTest {
  private static String error(String file, String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Prompts.of(Map.of(file, text)))
            .getMessage());
  }

  @Test
  void givenNoFolder_thenEveryPromptIsThereUnderItsOwnHash() {
    Prompts bundled = Prompts.bundled();
    assertEquals(
        List.of(
            "self-instruct.txt",
            "generate-verifier.txt",
            "generate-near-misses.txt",
            "judge-case.txt",
            "repair-verifier.txt",
            "back-translate.txt",
            "entailment.txt",
            "rewrite-query.txt",
            "judge-rewrite.txt",
            "respond.txt",
            "score-quality.txt"),
        Prompts.files());
    assertEquals(Prompts.files(), List.copyOf(bundled.hashes().keySet()));
    assertEquals(11, new HashSet<>(bundled.hashes().values()).size());
  }

  @Test
  void givenAReplacement_thenOnlyItsTextAndHashChange() {
    Prompts replaced = Prompts.of(Map.of("back-translate.txt", "What is {{function}} for?\n"));
    assertEquals(
        "What is f for?",
        replaced.get(Prompts.Name.BACK_TRANSLATE).render(Map.of("function", "f")));
    Map<String, String> before = Prompts.bundled().hashes();
    replaced
        .hashes()
        .forEach(
            (file, hash) -> {
              if (file.equals("back-translate.txt")) {
                assertNotEquals(before.get(file), hash);
              } else {
                assertEquals(before.get(file), hash);
              }
            });
  }

  @Test
  void givenAMissingPlaceholder_thenTheMessageNamesFileAndPlaceholders() {
    assertEquals(
        "entailment.txt uses the placeholders [premise], it must use exactly"
            + " [hypothesis, premise]",
        error("entailment.txt", "Is {{premise}} true?"));
  }

  @Test
  void givenAnUnknownPlaceholder_thenTheMessageNamesIt() {
    assertEquals(
        "respond.txt uses the placeholders [query], it must use exactly []",
        error("respond.txt", "Answer {{query}}"));
  }

  @Test
  void givenAnUnknownFile_thenTheMessageListsThePrompts() {
    assertEquals(
        "backtranslate.txt is not a prompt; prompts are " + Prompts.files(),
        error("backtranslate.txt", "{{function}}"));
  }
}
