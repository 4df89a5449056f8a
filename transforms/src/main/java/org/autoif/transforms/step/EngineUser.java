package org.autoif.transforms.step;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.jspecify.annotations.Nullable;

/** A DoFn's hold on the verifier engine of its worker, from its set-up to its tear-down. */
public final class EngineUser implements RunFunctions.Hold {
  private static final long serialVersionUID = 1;

  private final VerifierEngine.Source engines;
  private transient @Nullable VerifierEngine engine;

  public EngineUser(VerifierEngine.Source engines) {
    this.engines = engines;
  }

  @Override
  public void open() throws IOException {
    engine = engines.open();
  }

  public VerdictMatrix run(VerificationSession session) throws IOException, InterruptedException {
    if (engine == null) {
      throw new IllegalStateException("the engine is not open");
    }
    return engine.run(session);
  }

  /**
   * Runs functions on texts that have nothing to do with each other. An engine gives up on a
   * function for the rest of a session; here every text gets the verdict that it has in a session
   * of its own.
   */
  public VerdictMatrix runEach(List<String> functions, List<String> texts)
      throws IOException, InterruptedException {
    List<List<Verdict>> rows = new ArrayList<>();
    List<List<Verdict>> first = run(new VerificationSession(functions, texts)).rows();
    for (int i = 0; i < functions.size(); i++) {
      List<Verdict> row = new ArrayList<>(first.get(i));
      complete(functions.get(i), texts, row);
      rows.add(row);
    }
    return new VerdictMatrix(rows);
  }

  /** Runs what was not run, together as long as that gets on, and else text by text. */
  private void complete(String function, List<String> texts, List<Verdict> row)
      throws IOException, InterruptedException {
    List<Integer> left = notRun(row);
    while (left.size() > 1) {
      again(function, texts, left, row);
      List<Integer> rest = notRun(row);
      if (rest.size() == left.size()) {
        break;
      }
      left = rest;
    }
    for (int text : left) {
      again(function, texts, List.of(text), row);
    }
  }

  private void again(String function, List<String> texts, List<Integer> some, List<Verdict> row)
      throws IOException, InterruptedException {
    List<String> inputs = some.stream().map(texts::get).toList();
    List<Verdict> verdicts = run(new VerificationSession(List.of(function), inputs)).rows().get(0);
    for (int i = 0; i < inputs.size(); i++) {
      row.set(some.get(i), verdicts.get(i));
    }
  }

  private static List<Integer> notRun(List<Verdict> row) {
    return IntStream.range(0, row.size()).filter(i -> !row.get(i).wasRun()).boxed().toList();
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }
}
