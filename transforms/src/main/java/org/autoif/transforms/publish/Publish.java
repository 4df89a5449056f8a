package org.autoif.transforms.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.schemas.NoSuchSchemaException;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.dataset.Row;
import org.autoif.io.dataset.VersionFolder;
import org.autoif.io.dataset.WriteFiles;
import org.autoif.io.dataset.WrittenFile;
import org.autoif.io.llm.Usage;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Failure;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.RewardProbe;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.SftExample;
import org.autoif.transforms.publish.export.JsonlRows;
import org.autoif.transforms.publish.export.LlamaFactoryInfo;
import org.autoif.transforms.publish.export.RewardPackage;
import org.autoif.transforms.publish.export.Table;
import org.autoif.transforms.publish.export.TableFiles;
import org.autoif.transforms.publish.export.Tables;
import org.autoif.transforms.publish.report.Report;
import org.autoif.transforms.respond.NoAnswers;
import org.autoif.transforms.step.StepCounts;
import org.autoif.transforms.train.Split;
import org.jspecify.annotations.Nullable;

/**
 * Writes a version of the dataset: rows, side rows, dataset card, dataset_info.json, report.html,
 * then manifest.json as the mark that it is finished, then LATEST, unless it has fewer rows than it
 * must. With a base version also diff.json.
 *
 * <p>The manifest is written when every other file is there, so that a reader who follows LATEST
 * never sees half a dataset. It names every file but report.html, which is made from the others and
 * shows the manifest. Doing it again writes the same bytes again. Yields the manifest.
 */
public final class Publish extends PTransform<PCollectionTuple, PCollection<String>> {
  private static final long serialVersionUID = 1;

  /** Supervised fine-tuning rows; may be left out. */
  public static final TupleTag<SftExample> SFT = new TupleTag<>() {};

  /** Preference rows. */
  public static final TupleTag<PreferencePair> DPO = new TupleTag<>() {};

  /** Verifiable-reward rows. */
  public static final TupleTag<RewardTask> RLVR = new TupleTag<>() {};

  /** Verified instructions. */
  public static final TupleTag<Constraint> INSTRUCTIONS = new TupleTag<>() {};

  /** What tricks earn; may be left out. */
  public static final TupleTag<RewardProbe> PROBES = new TupleTag<>() {};

  /** What the method refused. */
  public static final TupleTag<Rejection> REJECTED = new TupleTag<>() {};

  /** What broke. */
  public static final TupleTag<Failure> FAILED = new TupleTag<>() {};

  /** Records kept by step. */
  public static final TupleTag<KV<String, Long>> KEPT = new TupleTag<>() {};

  /** What chat calls cost. */
  public static final TupleTag<Usage> USAGE = new TupleTag<>() {};

  private final Publication to;
  private final RunInfo run;

  private Publish(Publication to, RunInfo run) {
    this.to = to;
    this.run = run;
  }

  /** Returns a step that writes a version. */
  public static Publish to(Publication to, RunInfo run) {
    return new Publish(to, run);
  }

  @Override
  public PCollection<String> expand(PCollectionTuple in) {
    Tables tables = Tables.of(to.exports());
    PCollectionList<KV<String, Row>> parts = PCollectionList.empty(in.getPipeline());
    if (in.has(SFT)) {
      parts = parts.and(rows("Sft", in.get(SFT), on(tables.examples(), Split::instructions)));
    }
    PCollection<KV<String, Row>> rows =
        parts
            .and(rows("Dpo", in.get(DPO), on(tables.pairs(), Split::instructions)))
            .and(rows("Rlvr", in.get(RLVR), on(tables.tasks(), Split::instructions)))
            .and(
                rows(
                    "Instructions",
                    in.get(INSTRUCTIONS),
                    r -> List.of(KV.of("instructions/part", JsonlRows.instruction(r)))))
            .and(
                rows(
                    "Rejected",
                    in.get(REJECTED),
                    r ->
                        List.of(
                            KV.of("rejected/" + r.getStep() + "/part", JsonlRows.rejection(r)))))
            .and(
                rows(
                    "Failures",
                    in.get(FAILED),
                    r -> List.of(KV.of("failures/part", JsonlRows.failure(r)))))
            .apply("AllRows", Flatten.pCollections());
    PCollectionList<KV<String, Row>> written = PCollectionList.of(rows);
    if (in.has(PROBES)) {
      written =
          written.and(
              rows(
                  "Probes",
                  in.get(PROBES),
                  r -> List.of(KV.of("probe.jsonl", JsonlRows.probe(r)))));
    }
    PCollectionView<Map<String, Long>> tricks = TrickCounts.of(in, PROBES);
    PCollectionView<List<WrittenFile>> files =
        written
            .apply("WithProbes", Flatten.pCollections())
            .apply(
                "WriteRows",
                WriteFiles.into(to.folder().folder())
                    .withRowsPerFile(to.rowsPerFile())
                    .withColumns(tables.parquet(to.parquet())))
            .apply("Files", View.asList());
    StepViews steps = StepViews.of(in.get(KEPT), in.get(REJECTED), in.get(FAILED), in.get(USAGE));
    PCollectionView<Map<String, String>> words = NoAnswers.words(in.get(FAILED));
    VersionDiff.Views changes =
        VersionDiff.views(
            rows,
            to.base() == null ? null : new VersionFolder(to.folder().output(), to.base()).folder());
    return in.getPipeline()
        .apply("Once", Create.of(to.folder().version()))
        .apply(
            "Commit",
            ParDo.of(new CommitFn(to, run, files, steps, words, tricks, changes))
                .withSideInputs(files, words, tricks, changes.counts(), changes.instructions())
                .withSideInputs(steps.all()));
  }

