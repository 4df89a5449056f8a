package org.autoif.transforms.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.RowFiles;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;

/**
 * Answers of a version for somebody to label: does the answer follow every rule of its row? They
 * are chosen by the hashes of their rows and a seed, so that the same version and seed give the
 * same sample, and a larger one holds the smaller.
 */
public final class AuditSample {
  /** Answers of {@code sft}; they are to follow. */
  public static final String FOLLOWERS = "sft";

  /** Preferred sides of {@code dpo}; they are to follow. */
  public static final String CHOSEN = "dpo_chosen";

  /** Refused sides of {@code dpo}; they are to break a rule. */
  public static final String REJECTED = "dpo_rejected";

  /** What a sample is made of. */
  public static final List<String> KINDS = List.of(FOLLOWERS, CHOSEN, REJECTED);

  /** Name of the field, or the column, of a person's label. */
  public static final String LABEL = "label";

  /** Name of the field of another label, by a judge. */
  public static final String JUDGE_LABEL = "judge_label";

  /** What stands in both: whether the answer follows all rules of its row. */
  public static final List<String> LABELS = List.of("follows", "breaks", "unsure");

  /** Columns of a sample, in their order. */
  public static final List<String> COLUMNS =
      List.of(
          "id", "kind", "rules", "query", "answer", "pass_rate", "verdicts", JUDGE_LABEL, LABEL);

  private final long seed;
  private final int size;
  private final Map<String, TreeMap<String, ObjectNode>> byKind = new LinkedHashMap<>();

  private AuditSample(List<String> kinds, int size, long seed) {
    this.seed = seed;
    this.size = size;
    kinds.forEach(kind -> byKind.put(kind, new TreeMap<>()));
  }

  /**
   * Reads a version and returns its sample, kind by kind.
   *
   * @param kinds some of {@link #KINDS}
   * @param size rows in all, in equal shares as far as a kind has as many
   */
  public static List<ObjectNode> of(Folder version, List<String> kinds, int size, long seed)
      throws IOException {
    AuditSample sample = new AuditSample(kinds, (size + kinds.size() - 1) / kinds.size(), seed);
    sample.read(version);
    List<ObjectNode> rows = new ArrayList<>();
    for (TreeMap<String, ObjectNode> of : sample.byKind.values()) {
      rows.addAll(of.values());
    }
    return withRules(version, rows.subList(0, Math.min(size, rows.size())));
  }

  private void read(Folder version) throws IOException {
    if (byKind.containsKey(FOLLOWERS)) {
      each(version, "sft", this::offerExample);
    }
    if (byKind.containsKey(CHOSEN) || byKind.containsKey(REJECTED)) {
      each(version, "dpo", this::offerPair);
    }
  }

  private static void each(Folder version, String folder, Consumer<JsonNode> to)
      throws IOException {
    for (MatchResult.Metadata file : RowFiles.of(version, folder)) {
      RowFiles.read(
          file,
          row -> {
            to.accept(row);
            return true;
          });
    }
  }

  private void offerExample(JsonNode row) {
    JsonNode turns = row.path("messages");
    int last = turns.size() - 1;
    offer(FOLLOWERS, row, turns, last, turns.path(last), "pass_rate");
  }

  private void offerPair(JsonNode row) {
    JsonNode prompt = row.path("prompt");
    offer(CHOSEN, row, prompt, prompt.size(), row.path("chosen").path(0), "chosen_pass_rate");
    offer(REJECTED, row, prompt, prompt.size(), row.path("rejected").path(0), "rejected_pass_rate");
  }

  private void offer(
      String kind, JsonNode row, JsonNode turns, int until, JsonNode answer, String rate) {
    TreeMap<String, ObjectNode> into = byKind.get(kind);
    if (into == null) {
      return;
    }
    String id = row.path("id").asText();
    String order = Ids.of("audit", Long.toString(seed), kind, id);
    if (into.size() == size && into.lastKey().compareTo(order) <= 0) {
      return;
    }
    ObjectNode made = Json.mapper().createObjectNode();
    made.put("id", id).put("kind", kind).set("rules", row.path("instruction_ids"));
    List<String> query = new ArrayList<>();
    for (int i = 0; i < until; i++) {
      query.add(turns.path(i).path("content").asText());
    }
    made.put("query", String.join("\n\n", query));
    made.put("answer", answer.path("content").asText());
    made.put("pass_rate", row.path(rate).asDouble());
    List<String> verdicts = new ArrayList<>();
    row.path("verdicts").forEach(verdict -> verdicts.add(verdict.asText()));
    made.put("verdicts", String.join(" ", verdicts)).put(JUDGE_LABEL, "").put(LABEL, "");
    into.put(order, made);
    if (into.size() > size) {
      into.pollLastEntry();
    }
  }

  /** Puts the words of the rules in the place of their ids, a line each. */
  private static List<ObjectNode> withRules(Folder version, List<ObjectNode> rows)
      throws IOException {
    Map<String, String> texts = new HashMap<>();
    for (ObjectNode row : rows) {
      row.path("rules").forEach(id -> texts.put(id.asText(), ""));
    }
    each(
        version,
        "instructions",
        row ->
            texts.computeIfPresent(
                row.path("id").asText(), (id, text) -> row.path("instruction").asText()));
    for (ObjectNode row : rows) {
      List<String> rules = new ArrayList<>();
      row.path("rules").forEach(id -> rules.add(texts.getOrDefault(id.asText(), "")));
      row.put("rules", rules.stream().filter(r -> !r.isEmpty()).collect(Collectors.joining("\n")));
    }
    return rows;
  }
}
