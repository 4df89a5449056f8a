package org.autoif.transforms.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.ReadRows;
import org.autoif.io.dataset.Row;
import org.autoif.io.dataset.RowFiles;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.transforms.instruct.AuditVerifiers;
import org.autoif.transforms.instruct.BackTranslate;
import org.autoif.transforms.instruct.CrossValidate;
import org.autoif.transforms.instruct.FilterByEntailment;
import org.autoif.transforms.instruct.GenerateNearMisses;
import org.autoif.transforms.instruct.GenerateVerifiers;
import org.autoif.transforms.instruct.JudgeCases;
import org.autoif.transforms.instruct.RepairVerifiers;
import org.autoif.transforms.instruct.SelfInstruct;
import org.autoif.transforms.respond.AttachQueries;
import org.autoif.transforms.respond.LabelResponses;
import org.autoif.transforms.respond.RewriteQueries;
import org.autoif.transforms.respond.SampleResponses;
import org.autoif.transforms.respond.ScoreQuality;
import org.autoif.transforms.respond.VerifyResponses;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.train.BuildRewardTasks;
import org.autoif.transforms.train.Decontaminate;
import org.autoif.transforms.train.HoldOut;

/**
 * Compares the rows of a version with those of a finished one, by their ids: takes rows by the
 * start of their file's path, yields a {@link VersionChange} for each row of a dataset folder in
 * either.
 *
 * <p>A row that is in both has changed if a field differs. A row that is in one only has the reason
 * that the other version's rejected or failed rows give for its id, if they name it; that of the
 * last step where there are more.
 */
