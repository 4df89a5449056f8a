package org.autoif.io.llm.pool;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.autoif.io.llm.ChatException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a job that would go on without any use: where all of the first calls of a step fail alike,
 * or more of them than the user allows. It counts in one worker process, what comes from the store
 * too: else a run that is repeated for the few prompts that failed would end for just these.
 *
 * <p>Answers that came count as such, whatever can be read of them. What is about one prompt, its
 * length or its content, counts for the first rule only: a filter that refuses some prompts does
 * not break a run.
 */
final class FailureWatch {
  /** Samples at the start of a step that tell enough if all of them fail. */
  static final int FIRST = 10;

  /** Samples below which a share means nothing. */
  static final int LEAST = 20;

  private static final Map<String, FailureWatch> BY_STEP = new ConcurrentHashMap<>();

  private final String step;
  private final double most;
  private long reused;
  private long answered;
  private long failed;
  private long ofPrompts;
  private ChatException.@Nullable Kind first;
  private boolean alike = true;

  FailureWatch(String step, double most) {
    this.step = step;
    this.most = most;
  }

  /** Returns the one of a step of a run in this process. */
  static FailureWatch of(CallSettings settings, String step) {
    return BY_STEP.computeIfAbsent(
        settings.run() + " " + step, key -> new FailureWatch(step, settings.maxFailures()));
  }

  /** Notes samples that were in the store. */
  synchronized void reused(int samples) {
    reused += samples;
  }

  synchronized void answered(int samples) {
    answered += samples;
  }

  /**
   * Notes that samples failed for good.
   *
   * @return what must end the job; absent if it may go on
   */
  synchronized @Nullable ChatException failed(ChatException why, int samples) {
    if (first == null) {
      first = why.kind();
    }
    alike &= why.kind() == first;
    if (isOfPrompt(why.kind())) {
      ofPrompts += samples;
    } else {
      failed += samples;
    }
    long asked = answered + failed + ofPrompts;
    long all = reused + asked;
    if (most >= 1) {
      return null;
    }
    boolean tells = reused == 0 || why.kind().isRetryable();
    if (answered == 0 && alike && asked >= FIRST && tells) {
      return ended("all of the first " + asked + " answers failed alike", why);
    }
    if (all >= LEAST && failed > most * all) {
      return ended(
          failed + " of " + all + " answers failed, more than --maxFailures=" + most + " allows",
          why);
    }
    return null;
  }

  private static boolean isOfPrompt(ChatException.Kind kind) {
    return kind == ChatException.Kind.REFUSED || kind == ChatException.Kind.TOO_LONG;
  }

  private ChatException ended(String what, ChatException why) {
    return new ChatException(
        ChatException.Kind.FAILURES,
        String.format(
            Locale.ROOT,
            "%s: %s, the last with: %s; what came before is kept: mend it and give the same command"
                + " again",
            step,
            what,
            why.getMessage()),
        0,
        why);
  }
}
