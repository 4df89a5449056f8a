package org.autoif.transforms.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.List;
import org.autoif.io.record.Json;
import org.autoif.transforms.publish.export.TableFiles;
import org.jspecify.annotations.Nullable;

/**
 * README.md of a version. Its front matter makes {@code load_dataset(folder, "sft")} work (Hugging
 * Face Hub, "Manual configuration" of datasets); it names only what has rows, since an empty glob
 * fails to load.
 */
final class DatasetCard {
  /** Quotes all that YAML 1.1 may read as a number, such as 1_000 or 1:30. */
  private static final StringQuotingChecker QUOTES =
      new StringQuotingChecker.Default() {
        private static final long serialVersionUID = 1;

        @Override
        public boolean needToQuoteValue(String value) {
          return super.needToQuoteValue(value) || value.matches("[-+]?[.0-9][-+.0-9_:a-fA-FxX]*");
        }
      };

  private static final YAMLMapper YAML =
      YAMLMapper.builder(YAMLFactory.builder().stringQuotingChecker(QUOTES).build())
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private DatasetCard() {}

  static String readme(RunInfo run, ObjectNode manifest, @Nullable ObjectNode diff) {
    try {
      return "---\n"
          + YAML.writeValueAsString(frontMatter(run, manifest))
          + "---\n\n"
          + CardText.of(run, manifest, diff);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain text has YAML", e);
    }
  }

  private static ObjectNode frontMatter(RunInfo run, ObjectNode manifest) {
    ObjectNode yaml = Json.mapper().createObjectNode();
    ArrayNode configs = yaml.putArray("configs");
    List<TableFiles> tables = TableFiles.of(manifest);
    for (TableFiles table : tables) {
      ObjectNode node = configs.addObject().put("config_name", table.folder());
      if (configs.size() == 1) {
        node.put("default", true);
      }
      ArrayNode files = node.putArray("data_files");
      for (String side : table.sides()) {
        files.addObject().put("split", side).put("path", table.pattern(side));
      }
    }
    if (configs.isEmpty()) {
      yaml.remove("configs");
    }
    ArrayNode languages = yaml.putArray("language");
    run.languages().forEach(languages::add);
    if (!run.license().isEmpty()) {
      yaml.put("license", run.license());
    }
    yaml.put("pretty_name", run.title());
    yaml.putArray("task_categories").add("text-generation");
    yaml.putArray("tags").add("instruction-following").add("autoif").add("synthetic");
    long rows =
        tables.stream().mapToLong(table -> table.train() + table.validation()).max().orElse(0);
    yaml.putArray("size_categories").add(size(rows));
    return yaml;
  }

  private static String size(long rows) {
    if (rows < 1_000) {
      return "n<1K";
    }
    String[] names = {"1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M"};
    int i = 0;
    for (long bound = 10_000; rows >= bound && i < names.length - 1; bound *= 10) {
      i++;
    }
    return names[i];
  }
}
