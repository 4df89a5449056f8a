package org.autoif.io.llm.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.autoif.io.gauge.Gauge;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.Completion;
import org.autoif.io.llm.spending.Prices;
import org.autoif.io.llm.store.CompletionStore;
import org.autoif.io.llm.store.StoredCompletion;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the samples of a call that are not there yet, and puts what comes where it belongs.
 *
 * @param of the call
 * @param settings how calls are made
 * @param pool sends the requests
 * @param cancelled once true, nothing more is sent
 * @param store where completions are kept; null for nowhere
 * @param done takes the call when none of its samples is missing any more
 */
record MissingSamples(
    PendingCall of,
    CallSettings settings,
    CallPool pool,
    AtomicBoolean cancelled,
    @Nullable CompletionStore store,
    BlockingQueue<PendingCall> done) {

  /**
   * Asks once for each entry.
   *
   * @param wanted samples of the call; those of an entry are the same request
   */
  void ask(List<List<Sample>> wanted) {
    List<List<Sample>> together = new ArrayList<>();
    for (List<Sample> same : wanted) {
      if (!together.isEmpty() && !goTogether(together, same.get(0))) {
        send(List.copyOf(together));
        together.clear();
      }
      together.add(same);
    }
    if (!together.isEmpty()) {
      send(List.copyOf(together));
    }
  }

  private boolean goTogether(List<List<Sample>> entries, Sample next) {
    return entries.get(0).get(0).prompt() == next.prompt()
        && entries.size() < Math.min(settings.choicesPerRequest(), next.client().mostChoices());
  }

  private void send(List<List<Sample>> entries) {
    Sample first = entries.get(0).get(0);
    pool.submit(
        new ChatTask(
            pool,
            first.client(),
            first.request().withChoices(entries.size()),
            new RetryPolicy(settings.maxAttempts(), 1000L * settings.patienceSeconds()),
            cancelled,
            new Filing(this, entries)));
  }

  /** What came for one request; it asks for a sample each of these entries. */
  private record Filing(MissingSamples by, List<List<Sample>> entries)
      implements ChatTask.Listener {

    private String step() {
      return by.of.call().getStep();
    }

    @Override
    public void sent(int times) {
      Gauge.IN_FLIGHT.add(step(), 1);
      Gauge.RETRIES.add(step(), times > 1 ? 1 : 0);
    }

    @Override
    public void came() {
      Gauge.IN_FLIGHT.add(step(), -1);
    }

    @Override
    public void answered(ChatTask.Outcome outcome) {
      List<Completion> others = outcome.completion().others();
      int came = Math.min(entries.size(), 1 + others.size());
      FailureWatch.of(by.settings, step()).answered(came);
      if (came < entries.size()) {
        by.ask(entries.subList(came, entries.size()));
      }
      file(entries.get(0), outcome);
      for (int i = 1; i < came; i++) {
        file(entries.get(i), new ChatTask.Outcome(others.get(i - 1), 0));
      }
    }

    private void file(List<Sample> same, ChatTask.Outcome outcome) {
      Completion completion = outcome.completion().withAttempts(outcome.attempts());
      Gauge.COST_BILLIONTHS.add(
          step(),
          by.settings
              .prices()
              .cost(
                  by.of.call().getRole(),
                  completion.promptTokens(),
                  completion.cachedTokens(),
                  completion.completionTokens())
              .movePointRight(Prices.SCALE)
              .longValue());
      if (by.store == null) {
        by.of.succeeded(same, outcome, completion);
        finish(same);
      } else {
        // The thread of the call is free for the next one while the row is written.
        StoredCompletion row = same.get(0).row(by.of.call(), completion);
        by.store.put(row, by.of.receipt(same, outcome, by.done));
      }
    }

    @Override
    public void gaveUp(ChatException why, int attempts, boolean forAllOthers) {
      List<Sample> all = entries.stream().flatMap(List::stream).toList();
      ChatException tooMany =
          forAllOthers ? null : FailureWatch.of(by.settings, step()).failed(why, entries.size());
      ChatException last = tooMany == null ? why : tooMany;
      boolean forAll = forAllOthers || tooMany != null;
      try {
        by.of.gaveUp(all, last, attempts, forAll);
      } finally {
        if (forAll) {
          by.done.add(by.of); // the bundle fails at once, whatever else the call waits for
        }
      }
      if (!forAll) {
        finish(all);
      }
    }

    private void finish(List<Sample> same) {
      if (by.of.isLast(same)) {
        by.done.add(by.of);
      }
    }
  }
}
