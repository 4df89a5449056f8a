package org.autoif.pipeline.command.line;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the home folder in the place of {@code ~}. A shell does so only where it starts a word, and
 * in {@code --output=~/out} it does not.
 */
public final class HomeFolder {
  /** At the start of a value, of one of several between commas, or of SQLite's file. */
  private static final Pattern TILDE =
      Pattern.compile("(\\A|(?<=,)|(?<=\\Ajdbc:sqlite:))~([A-Za-z_][\\w.-]*)?(?=/|,|\\?|\\z)");

  private HomeFolder() {}

  /**
   * Returns the value with the home folder in it.
   *
   * @param name how to call the value in an error
   * @throws UsageException if it names the home folder of another user
   */
  public static String expand(String name, String value) {
    Matcher tilde = TILDE.matcher(value);
    StringBuilder expanded = new StringBuilder();
    while (tilde.find()) {
      if (tilde.group(2) != null) {
        throw new UsageException(
            name
                + "='"
                + value
                + "': only ~ itself is known, write the folder of "
                + tilde.group(2));
      }
      tilde.appendReplacement(expanded, Matcher.quoteReplacement(home()));
    }
    return tilde.appendTail(expanded).toString();
  }

  private static String home() {
    String home = System.getenv("HOME");
    return home == null || home.isEmpty() ? System.getProperty("user.home") : home;
  }
}
