package org.autoif.pipeline.command.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import org.autoif.io.dataset.QueryFile;
import org.autoif.pipeline.command.line.UsageException;
import org.jspecify.annotations.Nullable;

/** The rows of an option's files that give no query: counted, told in one line, and limited. */
final class LeftOutRows implements QueryFile.LeftOut {
  private int empty;
  private int bad;
  private @Nullable String firstEmpty;
  private @Nullable String firstBad;

  @Override
  public void empty(int line, String reason) {
    firstEmpty = empty++ == 0 ? reason : firstEmpty;
  }

  @Override
  public void bad(int line, String reason) {
    firstBad = bad++ == 0 ? reason : firstBad;
  }

  /**
   * Ends with one line if too many rows are not as expected, or there is no query because of them.
   */
  void check(String option, int queries, double most) {
    int rows = queries + empty + bad;
    if (bad > 0 && (queries == 0 || bad > most * rows)) {
      throw new UsageException(
          "--"
              + option
              + ": "
              + firstBad
              + (rows == 1 ? "" : "; " + bad + " of " + rows + " rows are not as expected")
              + (queries == 0 ? "" : ", --maxBadRows=" + most + " is the share that may be"));
    }
    if (queries == 0 && empty > 0) {
      throw new UsageException("--" + option + ": " + firstEmpty);
    }
  }

  /** Says how many rows are left out, and where the first is. */
  void tell(String option, int queries, ArrayNode provenance, PrintStream out) {
    if (empty + bad == 0) {
      return;
    }
    out.println(
        "--"
            + option
            + ": "
            + (empty + bad)
            + " of "
            + (queries + empty + bad)
            + " rows are left out; "
            + (firstBad == null ? firstEmpty : firstBad));
    if (provenance.get(provenance.size() - 1) instanceof ObjectNode file) {
      file.put("rows_left_out", empty + bad);
    }
  }
}
