package org.autoif.pipeline.teacher.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.autoif.io.record.Json;

/** Runs many functions on texts in one Python process, to check what the teacher writes. */
public final class Python {
  /** A function and the texts to judge. */
  public record Job(String source, List<String> inputs) {}

  private static final String PROGRAM =
      """
      import json, sys
      def run(source, inputs):
          scope = {}
          try:
              exec(compile(source, "f", "exec"), scope)
          except BaseException as e:
              return ["error: %r" % e] * len(inputs)
          out = []
          for text in inputs:
              try:
                  v = scope["evaluate"](text)
                  out.append(v if isinstance(v, bool) else "error: not bool %r" % (v,))
              except BaseException as e:
                  out.append("error: %r" % e)
          return out
      for job in json.load(open(sys.argv[1], encoding="utf-8")):
          print(json.dumps(run(job["source"], job["inputs"])))
      """;

  private Python() {}

  /** Returns whether there is an interpreter. */
  public static boolean isPresent() {
    try {
      Process process =
          new ProcessBuilder("python3", "--version").redirectErrorStream(true).start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns for each job what its function says of each text: true, false or an error. */
  public static List<List<String>> run(List<Job> jobs) {
    try {
      Path in = Files.createTempFile("jobs", ".json");
      Path out = Files.createTempFile("verdicts", ".jsonl");
      Files.writeString(in, Json.write(jobs), StandardCharsets.UTF_8);
      Process process =
          new ProcessBuilder("python3", "-I", "-c", PROGRAM, in.toString())
              .redirectOutput(out.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("Python did not finish");
      }
      List<List<String>> verdicts = new ArrayList<>();
      for (String line : Files.readAllLines(out)) {
        List<String> row = new ArrayList<>();
        for (JsonNode cell : Json.mapper().readTree(line)) {
          row.add(cell.asText());
        }
        verdicts.add(row);
      }
      Files.delete(in);
      Files.delete(out);
      return verdicts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
