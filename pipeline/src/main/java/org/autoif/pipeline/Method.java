package org.autoif.pipeline;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.autoif.io.record.Json;
import org.autoif.pipeline.options.command.SynthesizeOptions;
import org.autoif.transforms.Preset;

/**
 * The numbers of the method, resolved: what was given, and the preset's for the rest. Nothing that
 * builds a pipeline looks at options.
 *
 * @param preset name of the preset
 * @param instruct of instructions and functions
 * @param queries of queries
 * @param sampling of answers, and what is made of them
 * @param answers of which answers are learnt from
 */
public record Method(
    String preset,
    InstructSettings instruct,
    QuerySettings queries,
    SamplingSettings sampling,
    AnswerSettings answers) {

  /**
   * Resolves options.
   *
   * @throws IllegalArgumentException if a value is out of its range; the message names the option,
   *     the value and the range
   */
  public static Method of(SynthesizeOptions options) {
    Preset preset = Preset.named(options.getPreset());
    return new Method(
        preset.name(),
        InstructSettings.of(options),
        QuerySettings.of(options),
        SamplingSettings.of(options, preset.pairPassRate()),
        AnswerSettings.of(options, preset));
  }

  /** Returns the {@code method} of the manifest: all of it side by side, in the method's order. */
  @JsonValue
  public ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode().put("preset", preset);
    ObjectNode sampled = Json.mapper().valueToTree(sampling);
    ObjectNode learnt = Json.mapper().valueToTree(answers);
    move(sampled, json, "seed");
    json.setAll(Json.mapper().<ObjectNode>valueToTree(instruct));
    json.setAll(Json.mapper().<ObjectNode>valueToTree(queries));
    move(sampled, json, "responses", "response_temperature");
    move(learnt, json, "response_pass_rate");
    move(sampled, json, "min_task_pass_rate", "max_task_pass_rate");
    json.setAll(learnt);
    json.setAll(sampled);
    return json;
  }

  private static void move(ObjectNode from, ObjectNode to, String... names) {
    for (String name : names) {
      to.set(name, Objects.requireNonNull(from.remove(name), name));
    }
  }
}
