package org.autoif.transforms.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.autoif.io.dataset.Row;
import org.autoif.io.record.Json;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.shard.Shards;
import org.autoif.transforms.step.EngineUser;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions on texts: of rows {@code {"id","functions":[source…],"inputs":[text…]}} it makes
 * rows {@code {"id","verdicts":[[…per input] …per function]}} with {@code true}, {@code false} or
 * {@code error:<kind>}. The id is optional; without it a row has its key, such as its line. Rows
 * with equal ids stay rows of their own: what is written is known by its key.
 *
 * <p>A row that the engine could not run, because no process of it can be started any more, becomes
 * {@code {"id","functions","inputs","error"}}, which can be read in again: what was finished before
 * is not lost with it. {@link #file} tells the two kinds apart.
 */
public final class VerifyTexts
    extends PTransform<PCollection<KV<String, String>>, PCollection<Row>> {
  /** The file of the rows that could not be run. */
  public static final String FAILURES = "failures";

  private static final long serialVersionUID = 1;

  private final VerifierEngine.Source engines;
  private final int shards;

  private VerifyTexts(VerifierEngine.Source engines, int shards) {
    this.engines = engines;
    this.shards = shards;
  }

  /** Returns a run on these engines, spread over a number of groups. */
  public static VerifyTexts of(VerifierEngine.Source engines, int shards) {
    return new VerifyTexts(engines, shards);
  }

  /** Returns why {@code row} is not in the layout, or null if it is. */
  public static @Nullable String reasonAgainst(JsonNode row) {
    for (String field : List.of("functions", "inputs")) {
      if (!row.path(field).isArray()) {
        return "has no list in the field " + field;
      }
      for (JsonNode text : row.path(field)) {
        if (!text.isTextual()) {
          return "has something other than texts in the field " + field;
        }
      }
    }
    return null;
  }

  /** Returns the file that a row of the output belongs to: {@code verdicts} or the failures. */
  public static String file(Row row) {
    return Json.read(row.getJson(), JsonNode.class).has("error") ? FAILURES : "verdicts";
  }

  @Override
  public PCollection<Row> expand(PCollection<KV<String, String>> rows) {
    return rows.apply("Spread", Shards.into(shards, KV::getKey))
        .apply("Verify", ParDo.of(new VerifyFn(engines)));
  }

  private static final class VerifyFn extends DoFn<KV<String, Iterable<KV<String, String>>>, Row> {
    private static final long serialVersionUID = 1;

    private final EngineUser engine;

    VerifyFn(VerifierEngine.Source engines) {
      this.engine = new EngineUser(engines);
    }

    @Setup
    public void setup() throws IOException {
      engine.open();
    }

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<KV<String, String>>> group, OutputReceiver<Row> out)
        throws IOException, InterruptedException {
      for (KV<String, String> line : group.getValue()) {
        JsonNode row = Json.read(line.getValue(), JsonNode.class);
        ObjectNode result = Json.mapper().createObjectNode();
        if (row.has("id")) {
          result.set("id", row.get("id"));
        } else {
          result.put("id", line.getKey());
        }
        try {
          VerdictMatrix matrix =
              engine.runEach(texts(row.path("functions")), texts(row.path("inputs")));
          ArrayNode verdicts = result.putArray("verdicts");
          for (List<Verdict> function : matrix.rows()) {
            ArrayNode cells = verdicts.addArray();
            function.forEach(verdict -> cells.add(verdict.text()));
          }
        } catch (IOException e) {
          result.set("functions", row.path("functions"));
          result.set("inputs", row.path("inputs"));
          result.put("error", e.getMessage());
        }
        out.output(Row.of(line.getKey(), result.toString()));
      }
    }

    @Teardown
    public void teardown() {
      engine.close();
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
