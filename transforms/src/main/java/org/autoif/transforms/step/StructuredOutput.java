package org.autoif.transforms.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.autoif.io.record.Json;
import org.autoif.transforms.step.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/**
 * What endpoints are asked to do about the form of answers that shall be JSON. Answers are read in
 * the same way whatever they do about it.
 */
public enum StructuredOutput {
  /** Nothing: the prompt alone says what is wanted. */
  NONE,
  /** To answer with a JSON object. */
  JSON,
  /** To answer with a JSON object that keeps to a schema. */
  SCHEMA;

  /**
   * Returns the value of an option.
   *
   * @throws IllegalArgumentException if {@code word} is none; the message names those that are
   */
  public static StructuredOutput parse(String word) {
    List<String> words = Arrays.stream(values()).map(StructuredOutput::word).toList();
    if (!words.contains(word)) {
      throw new IllegalArgumentException(
          "structuredOutput '" + word + "': expected one of " + words);
    }
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Returns the value of the option that means this. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what is sent with a prompt as {@code response_format}; null for nothing. */
  public @Nullable String format(Prompts.Name prompt) {
    String schema = prompt.schema();
    if (this == NONE || schema == null) {
      return null;
    }
    ObjectNode format = Json.mapper().createObjectNode();
    if (this == JSON) {
      return format.put("type", "json_object").toString();
    }
    format.put("type", "json_schema");
    format
        .putObject("json_schema")
        .put("name", prompt.file().replace(".txt", ""))
        .put("strict", true)
        .set("schema", Json.read(schema, JsonNode.class));
    return format.toString();
  }
}
