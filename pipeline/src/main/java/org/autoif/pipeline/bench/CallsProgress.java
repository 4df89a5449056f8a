package org.autoif.pipeline.bench;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what comes out of the calls, in the process where they are made. */
final class CallsProgress {
  /** The one of this process: a DoFn finds it wherever a local runner makes it. */
  static final CallsProgress HERE = new CallsProgress();

  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  void answered() {
    answers.incrementAndGet();
  }

  void failed() {
    failures.incrementAndGet();
  }

  long answers() {
    return answers.get();
  }

  long failures() {
    return failures.get();
  }
}
