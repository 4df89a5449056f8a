package org.autoif.io.sandbox;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A child process of an engine did not come up, though all that it needs is there: the machine was
 * short of memory or too busy, or somebody ended it. It was tried more than once; to try again
 * later may help, other settings do not.
 */
public final class EngineStartException extends IOException {
  private static final long serialVersionUID = 1;

  public EngineStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
