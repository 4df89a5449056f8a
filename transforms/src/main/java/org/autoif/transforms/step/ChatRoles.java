package org.autoif.transforms.step;

import java.io.Serializable;
import java.util.List;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.Prompt;
import org.autoif.io.llm.pool.CompleteChats;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.transforms.step.prompt.Prompts;

/**
 * What every step that asks a model needs: the calls, the prompts and the run's seed.
 *
 * @param chats makes the calls
 * @param prompts the prompts
 * @param seed the run's seed; the seed of each call follows from it and the record
 * @param structured what is asked of endpoints where an answer shall be JSON
 */
public record ChatRoles(
    CompleteChats chats, Prompts prompts, long seed, StructuredOutput structured)
    implements Serializable {

  /** Makes roles that leave the form of their answers to the prompts. */
  public ChatRoles(CompleteChats chats, Prompts prompts, long seed) {
    this(chats, prompts, seed, StructuredOutput.NONE);
  }

  /** Returns a call whose answers shall have the form that a prompt asks for. */
  public ChatCall formed(Prompts.Name prompt, ChatCall call) {
    return call.toBuilder().setResponseFormat(structured.format(prompt)).build();
  }

  /** Returns the questions of one step about one record. */
  public ChatCall call(
      Class<?> step,
      String role,
      String id,
      List<Prompt> questions,
      int samples,
      double temperature,
      Object context) {
    return ChatCall.builder()
        .setId(id)
        .setStep(step.getSimpleName())
        .setRole(role)
        .setPrompts(questions)
        .setSamples(samples)
        .setTemperature(temperature)
        // Endpoints take 32 bits at least; a step's samples add to it.
        .setSeed(Ids.number("seed", Long.toString(seed), step.getSimpleName(), id) % (1L << 30))
        .setContext(context instanceof String json ? json : Json.write(context))
        .build();
  }

  public static final String TEACHER = "teacher";
  public static final String JUDGE = "judge";
  public static final String POLICY = "policy";
}
