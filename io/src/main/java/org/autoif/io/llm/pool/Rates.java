package org.autoif.io.llm.pool;

import java.io.Serializable;

/**
 * What an endpoint may be asked in a minute, by all workers of a job together.
 *
 * @param requestsPerMinute 0 for no limit
 * @param tokensPerMinute prompt and completion; 0 for no limit
 */
record Rates(int requestsPerMinute, int tokensPerMinute) implements Serializable {
  static final Rates NONE = new Rates(0, 0);

  boolean areNone() {
    return requestsPerMinute == 0 && tokensPerMinute == 0;
  }
}
