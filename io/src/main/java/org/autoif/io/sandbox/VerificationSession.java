package org.autoif.io.sandbox;

import java.util.List;

/**
 * Functions to run on texts, all of one instruction: every function on every text.
 *
 * @param functions Python sources, each defining {@code evaluate(response)}; each gets a namespace
 *     of its own
 * @param inputs the texts
 */
public record VerificationSession(List<String> functions, List<String> inputs) {
  /** Copies both lists. */
  public VerificationSession {
    functions = List.copyOf(functions);
    inputs = List.copyOf(inputs);
  }
}
