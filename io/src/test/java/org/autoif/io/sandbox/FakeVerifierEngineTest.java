package org.autoif.io.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FakeVerifierEngineTest {
  @Test
  void givenItsLanguage_thenItSaysWhatItIsTold() throws Exception {
    List<String> functions =
        List.of(
            "contains:foo",
            "not-contains:foo",
            "length<4",
            "length>4",
            "error:timeout",
            "true",
            "def evaluate");
    try (VerifierEngine engine = FakeVerifierEngine.source().open()) {
      VerdictMatrix matrix =
          engine.run(new VerificationSession(functions, List.of("foo", "a bar")));
      assertEquals(
          List.of(
              List.of("true", "false"),
              List.of("false", "true"),
              List.of("true", "false"),
              List.of("false", "true"),
              List.of("error:timeout", "error:timeout"),
              List.of("true", "true"),
              List.of("error:compile", "error:compile")),
          matrix.rows().stream().map(FakeVerifierEngine::texts).toList());
    }
  }
}