  /**
   * JsonlRows in each of these layouts, on the side of the split that a record's instructions are
   * on.
   */
  private <T> SerializableFunction<T, List<KV<String, Row>>> on(
      List<Table<T>> tables, SerializableFunction<T, List<String>> instructions) {
    Split split = to.split();
    return record -> {
      String side = split.side(instructions.apply(record));
      if (side == null) {
        throw new IllegalStateException("HoldOut lets no row through that is on both sides");
      }
      List<KV<String, Row>> rows = new ArrayList<>();
      for (Table<T> table : tables) {
        table.layout().rows(record, side).forEach(row -> rows.add(KV.of(table.path(side), row)));
      }
      return rows;
    };
  }

  private static <T> PCollection<KV<String, Row>> rows(
      String name, PCollection<T> records, SerializableFunction<T, List<KV<String, Row>>> rows) {
    try {
      return records
          .apply(
              name,
              FlatMapElements.into(
                      TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptor.of(Row.class)))
                  .via(rows))
          .setCoder(
              KvCoder.of(
                  StringUtf8Coder.of(),
                  records.getPipeline().getSchemaRegistry().getSchemaCoder(Row.class)));
    } catch (NoSuchSchemaException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class CommitFn extends DoFn<String, String> {
    private static final long serialVersionUID = 1;

    private final Publication to;
    private final RunInfo run;
    private final PCollectionView<List<WrittenFile>> files;
    private final StepViews steps;
    private final PCollectionView<Map<String, String>> words;
    private final PCollectionView<Map<String, Long>> tricks;
    private final VersionDiff.Views changes;

    CommitFn(
        Publication to,
        RunInfo run,
        PCollectionView<List<WrittenFile>> files,
        StepViews steps,
        PCollectionView<Map<String, String>> words,
        PCollectionView<Map<String, Long>> tricks,
        VersionDiff.Views changes) {
      this.to = to;
      this.run = run;
      this.files = files;
      this.steps = steps;
      this.words = words;
      this.tricks = tricks;
      this.changes = changes;
    }

    @ProcessElement
    public void process(ProcessContext c) throws IOException {
      Map<String, StepCounts> counts = steps.byStep(run.steps(), c);
      if (!to.answerless()) {
        NoAnswers.check(counts, c.sideInput(words));
      }
      ObjectNode manifest =
          Manifest.of(to.folder().version(), run, counts, new ArrayList<>(c.sideInput(files)));
      TrickCounts.into(manifest, c.sideInput(tricks));
      ObjectNode diff = diff(c);
      if (diff != null) {
        byte[] bytes = write("diff.json", diff.toPrettyString() + "\n");
        Manifest.addFile(manifest, "diff.json", bytes);
      }
      List<TableFiles> tables = TableFiles.of(manifest);
      if (tables.stream().anyMatch(t -> t.folder().equals(Table.RLVR.folder()))) {
        for (Map.Entry<String, byte[]> file : RewardPackage.files(run.sandbox()).entrySet()) {
          to.folder().folder().write(file.getKey(), file.getValue());
          Manifest.addFile(manifest, file.getKey(), file.getValue());
        }
      }
      byte[] card = write("README.md", DatasetCard.readme(run, manifest, diff));
      byte[] info = write("dataset_info.json", LlamaFactoryInfo.of(tables).toPrettyString() + "\n");
      Manifest.addFile(manifest, "README.md", card);
      Manifest.addFile(manifest, "dataset_info.json", info);
      List<String> tooFew = Manifest.tooFew(manifest, to.leastRows());
      if (tooFew.isEmpty()) {
        to.folder().announce();
      } else {
        tooFew.forEach(manifest.putArray("unpublished")::add);
      }
      String text = manifest.toPrettyString() + "\n";
      Report.write(to.folder().folder(), text, Report.ROWS);
      write(VersionFolder.MANIFEST, text);
      if (tooFew.isEmpty()) {
        to.publish();
      }
      c.output(manifest.toString());
    }

    private @Nullable ObjectNode diff(ProcessContext c) {
      String base = to.base();
      return base == null
          ? null
          : VersionDiff.json(
              base, c.sideInput(changes.counts()), c.sideInput(changes.instructions()));
    }

    private byte[] write(String name, String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      to.folder().folder().write(name, bytes);
      return bytes;
    }
  }
}
