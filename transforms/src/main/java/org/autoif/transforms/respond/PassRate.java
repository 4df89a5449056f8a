package org.autoif.transforms.respond;

import java.util.ArrayList;
import java.util.List;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.jspecify.annotations.Nullable;

/**
 * What the functions of a task's constraints say of one answer.
 *
 * @param verdicts one word a function, over the constraints in order
 * @param value share of {@code true} among the valid verdicts of each constraint, averaged over the
 *     constraints; absent if a constraint has no valid verdict
 * @param messages what errors said, without repetitions
 */
public record PassRate(List<String> verdicts, @Nullable Double value, List<String> messages) {

  /** Reads column {@code input} of one matrix a constraint. */
  public static PassRate of(List<VerdictMatrix> constraints, int input) {
    List<String> verdicts = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    double sum = 0;
    boolean scored = !constraints.isEmpty();
    for (VerdictMatrix matrix : constraints) {
      int valid = 0;
      int passed = 0;
      for (List<Verdict> row : matrix.rows()) {
        Verdict verdict = row.get(input);
        verdicts.add(verdict.text());
        if (verdict.isValid()) {
          valid++;
          passed += verdict.kind() == Verdict.Kind.TRUE ? 1 : 0;
        } else if (verdict.message() != null && !messages.contains(verdict.message())) {
          messages.add(verdict.message());
        }
      }
      scored &= valid > 0;
      sum += valid == 0 ? 0 : passed / (double) valid;
    }
    return new PassRate(
        List.copyOf(verdicts), scored ? sum / constraints.size() : null, List.copyOf(messages));
  }
}
