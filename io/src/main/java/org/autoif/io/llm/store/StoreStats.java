package org.autoif.io.llm.store;

import java.util.List;

/**
 * What a store holds.
 *
 * @param groups rows by model, step and role, in that order
 * @param diskBytes size of the database's file or table, in bytes
 */
public record StoreStats(List<Group> groups, long diskBytes) {
  /** Copies the groups. */
  public StoreStats {
    groups = List.copyOf(groups);
  }

  /** Returns the sum of all groups, with {@code all} for names. */
  public Group total() {
    long rows = 0;
    long bytes = 0;
    long prompt = 0;
    long completion = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Group group : groups) {
      rows += group.rows();
      bytes += group.bytes();
      prompt += group.promptTokens();
      completion += group.completionTokens();
      first = Math.min(first, group.first());
      last = Math.max(last, group.last());
    }
    return new Group("all", "", "", rows, bytes, prompt, completion, first, last);
  }

  /**
   * Rows that belong together.
   *
   * @param model the model that answered
   * @param step transform that asked
   * @param role whom it asked
   * @param rows how many
   * @param bytes of answers and reasoning in UTF-8
   * @param promptTokens their sum
   * @param completionTokens likewise
   * @param first when the oldest was made, in milliseconds since 1970
   * @param last when the newest was made
   */
  public record Group(
      String model,
      String step,
      String role,
      long rows,
      long bytes,
      long promptTokens,
      long completionTokens,
      long first,
      long last) {}
}
