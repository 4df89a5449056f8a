package org.autoif.transforms.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.autoif.io.llm.Usage;

/**
 * What each step did in a run: counts taken from the data itself, which are exact on every runner,
 * where counters may count a repeated bundle twice.
 *
 * @param kept records that went on
 * @param rejected refused records by reason
 * @param failed broken inputs by kind
 * @param usage chat calls by role
 */
public record StepCounts(
    long kept, Map<String, Long> rejected, Map<String, Long> failed, Map<String, Usage> usage) {

  /** Separates the parts of the keys below; it cannot occur in them. */
  public static final String SEPARATOR = "\t";

  /**
   * Sorts the counts of a run into steps.
   *
   * @param steps names of the steps in the order of the method
   * @param kept count by step
   * @param rejected count by step and reason
   * @param failed count by step and kind
   * @param usage by step and role
   */
  public static Map<String, StepCounts> byStep(
      List<String> steps,
      Map<String, Long> kept,
      Map<String, Long> rejected,
      Map<String, Long> failed,
      Map<String, Usage> usage) {
    Map<String, StepCounts> counts = new LinkedHashMap<>();
    for (String step : steps) {
      counts.put(
          step,
          new StepCounts(
              kept.getOrDefault(step, 0L), of(step, rejected), of(step, failed), of(step, usage)));
    }
    return counts;
  }

  private static <V> Map<String, V> of(String step, Map<String, V> all) {
    Map<String, V> mine = new TreeMap<>();
    all.forEach(
        (key, value) -> {
          if (key.startsWith(step + SEPARATOR)) {
            mine.put(key.substring(step.length() + 1), value);
          }
        });
    return mine;
  }
}
