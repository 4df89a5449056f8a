package org.autoif.transforms.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.dataset.InputException;
import org.autoif.io.dataset.ReadRows;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.autoif.io.record.Task;
import org.autoif.io.record.UserQuery;
import org.autoif.io.record.VerifierFunction;
import org.autoif.transforms.instruct.GenerateVerifiers;
import org.autoif.transforms.step.NormalizedText;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tasks of a dataset back from its verifiable-reward rows, each with the id that it has
 * there. What the rows do not tell is not known of a task: its query is its last user turn, and its
 * constraints have no test cases. A row that is no such row fails the job with an {@link
 * InputException}; commands look through their inputs first.
 */
public final class ReadTasks extends PTransform<PCollection<KV<String, String>>, StepOutput<Task>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = ReadTasks.class;
  private static final String USER = "user";
  private static final List<String> ROLES = List.of("system", USER, "assistant");
  private static final TupleTag<Task> KEPT = new TupleTag<>() {};

  private ReadTasks() {}

  /** Returns the step; its input is key and row, as {@link ReadRows#json} yields them. */
  public static ReadTasks create() {
    return new ReadTasks();
  }

  /** Returns why {@code row} is no verifiable-reward row, or null if it is one. */
  public static @Nullable String reasonAgainst(JsonNode row) {
    if (!row.path("id").isTextual()) {
      return "has no text in the field id";
    }
    JsonNode last = null;
    for (JsonNode turn : row.path("prompt")) {
      if (!ROLES.contains(turn.path("role").asText()) || !turn.path("content").isTextual()) {
        return "has a turn in the field prompt that is not a role of " + ROLES + " and a content";
      }
      last = turn;
    }
    if (last == null || !last.path("role").asText().equals(USER)) {
      return "has no turns in the field prompt that end with the user's";
    }
    for (JsonNode constraint : row.path("constraints")) {
      if (!constraint.path("id").isTextual() || !constraint.path("instruction").isTextual()) {
        return "has a constraint without id or instruction";
      }
      if (constraint.path("functions").isEmpty() || !areTexts(constraint.path("functions"))) {
        return "has a constraint without sources in the field functions";
      }
    }
    return row.path("constraints").isEmpty() ? "has nothing in the field constraints" : null;
  }

  private static boolean areTexts(JsonNode array) {
    for (JsonNode element : array) {
      if (!element.isTextual()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public StepOutput<Task> expand(PCollection<KV<String, String>> rows) {
    PCollectionTuple out =
        rows.apply("Read", ParDo.of(new ReadFn()).withOutputTags(KEPT, Step.SIDES));
    return StepOutput.of(STEP, out, KEPT);
  }

  private static final class ReadFn extends DoFn<KV<String, String>, Task> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element KV<String, String> line, MultiOutputReceiver out) {
      JsonNode row = Json.read(line.getValue(), JsonNode.class);
      String reason = reasonAgainst(row);
      if (reason != null) {
        throw new InputException("row " + line.getKey() + " " + reason);
      }
      out.get(KEPT).output(task(row));
    }

    private static Task task(JsonNode row) {
      List<Message> prompt = new ArrayList<>();
      for (JsonNode turn : row.path("prompt")) {
        prompt.add(
            Message.builder()
                .setRole(turn.path("role").asText())
                .setContent(turn.path("content").asText())
                .build());
      }
      List<Constraint> constraints = new ArrayList<>();
      row.path("constraints").forEach(constraint -> constraints.add(constraint(constraint)));
      String asked = prompt.get(prompt.size() - 1).getContent().strip();
      return Task.builder()
          .setId(row.path("id").asText())
          .setQuery(
              UserQuery.builder()
                  .setId(Ids.of("query", NormalizedText.of(asked)))
                  .setText(asked)
                  .build())
          .setMessages(prompt)
          .setConstraints(constraints)
          .setRewrite("none")
          .build();
    }

    private static Constraint constraint(JsonNode constraint) {
      List<VerifierFunction> functions = new ArrayList<>();
      constraint
          .path("functions")
          .forEach(source -> functions.add(GenerateVerifiers.function(source.asText())));
      functions.sort(Comparator.comparing(VerifierFunction::getId));
      return Constraint.builder()
          .setId(constraint.path("id").asText())
          .setInstruction(constraint.path("instruction").asText())
          .setOrigin("dataset")
          .setFunctions(functions)
          .setCases(List.of())
          .build();
    }
  }
}
