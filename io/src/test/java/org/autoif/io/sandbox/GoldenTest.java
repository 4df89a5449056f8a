package org.autoif.io.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sixth recorded function; {@link GoldenRun} runs them all. */
@Tag("slow")
final class GoldenTest {
  private static final int EVERY = 6;

  @ParameterizedTest
  @MethodSource("org.autoif.io.sandbox.TestEngines#all")
  void givenRecordedFunctions_thenTheVerdictsAreThoseOfCPython(SandboxSettings settings)
      throws Exception {
    Optional<Path> file = GoldenCorpus.find();
    Assumptions.assumeTrue(file.isPresent(), "the recorded verdicts are not on this machine");
    List<GoldenCorpus.Row> rows = new ArrayList<>(GoldenCorpus.read(file.orElseThrow()));
    rows.removeIf(row -> row.id() % EVERY != 1);
    SandboxSettings recorded = settings.withCallTimeout(SandboxSettings.of().callTimeout());
    try (VerifierEngine engine = Sandboxes.open(recorded)) {
      List<List<Verdict>> verdicts = GoldenRun.run(engine, rows, settings.slots());
      for (int i = 0; i < rows.size(); i++) {
        List<Verdict> row = verdicts.get(i);
        List<String> expected = new ArrayList<>(rows.get(i).verdicts());
        for (int j = 0; j < expected.size(); j++) {
          if (GoldenCorpus.isDeclined(settings.engine(), row.get(j))) {
            expected.set(j, row.get(j).text());
          }
        }
        if (!GoldenCorpus.lacksAModule(row)) {
          assertEquals(
              expected,
              row.stream().map(GoldenCorpus::recorded).toList(),
              "function " + rows.get(i).id());
        }
      }
    }
  }
}
