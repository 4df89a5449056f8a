package org.autoif.transforms.step;

import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.Usage;
import org.autoif.io.llm.pool.CompleteChats;
import org.autoif.io.record.Failure;

/**
 * The pattern of every step that asks a model: make a call of a record, complete it, read the
 * answer.
 */
public final class AskModel {
  /** Makes the call for a record. */
  public interface Ask<I> extends Serializable {
    ChatCall call(I record);
  }

  /**
   * Reads an answer: kept records to {@code KEPT} of the step, the rest to the tags of {@link
   * Step}.
   */
  public interface Read extends Serializable {
    void read(ChatAnswer answer, DoFn.MultiOutputReceiver out);
  }

  /** What a step gets back. */
  public record Result<O>(
      PCollection<O> kept,
      PCollectionTuple sides,
      PCollection<Failure> callFailures,
      PCollection<Usage> usage) {
    public StepOutput<O> output(Class<?> step) {
      return StepOutput.of(
          step,
          kept,
          List.of(sides.get(Step.REJECTED)),
          List.of(sides.get(Step.FAILED), callFailures),
          List.of(usage));
    }
  }

  private AskModel() {}

  public static <I, O> Result<O> run(
      PCollection<I> records, CompleteChats chats, Ask<I> ask, Read read, TupleTag<O> kept) {
    return run("", records, chats, ask, read, kept);
  }

  /** As above for a step that asks more than once; the prefix keeps the names apart. */
  public static <I, O> Result<O> run(
      String prefix,
      PCollection<I> records,
      CompleteChats chats,
      Ask<I> ask,
      Read read,
      TupleTag<O> kept) {
    PCollectionTuple answers =
        records.apply(prefix + "Ask", ParDo.of(new AskFn<>(ask))).apply(prefix + "Call", chats);
    PCollectionTuple out =
        answers
            .get(CompleteChats.ANSWERS)
            .apply(
                prefix + "Read",
                ParDo.of(new ReadFn<>(read, kept.getTypeDescriptor()))
                    .withOutputTags(kept, Step.SIDES));
    return new Result<>(
        out.get(kept), out, answers.get(CompleteChats.FAILURES), answers.get(CompleteChats.USAGE));
  }

  private static final class AskFn<I> extends DoFn<I, ChatCall> {
    private static final long serialVersionUID = 1;

    private final Ask<I> ask;

    AskFn(Ask<I> ask) {
      this.ask = ask;
    }

    @ProcessElement
    public void process(@Element I record, OutputReceiver<ChatCall> out) {
      out.output(ask.call(record));
    }
  }

  private static final class ReadFn<O> extends DoFn<ChatAnswer, O> {
    private static final long serialVersionUID = 1;

    private final Read read;
    private final TypeDescriptor<O> type;

    ReadFn(Read read, TypeDescriptor<O> type) {
      this.read = read;
      this.type = type;
    }

    @Override
    public TypeDescriptor<O> getOutputTypeDescriptor() {
      return type;
    }

    @ProcessElement
    public void process(@Element ChatAnswer answer, MultiOutputReceiver out) {
      read.read(answer, out);
    }
  }
}
