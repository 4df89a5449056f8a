package org.autoif.io.sandbox;

/** What counts as an answer of {@code evaluate}. */
public enum Truthiness {
  /** {@code True} and {@code False} alone; anything else is {@code NOT_BOOL}. */
  STRICT,
  /**
   * What the published scripts read: {@code int(result)}, where 0 is {@code FALSE} and any other
   * number {@code TRUE}; what has no {@code int} is {@code NOT_BOOL}.
   */
  AUTOIF,
  /** As {@link #AUTOIF}, and the strings "true" and "false" in any case, with spaces around. */
  LENIENT
}
