package org.autoif.io.sandbox.host;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a guest has compiled, by source; the one that was not asked for the longest is dropped. A
 * map of the JDK's, since only one thread uses it and nothing else of a library's cache is wanted.
 */
public final class KeptCode<T> extends LinkedHashMap<String, T> {
  private static final long serialVersionUID = 1;
  private static final int MOST = 256;

  /** Keeps nothing yet. */
  public KeptCode() {
    super(16, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
    return size() > MOST;
  }
}
