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
    return failure(
        step,
        isCut(choice) ? "truncated_answer" : "unreadable_answer",
        answer.getCall().getId() + "-" + choice.getPrompt() + "-" + choice.getSample(),
        message,
        Json.mapper()
            .createObjectNode()
            .put("context", answer.getCall().getContext())
            .put("answer", choice.getText())
            .toString());
  }

  /** Returns whether the endpoint stopped in the middle of the text. */
  static boolean isCut(Choice choice) {
    return choice.getFinishReason().equals(LENGTH);
  }
}
