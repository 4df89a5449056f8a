package org.autoif.pipeline;

import static org.autoif.pipeline.Values.atLeast;

import java.util.List;
import org.autoif.pipeline.options.InputOptions;
import org.autoif.pipeline.options.MethodOptions;

/**
 * How queries come under instructions (section 3.2), resolved.
 *
 * @param queriesPerInstruction queries an instruction
 * @param minQueryLength shortest query, in characters
 * @param maxQueryLength longest query, in characters
 * @param queryRewrite {@code concat} or {@code llm}
 */
public record QuerySettings(
    int queriesPerInstruction, int minQueryLength, int maxQueryLength, String queryRewrite) {

  static <T extends MethodOptions & InputOptions> QuerySettings of(T options) {
    if (!List.of("concat", "llm").contains(options.getQueryRewrite())) {
      throw new IllegalArgumentException(
          "queryRewrite '" + options.getQueryRewrite() + "': expected concat or llm");
    }
    int least = options.getMinQueryLength();
    int most = options.getMaxQueryLength();
    if (least < 1 || least > most) {
      throw new IllegalArgumentException(
          "minQueryLength " + least + ": must be from 1 to maxQueryLength, " + most);
    }
    return new QuerySettings(
        atLeast("queriesPerInstruction", options.getQueriesPerInstruction(), 1),
        least,
        most,
        options.getQueryRewrite());
  }
}
