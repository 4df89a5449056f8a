package org.autoif.transforms.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.autoif.io.record.Json;

/** What labels say of a version: how many answers of each kind are what their row says. */
public final class AuditResult {
  /** Name of the file beside the manifest. */
  public static final String FILE = "audit.json";

  private static final String START = "\n<!-- audit -->\n";

  private final Map<String, int[]> byKind = new TreeMap<>();
  private final Agreement judge = new Agreement();

  /**
   * Counts a labelled answer.
   *
   * @param kind one of {@link AuditSample#KINDS}
   * @param label one of {@link AuditSample#LABELS}
   */
  public void add(String kind, String label) {
    int[] counts = byKind.computeIfAbsent(kind, key -> new int[3]);
    boolean rejected = kind.equals(AuditSample.REJECTED);
    if (label.equals("unsure")) {
      counts[2]++;
    } else {
      counts[label.equals("breaks") == rejected ? 0 : 1]++;
    }
  }

  /** Counts an answer that a judge has labelled too. */
  public void compare(String label, String judges) {
    judge.add(label, judges);
  }

  /** Returns whether there is no label at all. */
  public boolean isEmpty() {
    return byKind.isEmpty();
  }

  /** Returns the content of the file: by kind what is right, wrong, unsure, and the precision. */
  public ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode();
    ArrayNode kinds = json.putArray("precision");
    for (String kind : AuditSample.KINDS) {
      int[] counts = byKind.get(kind);
      if (counts != null) {
        ObjectNode node = kinds.addObject().put("kind", kind);
        node.put("right", counts[0]).put("wrong", counts[1]).put("unsure", counts[2]);
        if (counts[0] + counts[1] > 0) {
          Precision precision = new Precision(counts[0], counts[0] + counts[1]);
          node.put("precision", rounded(precision.share()))
              .put("low", rounded(precision.low()))
              .put("high", rounded(precision.high()));
        }
      }
    }
    Double share = judge.share();
    if (share != null) {
      ObjectNode node = json.putObject("judge");
      node.put("rows", judge.rows()).put("agreement", rounded(share));
      Double kappa = judge.kappa();
      if (kappa != null) {
        node.put("kappa", rounded(kappa));
      }
    }
    return json;
  }

  private static double rounded(double share) {
    return Math.round(10_000 * share) / 10_000.0;
  }

  /**
   * Returns a dataset card with the result as its last part, in the place of an earlier one. What
   * stands before the mark is the card that the manifest has the hash of, byte by byte.
   */
  public static String card(String card, JsonNode audit) {
    int at = card.indexOf(START);
    StringBuilder text = new StringBuilder(at < 0 ? card : card.substring(0, at));
    text.append(START).append("\n## Precision, by labels\n\n");
    text.append("| rows | right | wrong | unsure | precision | 95 % interval |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (JsonNode kind : audit.path("precision")) {
      text.append("| `").append(kind.path("kind").asText()).append("` | ");
      for (String count : new String[] {"right", "wrong", "unsure"}) {
        text.append(kind.path(count).asInt()).append(" | ");
      }
      text.append(share(kind, "precision")).append(" | ");
      text.append(share(kind, "low")).append(" to ").append(share(kind, "high")).append(" |\n");
    }
    return text.toString();
  }

  private static String share(JsonNode kind, String field) {
    return kind.has(field)
        ? String.format(Locale.ROOT, "%.1f %%", 100 * kind.path(field).asDouble())
        : "–";
  }
}
