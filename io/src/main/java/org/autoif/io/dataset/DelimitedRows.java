package org.autoif.io.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.autoif.io.record.Json;

/**
 * Rows of a table in a text file: comma-separated values, or tabs, with the names of the columns in
 * the first line. A table whose first line has semicolons and no comma is cut at those.
 */
final class DelimitedRows {
  private static final CsvMapper MAPPER =
      CsvMapper.csvBuilder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private static final int HEADER = 1 << 14;

  private DelimitedRows() {}

  /** Returns whether the name is that of such a file, packed or not. */
  static boolean is(String name) {
    String bare = Packed.bareName(name);
    return bare.endsWith(".csv") || bare.endsWith(".tsv") || bare.endsWith(".tab");
  }

  /**
   * Hands on every row as an object of texts, with the line on which it starts.
   *
   * @throws InputException if a quote is not closed, or a row has more values than columns
   */
  static void read(BufferedReader in, String name, BiConsumer<Integer, JsonNode> to, BadRows bad)
      throws IOException {
    String first = firstLine(in);
    char separator = separator(first, name);
    boolean saysHow = first.matches("(?i)sep=.");
    if (saysHow) {
      in.readLine(); // Excel's own line says by what the rows are cut
    }
    int before = saysHow ? 1 : 0;
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
    try (MappingIterator<String[]> rows =
        MAPPER.readerFor(String[].class).with(schema).readValues(in)) {
      String[] columns = rows.hasNextValue() ? rows.nextValue() : new String[0];
      int next = rows.getParser().currentLocation().getLineNr();
      while (rows.hasNextValue()) {
        int line = before + next;
        String[] values = rows.nextValue();
        next = rows.getParser().currentLocation().getLineNr();
        if (values.length > columns.length) {
          bad.add(
              line,
              "line "
                  + line
                  + " of "
                  + name
                  + " has "
                  + values.length
                  + " values for the columns "
                  + List.of(columns));
          continue;
        }
        ObjectNode row = Json.mapper().createObjectNode();
        for (int i = 0; i < values.length; i++) {
          row.put(columns[i].strip(), values[i]);
        }
        to.accept(line, row);
      }
    } catch (JsonProcessingException e) {
      throw new InputException(
          "line "
              + e.getLocation().getLineNr()
              + " of "
              + name
              + " is no row of a table: "
              + e.getOriginalMessage());
    }
  }

  private static String firstLine(BufferedReader in) throws IOException {
    in.mark(HEADER);
    char[] head = new char[HEADER];
    int count = Math.max(0, in.read(head, 0, HEADER));
    in.reset();
    return new String(head, 0, count).lines().findFirst().orElse("");
  }

  private static char separator(String first, String name) {
    if (first.matches("(?i)sep=.")) {
      return first.charAt(first.length() - 1);
    }
    if (!Packed.bareName(name).endsWith(".csv") || first.indexOf('\t') >= 0) {
      return '\t';
    }
    return first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
  }

  /** Returns the column of a name in any case; the name itself if there is none. */
  static String column(JsonNode row, String name) {
    if (!row.has(name)) {
      for (var names = row.fieldNames(); names.hasNext(); ) {
        String column = names.next();
        if (column.toLowerCase(Locale.ROOT).equals(name)) {
          return column;
        }
      }
    }
    return name;
  }
}
