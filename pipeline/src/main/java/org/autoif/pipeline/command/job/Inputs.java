package org.autoif.pipeline.command.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.autoif.io.dataset.InputException;
import org.autoif.io.dataset.InputFiles;
import org.autoif.io.dataset.QueryFile;
import org.autoif.io.record.Instruction;
import org.autoif.pipeline.QuerySettings;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.command.settings.InputSettings;
import org.autoif.transforms.instruct.SelfInstruct;
import org.autoif.transforms.respond.AttachQueries;
import org.autoif.transforms.train.ContaminationIndex;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the inputs before a job starts, so that a bad one is told in one line while nothing
 * is spent or written, and notes what they were for the manifest.
 */
public final class Inputs {
  /** The option whose rows are benchmarks': every user turn of theirs counts. */
  private static final String BENCHMARKS = "decontaminate";

  private Inputs() {}

  /** Reads the seed instructions and notes the file in {@code provenance}. */
  public static List<Instruction> seeds(String path, ArrayNode provenance) throws IOException {
    return instructions("seeds", path, provenance);
  }

  /** Reads instructions, one a line, and notes the file in {@code provenance}. */
  public static List<Instruction> instructions(String option, String path, ArrayNode provenance)
      throws IOException {
    List<Instruction> seeds = new ArrayList<>();
    read(
        option,
        path,
        provenance,
        (in, name) ->
            InputFiles.lines(
                in,
                name,
                "plain text in UTF-8, one instruction a line, also packed by gzip",
                (line, text) -> {
                  if (QueryFile.isJsonLine(text)) {
                    throw new InputException(
                        "line "
                            + line
                            + " of "
                            + name
                            + " is JSON: instructions are plain text, one a line");
                  }
                  seeds.add(SelfInstruct.instruction(text, SelfInstruct.SEED));
                }));
    if (seeds.isEmpty()) {
      throw new UsageException("--" + option + "='" + path + "': the file has no instruction");
    }
    return seeds;
  }

  /**
   * Looks through the files of {@code --queries} as {@link #queries} does, and returns how many
   * queries there are.
   *
   * @throws UsageException if no query has a length that is asked for
   */
  public static long countUsable(
      InputSettings given, QuerySettings asked, String path, ArrayNode provenance, PrintStream out)
      throws IOException {
    long[] queries = {0};
    long[] usable = {0};
    int least = asked.minQueryLength();
    int most = asked.maxQueryLength();
    queries(
        "queries",
        path,
        given.queryField(),
        given.maxBadRows(),
        provenance,
        out,
        query -> {
          queries[0]++;
          usable[0] += AttachQueries.fits(query, least, most) ? 1 : 0;
        });
    if (usable[0] == 0) {
      throw new UsageException(
          "--queries='"
              + path
              + "': no query has "
              + least
              + " to "
              + most
              + " characters; see --minQueryLength and --maxQueryLength");
    }
    return queries[0];
  }

  /**
   * Looks through the query files, hands on each query, and notes the files in {@code provenance}.
   * Rows without a query are told in one line and counted in {@code provenance}.
   *
   * @param maxBadRows most rows of all that may be other than expected, as a share; chats in which
   *     no user says anything are none of them
   */
  private static void queries(
      String option,
      String path,
      @Nullable String field,
      double maxBadRows,
      ArrayNode provenance,
      PrintStream out,
      Consumer<String> to)
      throws IOException {
    LeftOutRows leftOut = new LeftOutRows();
    int[] count = {0};
    read(
        option,
        path,
        provenance,
        (in, name) ->
            QueryFile.read(
                in,
                name,
                field,
                option.equals(BENCHMARKS),
                query -> {
                  count[0]++;
                  to.accept(query);
                },
                leftOut));
    leftOut.check(option, count[0], maxBadRows);
    if (count[0] == 0) {
      throw new UsageException("--" + option + "='" + path + "': there is no query in it");
    }
    leftOut.tell(option, count[0], provenance, out);
  }

  /**
   * Reads the benchmarks whose prompts are kept out, and notes their files; null if there are none.
   */
  public static @Nullable ContaminationIndex benchmarks(
      InputSettings given, ArrayNode provenance, PrintStream out) throws IOException {
    if (given.benchmarks().isEmpty()) {
      return null;
    }
    List<String> prompts = new ArrayList<>();
    for (String file : given.benchmarks()) {
      queries(BENCHMARKS, file, null, given.maxBadRows(), provenance, out, prompts::add);
    }
    return Arguments.checked(() -> ContaminationIndex.of(prompts, given.benchmarkWords()));
  }

  /** Notes in {@code provenance} where the seeds and the queries are from. */
  public static void origins(InputSettings given, ArrayNode provenance) {
    for (JsonNode input : provenance) {
      String option = input.path("option").asText();
      if (input instanceof ObjectNode node && !option.equals(BENCHMARKS)) {
        InputSettings.Origin from =
            option.equals("seeds") ? given.seedsFrom() : given.queriesFrom();
        if (from.source() != null) {
          node.put("source", from.source());
        }
        if (from.license() != null) {
          node.put("license", from.license());
        }
      }
    }
  }

  /**
   * Looks through a file of JSON rows and counts them; {@code reasonAgainst} tells why a row is not
   * as expected.
   */
  public static int rows(
      String path, ArrayNode provenance, Function<JsonNode, @Nullable String> reasonAgainst)
      throws IOException {
    int[] count = {0};
    read(
        "input",
        path,
        provenance,
        (in, name) ->
            InputFiles.values(
                in,
                name,
                (line, row) -> {
                  count[0]++;
                  String reason = reasonAgainst.apply(row);
                  if (reason != null) {
                    throw new InputException("line " + line + " of " + name + " " + reason);
                  }
                }));
    if (count[0] == 0) {
      throw new UsageException("--input='" + path + "': the file has no row");
    }
    return count[0];
  }

  private interface Reader {
    void read(InputStream in, String name) throws IOException;
  }

  private static void read(String option, String pattern, ArrayNode provenance, Reader reader)
      throws IOException {
    try {
      for (MatchResult.Metadata file : InputFiles.match(Arguments.file("--" + option, pattern))) {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        String name = String.valueOf(file.resourceId().getFilename());
        String path = file.resourceId().toString();
        try (InputStream bytes = new DigestInputStream(InputFiles.bytes(file), sha)) {
          reader.read(InputFiles.unpacked(bytes, path), path);
          bytes.transferTo(OutputStream.nullOutputStream());
        } catch (ZipException | EOFException e) {
          throw new InputException(path + " is no whole gzip file: " + e.getMessage());
        } catch (FileSystemException e) {
          throw e;
        } catch (IOException e) {
          throw new InputException(path + " cannot be unpacked: " + Arguments.firstLine(e));
        }
        provenance
            .addObject()
            .put("option", option)
            .put("file", name)
            .put("sha256", HexFormat.of().formatHex(sha.digest()));
      }
    } catch (InputException e) {
      throw new UsageException("--" + option + ": " + e.getMessage());
    } catch (FileSystemException e) {
      throw new UsageException("--" + option + ": " + Arguments.firstLine(e));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
