package org.autoif.pipeline;

import org.autoif.io.llm.store.StoredCompletion;

/** What each start of a run asks an endpoint anew, so that it is no part of what a run resumes. */
public final class StartUpQuestion {
  /** The step under which its completion is kept. */
  public static final String STEP = "StartUpCheck";

  /** The system turn, by which a request is known for one. */
  public static final String SYSTEM = "You answer in one word, or in JSON where that is asked.";

  private StartUpQuestion() {}

  /** Returns whether the body of a request is such a question. */
  public static boolean isAsked(String body) {
    return body.contains(SYSTEM);
  }

  /** Returns whether a completion is of such a question. */
  public static boolean isAnswered(StoredCompletion completion) {
    return completion.step().equals(STEP);
  }
}
