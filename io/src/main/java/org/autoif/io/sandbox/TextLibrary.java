package org.autoif.io.sandbox;

import org.autoif.io.record.Resources;

/**
 * The Python module {@code textkit}: what a word, a sentence, a paragraph is, said once. Every
 * engine that can run it offers it to functions, for import and as a name that is already there;
 * see docs/text-library.md.
 */
public final class TextLibrary {
  /** The name of the module. */
  public static final String NAME = "textkit";

  private TextLibrary() {}

  /** Returns the module's source, UTF-8. */
  public static byte[] source() {
    return Resources.bytes(TextLibrary.class, "textkit.py");
  }
}
