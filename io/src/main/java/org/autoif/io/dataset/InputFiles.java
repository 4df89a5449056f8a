package org.autoif.io.dataset;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.autoif.io.record.Json;
import org.jspecify.annotations.Nullable;

/** Reads input files on any Beam file system, line by line or value by value. */
public final class InputFiles {
  /** How the name of a Parquet file ends. */
  static final String PARQUET = ".parquet";

  /** A half of a surrogate pair; a whole pair is one character to a pattern. */
  private static final Pattern HALF = Pattern.compile("[\\ud800-\\udfff]");

  private static final int BUFFER = 1 << 16;

  private static final ObjectReader VALUE = Json.mapper().readerFor(JsonNode.class);

  private InputFiles() {}

  /**
   * Returns the files that {@code pattern} matches, in the order of their names. What is there
   * under the pattern's own name is taken as it is: a folder {@code data[1]} is that folder.
   *
   * @throws InputException if there is none
   */
  public static List<MatchResult.Metadata> match(String pattern) {
    return find(pattern, false);
  }

  /** The same, with whether there may be none. */
  static List<MatchResult.Metadata> find(String pattern, boolean mayBeEmpty) {
    try {
      Split split = Split.of(pattern);
      List<MatchResult.Metadata> files =
          split == null
              ? FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata()
              : LiteralPaths.list(split.folder(), split.rest());
      if (mayBeEmpty || !files.isEmpty()) {
        return files.stream().sorted(Comparator.comparing(f -> f.resourceId().toString())).toList();
      }
    } catch (FileNotFoundException e) {
      // told below
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException("'" + pattern + "' cannot be read: " + e.getMessage());
    }
    throw new InputException("no file matches '" + pattern + "'");
  }

  /**
   * A local pattern in two.
   *
   * @param folder the part that is there as it is written
   * @param rest the pattern for files in it, without wildcards if there are none
   */
  private record Split(ResourceId folder, String rest) {
    /** Returns the parts; null for a path that is not on a local disk. */
    static @Nullable Split of(String pattern) {
      ResourceId whole = FileSystems.matchNewResource(pattern, false);
      if (!LiteralPaths.isLocal(whole)) {
        return null;
      }
      Path path = Path.of(whole.toString());
      Path parent = path.toAbsolutePath().getParent();
      while (parent != null && !Files.isDirectory(parent)) {
        parent = parent.getParent();
      }
      if (parent == null) {
        return new Split(FileSystems.matchNewResource("/", true), path.toString());
      }
      Path rest = parent.relativize(path.toAbsolutePath());
      boolean isThere = Files.isRegularFile(path);
      return new Split(
          FileSystems.matchNewResource(parent.toString(), true),
          isThere ? escaped(rest.toString()) : rest.toString());
    }

    private static String escaped(String name) {
      return name.replaceAll("[*?\\[{]", "[$0]");
    }
  }

  /**
   * Returns what tells this file from the others that {@code pattern} matches, and {@code :}: its
   * path below the pattern's folder, so that it is the same wherever that folder is. Empty for a
   * pattern that names one file.
   */
  static String prefix(String pattern, MatchResult.Metadata file) {
    Split split = Split.of(pattern);
    String path = file.resourceId().toString();
    if (split != null) {
      return Files.isRegularFile(Path.of(FileSystems.matchNewResource(pattern, false).toString()))
          ? ""
          : Path.of(split.folder().toString()).relativize(Path.of(path)) + ":";
    }
    Matcher wildcard = LiteralPaths.WILDCARD.matcher(pattern);
    if (!wildcard.find()) {
      return "";
    }
    int end = pattern.lastIndexOf('/', wildcard.start()) + 1;
    String folder = FileSystems.matchNewResource(pattern.substring(0, end), true).toString();
    return (path.startsWith(folder) ? path.substring(folder.length()) : path) + ":";
  }

  /** Opens a file that {@link #match} found, as {@link #unpacked}. */
  public static InputStream open(MatchResult.Metadata file) throws IOException {
    return unpacked(bytes(file), file.resourceId().toString());
  }

  /** Opens a file that {@link #match} found, as it is. */
  public static InputStream bytes(MatchResult.Metadata file) throws IOException {
    ReadableByteChannel channel = FileSystems.open(file.resourceId());
    return Channels.newInputStream(channel);
  }

