package org.autoif.transforms;

import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.Choice;
import org.autoif.io.record.Failure;
import org.autoif.io.record.Json;
import org.autoif.io.record.Rejection;

/** What the steps share: the tags of their side outputs and the making of side rows. */
final class Step {
  static final TupleTag<Rejection> REJECTED = new TupleTag<>() {};
  static final TupleTag<Failure> FAILED = new TupleTag<>() {};
  static final TupleTagList SIDES = TupleTagList.of(REJECTED).and(FAILED);

  /** What a rejection says of a text that was cut. */
  static final String CUT = "cut at the token limit";

  private static final String LENGTH = "length";

  private Step() {}

  static Rejection rejection(
      Class<?> step, String reason, String id, String detail, Object record) {
    return Rejection.builder()
        .setStep(step.getSimpleName())
        .setReason(reason)
        .setId(id)
        .setDetail(detail)
        .setRecord(record instanceof String json ? json : Json.write(record))
        .build();
  }

  static Failure failure(Class<?> step, String kind, String id, String message, Object record) {
    return Failure.builder()
        .setStep(step.getSimpleName())
        .setKind(kind)
        .setId(id)
        .setMessage(message)
        .setAttempts(1)
        .setRecord(record instanceof String text ? text : Json.write(record))
        .build();
  }

  /** A choice that could not be read: what it is about and the raw text. */
  static Failure unreadable(Class<?> step, ChatAnswer answer, Choice choice, String message) {
    return failure(step, "unreadable_answer", id(answer, choice), message, raw(answer, choice));
  }

  /**
   * A choice that the endpoint cut at its token limit. It is never used, however well what there is
   * of it can be read: a limit of 50 words may have been one of 500.
   *
   * @param reason ends in {@code _truncated}
   */
  static Rejection truncated(Class<?> step, String reason, ChatAnswer answer, Choice choice) {
    return rejection(step, reason, id(answer, choice), CUT, raw(answer, choice));
  }

  private static String id(ChatAnswer answer, Choice choice) {
    return answer.getCall().getId() + "-" + choice.getPrompt() + "-" + choice.getSample();
  }

  private static String raw(ChatAnswer answer, Choice choice) {
    return Json.mapper()
        .createObjectNode()
        .put("context", answer.getCall().getContext())
        .put("answer", choice.getText())
        .toString();
  }

  /** Returns whether the endpoint stopped in the middle of the text. */
  static boolean isCut(Choice choice) {
    return choice.getFinishReason().equals(LENGTH);
  }

  /** Returns the text that sorts before the other. */
  static String first(String a, String b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
