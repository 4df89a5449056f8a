package org.autoif.transforms.step;

import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * The pattern of every step that runs functions on records: spread them over a number of groups,
 * and look at each group while the engine of the worker is open.
 */
public final class RunFunctions {
  /** What a DoFn holds of its worker, from its set-up to its tear-down. */
  public interface Hold extends Serializable {
    void open() throws IOException;

    void close();
  }

  /** What is done with a record, by what is held. */
  public interface Work<T, H extends Hold> extends Serializable {
    void run(T record, H held, DoFn.MultiOutputReceiver out)
        throws IOException, InterruptedException;
  }

  private RunFunctions() {}

  /** Runs what is to be done with each record of a group. */
  public static <I, O, H extends Hold> PCollectionTuple each(
      String name,
      PCollection<KV<String, Iterable<I>>> groups,
      H held,
      TupleTag<O> main,
      TupleTagList others,
      Work<I, H> work) {
    return groups(
        name,
        groups,
        held,
        main,
        others,
        (group, now, out) -> {
          for (I record : group) {
            work.run(record, now, out);
          }
        });
  }

  /** Runs what is to be done with each group. */
  public static <I, O, H extends Hold> PCollectionTuple groups(
      String name,
      PCollection<KV<String, Iterable<I>>> groups,
      H held,
      TupleTag<O> main,
      TupleTagList others,
      Work<Iterable<I>, H> work) {
    return groups.apply(
        name,
        ParDo.of(new RunFn<>(held, work, main.getTypeDescriptor())).withOutputTags(main, others));
  }

  private static final class RunFn<I, O, H extends Hold> extends DoFn<KV<String, Iterable<I>>, O> {
    private static final long serialVersionUID = 1;

    private final H held;
    private final Work<Iterable<I>, H> work;
    private final TypeDescriptor<O> type;

    RunFn(H held, Work<Iterable<I>, H> work, TypeDescriptor<O> type) {
      this.held = held;
      this.work = work;
      this.type = type;
    }

    @Override
    public TypeDescriptor<O> getOutputTypeDescriptor() {
      return type;
    }

    @Setup
    public void setup() throws IOException {
      held.open();
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<I>> group, MultiOutputReceiver out)
        throws IOException, InterruptedException {
      work.run(group.getValue(), held, out);
    }

    @Teardown
    public void teardown() {
      held.close();
    }
  }
}