  /**
   * Returns what is in a packed file, which it is by its first bytes; another file as it is.
   *
   * @param name how to call the file in an error
   * @throws InputException if it is of a kind that is not read, or a mere pointer to the data
   */
  public static InputStream unpacked(InputStream file, String name) throws IOException {
    return Packed.unpacked(file, name);
  }

  /**
   * Returns the whole text of the one file at {@code path}, without a byte order mark.
   *
   * @throws InputException if it is missing, or not in UTF-8
   */
  public static String readText(String path) throws IOException {
    MatchResult.Metadata file = match(path).get(0);
    try (Reader reader = reader(open(file), path)) {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return text.toString();
    }
  }

  /**
   * Hands on every line that is not blank, without white space around it, with its number from 1.
   *
   * @param name how to call the file in an error
   * @param allowed what the file may be, for an error
   * @throws InputException if a line has a NUL, as no text has and most other files have
   */
  public static void lines(
      InputStream in, String name, String allowed, BiConsumer<Integer, String> to)
      throws IOException {
    BufferedReader reader = reader(in, name);
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (line.indexOf('\0') >= 0) {
        throw new InputException(
            "line "
                + number
                + " of "
                + name
                + " has a NUL, so it is no text: allowed is "
                + allowed);
      }
      if (!line.isBlank()) {
        to.accept(number, line.strip());
      }
    }
  }

  /**
   * Hands on every JSON value of a file that holds one after the other, the elements of an array as
   * values of their own, with the line on which the value ends; or every row of a Parquet file, by
   * its bytes or the end of its name, with its number from 1; or every row of a table, by the end
   * of its name ({@code .csv}, {@code .tsv}).
   *
   * @param name how to call the file in an error
   * @throws InputException if a part is not JSON, or the file is not Parquet
   */
  public static void values(InputStream in, String name, BiConsumer<Integer, JsonNode> to)
      throws IOException {
    values(in, name, to, BadRows.REFUSED);
  }

  /** The same, going on after a line that is not JSON where each line is a value of its own. */
  static void values(InputStream in, String name, BiConsumer<Integer, JsonNode> to, BadRows bad)
      throws IOException {
    InputStream marked = in.markSupported() ? in : new BufferedInputStream(in, BUFFER);
    if (Packed.bareName(name).endsWith(PARQUET) || Packed.head(marked, 4).equals("PAR1")) {
      ParquetRows.read(
          marked.readAllBytes(),
          name,
          (number, row) -> {
            to.accept(number, row);
            return true;
          });
      return;
    }
    BufferedReader reader = reader(marked, name);
    if (DelimitedRows.is(name)) {
      DelimitedRows.read(reader, name, to, bad);
    } else if (bad != BadRows.REFUSED && JsonStart.isLines(reader)) {
      lines(reader, name, to, bad);
    } else {
      all(reader, 0, name, to);
    }
  }

  /** Reads the values of each line, so that a bad one costs no other. */
  private static void lines(
      BufferedReader reader, String name, BiConsumer<Integer, JsonNode> to, BadRows bad)
      throws IOException {
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      List<JsonNode> values = new ArrayList<>();
      try {
        all(new StringReader(line), number - 1, name, (at, value) -> values.add(value));
      } catch (InputException e) {
        bad.add(number, String.valueOf(e.getMessage()));
        continue;
      }
      for (JsonNode value : values) {
        to.accept(number, value);
      }
    }
  }

  private static void all(
      Reader reader, int linesBefore, String name, BiConsumer<Integer, JsonNode> to)
      throws IOException {
    try (JsonParser json = Json.mapper().createParser(reader)) {
      json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      json.enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature());
      while (json.nextToken() != null) {
        if (!json.isExpectedStartArrayToken()) {
          value(json, to);
          continue;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
          value(json, to);
        }
      }
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new InputException(
          (at == null ? name : "line " + (linesBefore + at.getLineNr()) + " of " + name)
              + " is not JSON: "
              + e.getOriginalMessage());
    }
  }

  private static void value(JsonParser json, BiConsumer<Integer, JsonNode> to) throws IOException {
    JsonNode value = VALUE.readTree(json);
    to.accept(json.currentLocation().getLineNr(), value);
  }

  /** Returns a text in which a half of a character is U+FFFD, as no file can hold it. */
  static String whole(String text) {
    return HALF.matcher(text).replaceAll("\uFFFD");
  }

  /** Returns a reader of UTF-8 that skips a byte order mark and refuses wrong bytes. */
  static BufferedReader reader(InputStream in, String name) throws IOException {
    return Utf8Reader.of(in, name, BUFFER);
  }
}
