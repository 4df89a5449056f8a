package org.autoif.pipeline.bench.dataset;

import java.util.ArrayList;
import java.util.List;
import org.autoif.pipeline.StartUpQuestion;
import org.autoif.pipeline.teacher.TeacherServer;

/**
 * Collects the requests that a teacher reads, but for the check of each start. Safe for use by many
 * threads.
 */
public final class ArrivedRequests implements TeacherServer.Listener {
  private List<Arrived> untaken = new ArrayList<>();

  /**
   * A request.
   *
   * @param at when it was read, in milliseconds since 1970
   */
  public record Arrived(String body, long at) {}

  @Override
  public synchronized void arrived(String body) {
    if (!StartUpQuestion.isAsked(body)) {
      untaken.add(new Arrived(body, System.currentTimeMillis()));
    }
  }

  @Override
  public void answered(String body, long arrived) {}

  synchronized boolean isEmpty() {
    return untaken.isEmpty();
  }

  /** Returns what came since it was last called. */
  public synchronized List<Arrived> take() {
    List<Arrived> taken = untaken;
    untaken = new ArrayList<>();
    return taken;
  }
}
