package org.autoif.io.dataset;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.autoif.io.record.Json;

/** Reads input files on any Beam file system, line by line or value by value. */
public final class InputFiles {
  /** How the name of a Parquet file ends. */
  static final String PARQUET = ".parquet";

  /** What makes a pattern of a path. */
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

  private static final int BUFFER = 1 << 16;

  private static final ObjectReader VALUE = Json.mapper().readerFor(JsonNode.class);

  private InputFiles() {}

  /**
   * Returns the files that {@code pattern} matches, in the order of their names.
   *
   * @throws InputException if there is none
   */
  public static List<MatchResult.Metadata> match(String pattern) {
    if (isMissingLocalFile(pattern)) {
      throw new InputException("no file matches '" + pattern + "'");
    }
    try {
      List<MatchResult.Metadata> files =
          FileSystems.match(pattern, EmptyMatchTreatment.DISALLOW).metadata();
      return files.stream().sorted(Comparator.comparing(f -> f.resourceId().toString())).toList();
    } catch (FileNotFoundException e) {
      throw new InputException("no file matches '" + pattern + "'");
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException("'" + pattern + "' cannot be read: " + e.getMessage());
    }
  }

  /**
   * Beam looks for a local file that is not there in every folder below its parent: for a typo in
   * {@code /file} that is the whole disk.
   */
  private static boolean isMissingLocalFile(String pattern) {
    if (WILDCARD.matcher(pattern).find()) {
      return false;
    }
    ResourceId file = FileSystems.matchNewResource(pattern, false);
    return file.getScheme().equals("file") && !Files.exists(Path.of(file.toString()));
  }

  /**
   * Returns what tells this file from the others that {@code pattern} matches, and {@code :}: its
   * path below the pattern's folder, so that it is the same wherever that folder is. Empty for a
   * pattern that names one file.
   */
  static String prefix(String pattern, MatchResult.Metadata file) {
    Matcher wildcard = WILDCARD.matcher(pattern);
    if (!wildcard.find()) {
      return "";
    }
    int end = pattern.lastIndexOf('/', wildcard.start()) + 1;
    String path = file.resourceId().toString();
    String folder =
        FileSystems.matchNewResource(end == 0 ? "./" : pattern.substring(0, end), true).toString();
    return (path.startsWith(folder) ? path.substring(folder.length()) : path) + ":";
  }

  /** Opens a file that {@link #match} found, as {@link #unpacked}. */
  public static InputStream open(MatchResult.Metadata file) throws IOException {
    return unpacked(bytes(file));
  }

  /** Opens a file that {@link #match} found, as it is. */
  public static InputStream bytes(MatchResult.Metadata file) throws IOException {
    ReadableByteChannel channel = FileSystems.open(file.resourceId());
    return Channels.newInputStream(channel);
  }

  /**
   * Returns what is in a file packed by gzip, which it is by its first two bytes; another file as
   * it is.
   */
  public static InputStream unpacked(InputStream file) throws IOException {
    InputStream in = new LookingAhead(file);
    in.mark(2);
    boolean packed = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return packed ? new GZIPInputStream(in, BUFFER) : in;
  }

  /**
   * Knows whether more comes: by that the JDK finds the next member of a gzip file, or does not.
   */
  private static final class LookingAhead extends BufferedInputStream {
    LookingAhead(InputStream in) {
      super(in, BUFFER);
    }

    @Override
    public synchronized int available() throws IOException {
      mark(1);
      int next = read();
      reset();
      return next < 0 ? 0 : 1;
    }
  }

  /**
   * Returns the whole text of the one file at {@code path}.
   *
   * @throws InputException if it is missing
   */
  public static String readText(String path) throws IOException {
    try (InputStream in = open(match(path).get(0))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
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
    BufferedReader reader = reader(in);
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
   * the end of its name, with its number from 1.
   *
   * @param name how to call the file in an error
   * @throws InputException if a part is not JSON, or the file is not Parquet
   */
  public static void values(InputStream in, String name, BiConsumer<Integer, JsonNode> to)
      throws IOException {
    if (name.endsWith(PARQUET)) {
      ParquetRows.read(
          in.readAllBytes(),
          name,
          (number, row) -> {
            to.accept(number, row);
            return true;
          });
      return;
    }
    try (JsonParser json = Json.mapper().createParser(reader(in))) {
      json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
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
          (at == null ? name : "line " + at.getLineNr() + " of " + name)
              + " is not JSON: "
              + e.getOriginalMessage());
    }
  }

  private static void value(JsonParser json, BiConsumer<Integer, JsonNode> to) throws IOException {
    JsonNode value = VALUE.readTree(json);
    to.accept(json.currentLocation().getLineNr(), value);
  }

  /** Returns a reader of UTF-8 that skips a byte order mark; wrong bytes become U+FFFD. */
  static BufferedReader reader(InputStream in) throws IOException {
    BufferedReader reader =
        new BufferedReader((Reader) new InputStreamReader(in, StandardCharsets.UTF_8), BUFFER);
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }
}
