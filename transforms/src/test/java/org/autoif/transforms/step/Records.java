package org.autoif.transforms.step;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.autoif.io.record.Response;
import org.autoif.io.record.Task;
import org.autoif.io.record.TaskResponses;
import org.autoif.io.record.TestCase;
import org.autoif.io.record.UserQuery;
import org.autoif.io.record.VerifierFunction;
import org.autoif.transforms.instruct.GenerateVerifiers;
import org.autoif.transforms.respond.AttachQueries;
import org.jspecify.annotations.Nullable;

/** The records of the tests, in as few words as they can be said. */
public final class Records {
  private Records() {}

  public static TestCase testCase(String input, boolean expected) {
    return TestCase.builder().setInput(input).setExpected(expected).build();
  }

  public static TestCase testCase(String input, boolean expected, double accuracy) {
    return testCase(input, expected).toBuilder().setAccuracy(accuracy).build();
  }

  /** A case that has been cross-validated. */
  public static TestCase testCase(
      String input, boolean expected, double accuracy, VerifierFunction... agreeing) {
    return testCase(input, expected, accuracy).toBuilder()
        .setAgreeing(Arrays.stream(agreeing).map(VerifierFunction::getId).sorted().toList())
        .build();
  }

  public static VerifierFunction function(String source) {
    return GenerateVerifiers.function(source);
  }

  public static VerifierFunction function(String source, double accuracy) {
    return function(source).toBuilder().setAccuracy(accuracy).build();
  }

  /** A constraint whose id is its instruction's first word. */
  public static Constraint constraint(
      String instruction, List<VerifierFunction> functions, List<TestCase> cases) {
    return Constraint.builder()
        .setId(instruction.split(" ", -1)[0])
        .setInstruction(instruction)
        .setOrigin("seed")
        .setFunctions(functions)
        .setCases(cases)
        .build();
  }

  public static Constraint constraint(String instruction, String... functions) {
    return constraint(
        instruction, Arrays.stream(functions).map(Records::function).toList(), List.of());
  }

  /** A task whose prompt is still the bare query. */
  public static Task task(String query, Constraint... constraints) {
    return AttachQueries.task(query(query), List.of(constraints));
  }

  public static UserQuery query(String text) {
    return UserQuery.builder()
        .setId(Ids.of("query", NormalizedText.of(text)))
        .setText(text)
        .build();
  }

  /** An answer that nothing is known of; its id is its text. */
  public static Response response(int sample, String text) {
    return Response.builder().setId(text).setSample(sample).setText(text).build();
  }

  /** A verified answer. */
  public static Response response(
      int sample, String text, @Nullable Double rate, String... verdicts) {
    return response(sample, text).toBuilder()
        .setVerdicts(List.of(verdicts))
        .setPassRate(rate)
        .build();
  }

  public static Response refused(Response response, String reason) {
    return response.toBuilder().setRejection(reason).build();
  }

  public static TaskResponses answered(Task task, Response... responses) {
    return TaskResponses.builder().setTask(task).setResponses(List.of(responses)).build();
  }

  public static List<Message> user(String text) {
    return List.of(Message.user(text));
  }

  /** An answer to GenerateVerifiers as it is asked for. */
  public static String verifierJson(String source, TestCase... cases) {
    ObjectNode json = Json.mapper().createObjectNode().put("func", source);
    ArrayNode list = json.putArray("cases");
    for (TestCase one : cases) {
      list.addObject().put("input", one.getInput()).put("output", one.getExpected());
    }
    return json.toString();
  }
}
