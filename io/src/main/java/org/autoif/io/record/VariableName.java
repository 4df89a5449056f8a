package org.autoif.io.record;

/**
 * The name of an environment variable that holds a secret, as far as it may be shown: people give
 * the secret itself in its place, and that must not be printed or logged.
 */
public final class VariableName {
  /** What variables are called by custom; keys have small letters, digits or no underscore. */
  private static final String CUSTOM =
      "[A-Z][A-Z0-9]{0,15}|[A-Z][A-Z0-9]*(_[A-Z0-9]+)+|[a-z]+(_[a-z]+)*";

  private static final int LONGEST = 64;

  private VariableName() {}

  /**
   * Returns {@code the environment variable NAME}, or the same without a name that may be a key.
   */
  public static String shown(String name) {
    return name.length() <= LONGEST && name.matches(CUSTOM)
        ? "the environment variable " + name
        : "the environment variable (its name, which is not shown, looks like the secret itself:"
            + " give the name of a variable)";
  }
}
