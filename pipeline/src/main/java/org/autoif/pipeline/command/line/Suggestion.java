package org.autoif.pipeline.command.line;

import java.util.Collection;

/**
 * What was probably meant by a name that is none, by the letters to change. Picocli compares pairs
 * of letters, and proposes {@code --repairRounds} for {@code --respones}.
 */
final class Suggestion {
  private Suggestion() {}

  /** Returns a question after the name that was probably meant; nothing if none is near. */
  static String of(String name, Collection<String> all) {
    String best = null;
    int least = Math.max(3, name.length() / 3);
    for (String candidate : all) {
      int distance = distance(name, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best == null ? "" : "; did you mean " + best + "?";
  }

  /** Returns how many letters to insert, drop, change or swap with their neighbour. */
  private static int distance(String a, String b) {
    int[][] least = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          least[i][j] = i + j;
          continue;
        }
        int change = least[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        least[i][j] = Math.min(change, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least[i][j] = Math.min(least[i][j], 1 + least[i - 2][j - 2]);
        }
      }
    }
    return least[a.length()][b.length()];
  }
}
