package org.autoif.transforms.publish.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.autoif.io.dataset.Row;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Failure;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.RewardProbe;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.SftExample;
import org.autoif.io.record.VerifierFunction;

/**
 * The lines of the dataset files. The fields are those that TRL reads ({@code messages}; {@code
 * prompt}, {@code chosen}, {@code rejected} as lists of messages); LLaMA-Factory reads the same
 * rows through dataset_info.json, for which a preference row also has its answers as single
 * messages.
 */
public final class JsonlRows {
  private JsonlRows() {}

  /** Returns a supervised fine-tuning row. */
  public static Row sft(SftExample example) {
    return Row.of(example.getId(), Json.write(example));
  }

  /** Returns a preference row. */
  public static Row dpo(PreferencePair pair) {
    ObjectNode row = Json.mapper().valueToTree(pair);
    row.set("chosen_message", Json.mapper().valueToTree(pair.getChosen().get(0)));
    row.set("rejected_message", Json.mapper().valueToTree(pair.getRejected().get(0)));
    return Row.of(pair.getId(), row.toString());
  }

  /** Returns a verifiable-reward row. */
  public static Row rlvr(RewardTask task) {
    ObjectNode row = Json.mapper().createObjectNode();
    row.put("id", task.getId());
    row.set("prompt", Json.mapper().valueToTree(task.getPrompt()));
    row.set("constraints", constraints(task));
    row.put("pass_rate", task.getPassRate());
    row.put("responses", task.getResponses());
    if (task.getReliability() != null) {
      row.put("reliability", task.getReliability());
    }
    return Row.of(task.getId(), row.toString());
  }

  /** What rewards an answer: the functions' sources by constraint. */
  public static ArrayNode constraints(RewardTask task) {
    ArrayNode constraints = Json.mapper().createArrayNode();
    for (Constraint constraint : task.getConstraints()) {
      ObjectNode node = constraints.addObject();
      node.put("id", constraint.getId());
      node.put("instruction", constraint.getInstruction());
      ArrayNode functions = node.putArray("functions");
      constraint.getFunctions().stream().map(VerifierFunction::getSource).forEach(functions::add);
    }
    return constraints;
  }

  /** Returns a verified instruction. */
  public static Row instruction(Constraint constraint) {
    return Row.of(constraint.getId(), Json.write(constraint));
  }

  /** Returns what a trick earns. */
  public static Row probe(RewardProbe probe) {
    return Row.of(probe.getId(), Json.write(probe));
  }

  /** Returns a refused record with the reason. */
  public static Row rejection(Rejection rejection) {
    String json = Json.write(rejection);
    return Row.of(Ids.of("rejection", json), json);
  }

  /** Returns a broken input. */
  public static Row failure(Failure failure) {
    String json = Json.write(failure);
    return Row.of(Ids.of("failure", json), json);
  }
}
