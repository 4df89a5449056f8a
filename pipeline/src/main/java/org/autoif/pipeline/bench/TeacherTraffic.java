package org.autoif.pipeline.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.autoif.pipeline.teacher.TeacherServer;

/** Logs what the built-in teacher sees. */
public record TeacherTraffic(TrafficLog log) implements TeacherServer.Listener {
  @Override
  public void arrived(String body) {
    long now = System.nanoTime();
    log.arrived(hash(body), now);
    log.accepted(now);
  }

  @Override
  public void answered(String body, long arrived) {
    log.answered(hash(body), arrived, System.nanoTime());
  }

  private static long hash(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return TrafficLog.hash(bytes, 0, bytes.length);
  }
}
