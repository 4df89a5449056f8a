package org.autoif.io.sandbox.host;

import java.util.ArrayList;
import java.util.List;
import org.autoif.io.sandbox.Verdict;

/**
 * How far a function has come with its texts, over as many hosts as it wears out. Used by one
 * thread at a time.
 */
final class RowProgress {
  private static final int PATIENCE = 2;

  private final String source;
  private final List<String> inputs;
  private final List<Verdict> verdicts = new ArrayList<>();
  private int deaths;

  RowProgress(String source, List<String> inputs) {
    this.source = source;
    this.inputs = inputs;
  }

  /** Takes the verdict on the next text. */
  void add(Verdict verdict) {
    if (isDone()) {
      throw new IllegalStateException("more verdicts than texts");
    }
    verdicts.add(verdict);
  }

  /** Takes the end of a host that this function has brought about; twice is enough. */
  void blame(Verdict verdict) {
    add(verdict);
    boolean over =
        verdict.kind() == Verdict.Kind.TIMEOUT ? timeouts() >= PATIENCE : ++deaths >= PATIENCE;
    if (over) {
      fill(Verdict.notRun(verdict.kind(), "it had ended two hosts or calls before"));
    }
  }

  /** Gives every text left the same verdict. */
  void fill(Verdict verdict) {
    while (!isDone()) {
      add(verdict);
    }
  }

  boolean isDone() {
    return verdicts.size() == inputs.size();
  }

  /** Returns what is left, as a host is asked for it. */
  HostProtocol.Row rest(int slot, long budgetMillis) {
    return new HostProtocol.Row(
        slot, source, timeouts(), budgetMillis, inputs.subList(verdicts.size(), inputs.size()));
  }

  List<Verdict> verdicts() {
    return verdicts;
  }

  private int timeouts() {
    return (int) verdicts.stream().filter(v -> v.kind() == Verdict.Kind.TIMEOUT).count();
  }
}
