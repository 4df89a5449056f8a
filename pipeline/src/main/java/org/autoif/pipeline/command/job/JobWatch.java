package org.autoif.pipeline.command.job;

import java.io.PrintStream;

/** Tells how a job goes while it is open. */
interface JobWatch extends AutoCloseable {
  /** Tells where a job is that goes on without this process. */
  default void tell(String output, PrintStream out) {}

  @Override
  void close();
}
