package org.autoif.pipeline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.autoif.io.record.Json;

/**
 * The rows of a bench: prints them as they come, writes them, compares them with earlier ones. A
 * library's table wants all rows before it prints one.
 */
public final class Results {
  private final ObjectNode json = Json.mapper().createObjectNode();
  private final ArrayNode rows;
  private final PrintStream out;

  /** Makes results without rows, to be printed to {@code out}. */
  public Results(String bench, List<String> arguments, PrintStream out) {
    this.out = out;
    json.put("bench", bench);
    json.set("arguments", Json.mapper().valueToTree(arguments));
    json.put("java", Runtime.version().toString());
    json.put("processors", Runtime.getRuntime().availableProcessors());
    rows = json.putArray("rows");
  }

  /** Adds a row, a record whose first component names it, and prints it. */
  public void add(Object row) {
    ObjectNode fields = Json.mapper().valueToTree(row);
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    fields
        .fields()
        .forEachRemaining(
            field -> {
              String value = text(field.getValue());
              int width = Math.max(field.getKey().length(), values.isEmpty() ? 22 : 8);
              names.add(padded(field.getKey(), width, values.isEmpty()));
              values.add(padded(value, width, values.isEmpty()));
            });
    if (rows.isEmpty()) {
      out.println(String.join("  ", names));
    }
    out.println(String.join("  ", values));
    out.flush();
    rows.add(fields);
  }

  /** Writes all rows into a file. */
  public void write(Path file) throws IOException {
    Files.writeString(file, json.toPrettyString() + "\n");
  }

  /**
   * Prints each number as a multiple of the one in an earlier row of the same name.
   *
   * @param baseline what {@link #write} wrote
   */
  public void compare(JsonNode baseline) {
    for (JsonNode row : rows) {
      for (JsonNode before : baseline.path("rows")) {
        if (before.path("row").equals(row.path("row"))) {
          out.println(row.path("row").asText() + " as multiples of the baseline:");
          row.fields()
              .forEachRemaining(
                  field -> multiple(field.getKey(), field.getValue(), before.path(field.getKey())));
        }
      }
    }
  }

  private void multiple(String name, JsonNode now, JsonNode then) {
    if (now.isNumber() && then.isNumber() && then.asDouble() != 0) {
      out.printf(Locale.ROOT, "  %-16s %.3f%n", name, now.asDouble() / then.asDouble());
    }
  }

  private static String text(JsonNode value) {
    if (!value.isFloatingPointNumber()) {
      return value.asText();
    }
    return String.format(Locale.ROOT, value.asDouble() < 10 ? "%.3f" : "%.1f", value.asDouble());
  }

  private static String padded(String text, int width, boolean left) {
    return String.format(Locale.ROOT, left ? "%-" + width + "s" : "%" + width + "s", text);
  }
}