final class CompareVersions
    extends PTransform<PCollection<KV<String, Row>>, PCollection<VersionChange>> {
  private static final long serialVersionUID = 1;

  static final String INSTRUCTIONS = "instructions";

  /** The folders whose rows are compared; a task is a row of rlvr. */
  static final List<String> FOLDERS = List.of(INSTRUCTIONS, "rlvr", "sft", "dpo");

  /** The folders that tell why a row is missing. The rest is the same rows in other layouts. */
  private static final List<String> SIDES = List.of("rejected", "failures");

  /** The steps that refuse or lose rows, in the order of the method. */
  private static final List<String> STEPS =
      Stream.of(
              SelfInstruct.class,
              GenerateVerifiers.class,
              GenerateNearMisses.class,
              JudgeCases.class,
              RepairVerifiers.class,
              CrossValidate.class,
              AuditVerifiers.class,
              BackTranslate.class,
              FilterByEntailment.class,
              AttachQueries.class,
              RewriteQueries.class,
              SampleResponses.class,
              VerifyResponses.class,
              LabelResponses.class,
              BuildRewardTasks.class,
              ScoreQuality.class,
              Decontaminate.class,
              HoldOut.class)
          .map(Class::getSimpleName)
          .toList();

  /** Reasons against a part of what has their id, or a repetition of it: it goes on. */
  private static final Pattern OF_PARTS = Pattern.compile("case_.*|response_duplicate");

  private static final String UNKNOWN_ADDED = "new";
  private static final String UNKNOWN_DROPPED = "not made";

  private final Folder base;

  private CompareVersions(Folder base) {
    this.base = base;
  }

  static CompareVersions with(Folder base) {
    return new CompareVersions(base);
  }

  @Override
  public PCollection<VersionChange> expand(PCollection<KV<String, Row>> rows) {
    KvCoder<String, String> coder = KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of());
    PCollectionList<KV<String, String>> sides =
        PCollectionList.of(rows.apply("New", ParDo.of(new NewFn())).setCoder(coder));
    for (String folder : FOLDERS) {
      sides = sides.and(base(rows, folder, folder + "*/*", coder));
    }
    sides = sides.and(base(rows, "rejected", "rejected/*/*.jsonl", coder));
    sides = sides.and(base(rows, "failures", "failures/*.jsonl", coder));
    return sides
        .apply("Sides", Flatten.pCollections())
        .apply("ById", GroupByKey.create())
        .apply("Compare", ParDo.of(new CompareFn()));
  }

  private PCollection<KV<String, String>> base(
      PCollection<?> rows, String folder, String pattern, KvCoder<String, String> coder) {
    return rows.getPipeline()
        .apply("Base-" + folder, ReadRows.json(base.file(pattern).toString()).whereThereAreAny())
        .apply("Digest-" + folder, ParDo.of(new BaseFn(folder)))
        .setCoder(coder);
  }

  /** What is needed of a row: where it is, hashes of its fields, its instructions, its text. */
  private static KV<String, String> digest(boolean isNew, String folder, JsonNode row) {
    ObjectNode digest = Json.mapper().createObjectNode();
    digest.put("new", isNew);
    if (!FOLDERS.contains(folder)) {
      boolean rejected = folder.equals("rejected");
      String step = row.path("step").asText();
      String reason = row.path(rejected ? "reason" : "kind").asText();
      if (STEPS.contains(step) && !OF_PARTS.matcher(reason).matches()) {
        digest.put("order", STEPS.indexOf(step));
        digest.put("why", (rejected ? "rejected:" : "failed:") + step + ":" + reason);
      }
      return KV.of(row.path("id").asText(), digest.toString());
    }
    digest.put("folder", folder);
    ObjectNode fields = digest.putObject("fields");
    row.fields()
        .forEachRemaining(
            field -> fields.put(field.getKey(), Ids.of("field", field.getValue().toString())));
    ArrayNode instructions = digest.putArray("instructions");
    row.path("instruction_ids").forEach(instructions::add);
    row.path("constraints").forEach(constraint -> instructions.add(constraint.path("id")));
    if (folder.equals(INSTRUCTIONS)) {
      digest.put("text", row.path("instruction").asText());
    }
    return KV.of(row.path("id").asText(), digest.toString());
  }

  private static final class NewFn extends DoFn<KV<String, Row>, KV<String, String>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element KV<String, Row> row, OutputReceiver<KV<String, String>> out) {
      String path = row.getKey();
      String folder = path.substring(0, path.indexOf('/')).replace(RowFiles.VALIDATION, "");
      if (FOLDERS.contains(folder) || SIDES.contains(folder)) {
        out.output(digest(true, folder, Json.read(row.getValue().getJson(), JsonNode.class)));
      }
    }
  }

  private static final class BaseFn extends DoFn<KV<String, String>, KV<String, String>> {
    private static final long serialVersionUID = 1;

    private final String folder;

    BaseFn(String folder) {
      this.folder = folder;
    }

    @ProcessElement
    public void process(@Element KV<String, String> row, OutputReceiver<KV<String, String>> out) {
      out.output(digest(false, folder, Json.read(row.getValue(), JsonNode.class)));
    }
  }

  private static final class CompareFn extends DoFn<KV<String, Iterable<String>>, VersionChange> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<String>> both, OutputReceiver<VersionChange> out) {
      Map<String, JsonNode> now = new HashMap<>();
      Map<String, JsonNode> before = new HashMap<>();
      TreeMap<Integer, String> whyNow = new TreeMap<>();
      TreeMap<Integer, String> whyBefore = new TreeMap<>();
      for (String text : both.getValue()) {
        JsonNode digest = Json.read(text, JsonNode.class);
        boolean isNew = digest.path("new").asBoolean();
        if (digest.has("why")) {
          (isNew ? whyNow : whyBefore)
              .merge(digest.path("order").asInt(), digest.path("why").asText(), Step::first);
        } else if (digest.has("folder")) {
          (isNew ? now : before).put(digest.path("folder").asText(), digest);
        }
      }
      for (String folder : FOLDERS) {
        JsonNode after = now.get(folder);
        JsonNode base = before.get(folder);
        if (after != null && base != null) {
          String fields = changedFields(base, after);
          String kind = fields.isEmpty() ? VersionChange.SAME : VersionChange.CHANGED;
          out.output(change(both.getKey(), folder, kind, fields, after));
        } else if (after != null) {
          String why =
              whyBefore.isEmpty() ? UNKNOWN_ADDED : "was " + whyBefore.lastEntry().getValue();
          out.output(change(both.getKey(), folder, VersionChange.ADDED, why, after));
        } else if (base != null) {
          String why = whyNow.isEmpty() ? UNKNOWN_DROPPED : whyNow.lastEntry().getValue();
          out.output(change(both.getKey(), folder, VersionChange.DROPPED, why, base));
        }
      }
    }

    private static String changedFields(JsonNode base, JsonNode after) {
      TreeSet<String> names = new TreeSet<>();
      base.path("fields").fieldNames().forEachRemaining(names::add);
      after.path("fields").fieldNames().forEachRemaining(names::add);
      names.removeIf(
          name -> base.path("fields").path(name).equals(after.path("fields").path(name)));
      return String.join(", ", names);
    }

    private static VersionChange change(
        String id, String folder, String kind, String why, JsonNode digest) {
      List<String> instructions = new ArrayList<>();
      digest.path("instructions").forEach(instruction -> instructions.add(instruction.asText()));
      return VersionChange.builder()
          .setId(id)
          .setFolder(folder)
          .setKind(kind)
          .setWhy(why)
          .setInstructionIds(instructions)
          .setText(digest.path("text").asText())
          .build();
    }
  }

  /** Returns the changes with the fate of a row's instruction where nothing else tells its own. */
  static PCollection<VersionChange> explained(PCollection<VersionChange> changes) {
    PCollectionView<Map<String, String>> instructions =
        changes
            .apply(
                "InstructionsOnly",
                Filter.by(
                    change ->
                        change.getFolder().equals(INSTRUCTIONS)
                            && !change.getKind().equals(VersionChange.SAME)))
            .apply(
                "InstructionKinds",
                MapElements.into(
                        TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.strings()))
                    .via(change -> KV.of(change.getId(), change.getKind())))
            .apply("InstructionFates", View.asMap());
    return changes.apply(
        "Explain", ParDo.of(new ExplainFn(instructions)).withSideInput("fates", instructions));
  }

  private static final class ExplainFn extends DoFn<VersionChange, VersionChange> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<Map<String, String>> instructions;

    ExplainFn(PCollectionView<Map<String, String>> instructions) {
      this.instructions = instructions;
    }

    @ProcessElement
    public void process(ProcessContext c) {
      VersionChange change = c.element();
      boolean unknown =
          change.getWhy().equals(UNKNOWN_ADDED) || change.getWhy().equals(UNKNOWN_DROPPED);
      if (unknown) {
        for (String id : change.getInstructionIds()) {
          String fate = c.sideInput(instructions).get(id);
          if (fate != null) {
            c.output(change.toBuilder().setWhy("instruction " + fate).build());
            return;
          }
        }
      }
      c.output(change);
    }
  }
}
