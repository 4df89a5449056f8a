package org.autoif.pipeline;

import java.util.List;
import org.autoif.io.gauge.Gauge;

/** What is known of a running job's steps. */
public interface Figures {
  /** The gauges of this process. */
  Figures HERE =
      new Figures() {
        @Override
        public List<String> steps() {
          return Gauge.steps();
        }

        @Override
        public long of(Gauge gauge, String step) {
          return gauge.of(step);
        }
      };

  /** Returns the steps that have a figure, in the order in which they began. */
  List<String> steps();

  /** Returns the figure of a step; 0 if nothing is known. */
  long of(Gauge gauge, String step);

  /** Asks anew, if that takes asking. */
  default void refresh() throws InterruptedException {}
}
