package org.autoif.io.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.autoif.io.record.Json;

/**
 * Reads the row files of a version row by row, in bounded memory and outside a pipeline. This is
 * the one place outside a pipeline that knows how rows are laid out in a file.
 */
public final class RowFiles {
  private static final String LINES = ".jsonl";

  /** Ends the name of a folder of rows that are held out. */
  public static final String VALIDATION = "-validation";

  private RowFiles() {}

  /**
   * Returns the files that hold rows under {@code name}, ordered by their paths, those of rows that
   * are held out among them; empty for none.
   *
   * @param name a folder in {@code folder}, such as {@code sft} or {@code rejected/*}
   */
  public static List<MatchResult.Metadata> of(Folder folder, String name) throws IOException {
    return Stream.concat(
            folder.list(name + "/*").stream(), folder.list(name + VALIDATION + "/*").stream())
        .filter(file -> isRowFile(file.resourceId().toString()))
        .sorted(Comparator.comparing(file -> file.resourceId().toString()))
        .toList();
  }

  /** Returns whether a file's name is that of a row file. */
  public static boolean isRowFile(String name) {
    return name.endsWith(LINES) || name.endsWith(InputFiles.PARQUET);
  }

  /**
   * Hands on the rows of a file in their order, until {@code whileTrue} says no.
   *
   * @throws InputException if a row is not a JSON object
   */
  public static void read(MatchResult.Metadata file, Predicate<JsonNode> whileTrue)
      throws IOException {
    if (file.resourceId().toString().endsWith(InputFiles.PARQUET)) {
      parquet(file, whileTrue);
      return;
    }
    try (BufferedReader lines =
        InputFiles.reader(InputFiles.open(file), file.resourceId().toString())) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank() && !whileTrue.test(row(line, number, file))) {
          return;
        }
      }
    }
  }

  /** Reads a file whole: its rows are not in the order of its bytes. */
  private static void parquet(MatchResult.Metadata file, Predicate<JsonNode> whileTrue)
      throws IOException {
    try (InputStream in = InputFiles.open(file)) {
      ParquetRows.read(
          in.readAllBytes(), file.resourceId().toString(), (number, row) -> whileTrue.test(row));
    }
  }

  private static JsonNode row(String line, int number, MatchResult.Metadata file) {
    try {
      JsonNode row = Json.read(line, JsonNode.class);
      if (row.isObject()) {
        return row;
      }
    } catch (IllegalArgumentException e) {
      // told below, with where it is
    }
    throw new InputException("line " + number + " of " + file.resourceId() + " is not a row");
  }
}
