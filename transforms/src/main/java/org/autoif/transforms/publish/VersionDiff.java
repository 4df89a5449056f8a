package org.autoif.transforms.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.Top;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.Row;
import org.autoif.io.record.Json;
import org.autoif.transforms.step.StepCounts;
import org.jspecify.annotations.Nullable;

/** The content of diff.json: what changed since another version, counted by reason. */
final class VersionDiff {
  /** Instructions that are listed by name, at most; all are counted. */
  private static final int LISTED = 1000;

  private VersionDiff() {}

  /**
   * What a diff is made of.
   *
   * @param counts rows by folder, kind and reason
   * @param instructions those that are not the same, in the order of their ids
   */
  record Views(
      PCollectionView<Map<String, Long>> counts, PCollectionView<List<VersionChange>> instructions)
      implements Serializable {}

  /** Compares all rows with a version; with none there is nothing to compare. */
  static Views views(PCollection<KV<String, Row>> rows, @Nullable Folder base) {
    PCollection<VersionChange> changes =
        base == null
            ? rows.getPipeline()
                .apply("NoChanges", Create.empty(TypeDescriptor.of(VersionChange.class)))
            : CompareVersions.explained(rows.apply("CompareVersions", CompareVersions.with(base)));
    return new Views(
        changes
            .apply("ChangeKeys", MapElements.into(TypeDescriptors.strings()).via(VersionDiff::key))
            .apply("CountChanges", Count.perElement())
            .apply("Changes", View.asMap()),
        changes
            .apply(
                "ChangedInstructions",
                Filter.by(
                    change ->
                        change.getFolder().equals(CompareVersions.INSTRUCTIONS)
                            && !change.getKind().equals(VersionChange.SAME)))
            .apply("ListInstructions", Top.of(LISTED, new ById()).withoutDefaults())
            .apply(
                "ListedInstructions",
                View.<List<VersionChange>>asSingleton().withDefaultValue(List.of())));
  }

  /** Orders by id, so that Top takes the smallest. */
  private static final class ById implements Comparator<VersionChange>, Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public int compare(VersionChange a, VersionChange b) {
      return b.getId().compareTo(a.getId());
    }
  }

  private static String key(VersionChange change) {
    return String.join(StepCounts.SEPARATOR, change.getFolder(), change.getKind(), change.getWhy());
  }

  static ObjectNode json(String base, Map<String, Long> counts, List<VersionChange> instructions) {
    ObjectNode diff = Json.mapper().createObjectNode();
    diff.put("base", base);
    for (String folder : CompareVersions.FOLDERS) {
      ObjectNode node = diff.putObject(folder);
      for (String kind : VersionChange.KINDS) {
        node.put(kind, 0);
      }
      ObjectNode why = node.putObject("why");
      new TreeMap<>(counts)
          .forEach(
              (key, count) -> {
                String[] parts = key.split(StepCounts.SEPARATOR, 3);
                if (parts[0].equals(folder)) {
                  node.put(parts[1], node.path(parts[1]).asLong() + count);
                  if (!parts[2].isEmpty()) {
                    ObjectNode kind =
                        why.get(parts[1]) instanceof ObjectNode there
                            ? there
                            : why.putObject(parts[1]);
                    kind.put(parts[2], count);
                  }
                }
              });
    }
    for (VersionChange change : instructions) {
      diff.withArray("changed_instructions")
          .addObject()
          .put("id", change.getId())
          .put("change", change.getKind())
          .put("why", change.getWhy())
          .put("instruction", change.getText());
    }
    return diff;
  }
}
