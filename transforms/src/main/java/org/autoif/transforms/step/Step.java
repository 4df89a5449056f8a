package org.autoif.transforms.step;

import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.Choice;
import org.autoif.io.record.Failure;
import org.autoif.io.record.Json;
import org.autoif.io.record.Rejection;

/** What the steps share: the tags of their side outputs and the making of side rows. */
public final class Step {
  public static final TupleTag<Rejection> REJECTED = new TupleTag<>() {};
  public static final TupleTag<Failure> FAILED = new TupleTag<>() {};
  public static final TupleTagList SIDES = TupleTagList.of(REJECTED).and(FAILED);

  /** What a rejection says of a text that was cut. */
  private static final String CUT = "cut at the token limit";

  /** What a rejection says of one that the endpoint did not finish. */
  private static final String UNFINISHED = "not finished: finish_reason ";

  private static final String STOP = "stop";
  private static final String LENGTH = "length";
  private static final String FILTER = "content_filter";
  private static final String TRUNCATED = "_truncated";

  private Step() {}

  public static Rejection rejection(
      Class<?> step, String reason, String id, String detail, Object record) {
    return Rejection.builder()
        .setStep(step.getSimpleName())
        .setReason(reason)
        .setId(id)
        .setDetail(detail)
        .setRecord(record instanceof String json ? json : Json.write(record))
        .build();
  }

  public static Failure failure(
      Class<?> step, String kind, String id, String message, Object record) {
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
  public static Failure unreadable(
      Class<?> step, ChatAnswer answer, Choice choice, String message) {
    return failure(step, "unreadable_answer", id(answer, choice), message, raw(answer, choice));
  }

  /**
   * A choice that the endpoint cut at its token limit, or that ended in another way before it was
   * whole. It is never used, however well what there is of it can be read: a limit of 50 words may
   * have been one of 500.
   *
   * @param reason of one that is too long, which ends in {@code _truncated}
   */
  public static Rejection truncated(
      Class<?> step, String reason, ChatAnswer answer, Choice choice) {
    return rejection(
        step, cutReason(reason, choice), id(answer, choice), cut(choice), raw(answer, choice));
  }

  /** Returns the reason for a choice that is not whole, by what it is of one that is too long. */
  public static String cutReason(String truncated, Choice choice) {
    String finish = choice.getFinishReason();
    if (finish.equals(LENGTH)) {
      return truncated;
    }
    return truncated.replace(TRUNCATED, finish.equals(FILTER) ? "_filtered" : "_unfinished");
  }

  /** Returns what a rejection says of a choice that is not whole. */
  public static String cut(Choice choice) {
    String finish = choice.getFinishReason();
    return finish.equals(LENGTH)
        ? CUT
        : finish.equals(FILTER) ? "stopped by a content filter" : UNFINISHED + finish;
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

  /** Returns whether the model did not come to its end: only a finish that is known is one. */
  public static boolean isCut(Choice choice) {
    return !choice.getFinishReason().equals(STOP);
  }

  /** Returns whether the endpoint stopped at its token limit. */
  public static boolean isTooLong(Choice choice) {
    return choice.getFinishReason().equals(LENGTH);
  }

  /** Returns the text that sorts before the other. */
  public static String first(String a, String b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
