package org.autoif.io.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Verdicts recorded with CPython: real functions on real texts. Not part of the repository. */
final class GoldenCorpus {
  private static final String FILE = "shared/data/verdicts/dev.jsonl.gz";

  /** A function, its texts and what CPython said, as files have it, with the raw record beside. */
  record Row(
      int id, String function, List<String> inputs, List<String> verdicts, List<String> raw) {}

  private GoldenCorpus() {}

  /** Returns the file, looked for beside this repository and above. */
  static Optional<Path> find() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve(FILE);
      if (Files.exists(file)) {
        return Optional.of(file);
      }
    }
    return Optional.ofNullable(System.getProperty("autoif.golden")).map(Path::of);
  }

  static List<Row> read(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<Row> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode row = mapper.readTree(line);
        rows.add(
            new Row(
                row.get("id").asInt(),
                row.get("function").asText(),
                strings(row.get("inputs")),
                strings(row.get("verdicts")),
                strings(row.get("cpython"))));
      }
    }
    return rows;
  }

  /** Returns a verdict as the recording has it, which knows four kinds of error. */
  static String recorded(Verdict verdict) {
    return switch (verdict.kind()) {
      case MEMORY, RECURSION, EXIT, VIOLATION -> "error:exception";
      default -> verdict.text();
    };
  }

  /** Returns whether a function wants a module which the recording's interpreter had. */
  static boolean lacksAModule(List<Verdict> row) {
    return String.valueOf(row.get(0).message()).contains("No module named");
  }

  /** Returns whether the engine said that it cannot tell, which Jython alone may. */
  static boolean isDeclined(EngineKind engine, Verdict verdict) {
    return engine == EngineKind.JYTHON && verdict.kind() == Verdict.Kind.UNSUPPORTED;
  }

  private static List<String> strings(JsonNode array) {
    List<String> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asText()));
    return values;
  }
}
