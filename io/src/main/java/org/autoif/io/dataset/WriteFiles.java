package org.autoif.io.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.autoif.io.record.Ids;

/**
 * Writes rows as JSON Lines into a folder.
 *
 * <p>The key of a row is the start of its file's path: rows under {@code sft/train} become {@code
 * sft/train-00000-of-0000N.jsonl}. N follows from the number of rows; a row's file from the hash of
 * its id, and the rows of a file are ordered by id. So equal rows give equal bytes from any runner
 * at any parallelism. Rows with equal ids are one row.
 */
public final class WriteFiles
    extends PTransform<PCollection<KV<String, Row>>, PCollection<WrittenFile>> {
  private static final long serialVersionUID = 1;
  private static final int DEFAULT_ROWS_PER_FILE = 20_000;

  private final Folder folder;
  private final int rowsPerFile;

  private WriteFiles(Folder folder, int rowsPerFile) {
    this.folder = folder;
    this.rowsPerFile = rowsPerFile;
  }

  /** Returns a write into this folder, with about 20,000 rows a file. */
  public static WriteFiles into(Folder folder) {
    return new WriteFiles(folder, DEFAULT_ROWS_PER_FILE);
  }

  /**
   * Returns this write with another number of rows a file, on average. A file is held in memory
   * while it is written.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public WriteFiles withRowsPerFile(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("rowsPerFile " + rows + ": must be at least 1");
    }
    return new WriteFiles(folder, rows);
  }

  @Override
  public PCollection<WrittenFile> expand(PCollection<KV<String, Row>> rows) {
    PCollectionView<Map<String, Long>> counts =
        rows.apply("CountRows", Count.perKey()).apply("Counts", View.asMap());
    return rows.apply(
            "ChooseFile",
            ParDo.of(new ChooseFn(rowsPerFile, counts)).withSideInput("counts", counts))
        .setCoder(
            KvCoder.of(
                StringUtf8Coder.of(), ((KvCoder<String, Row>) rows.getCoder()).getValueCoder()))
        .apply("GroupByFile", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteFn(folder)));
  }

  private static final class ChooseFn extends DoFn<KV<String, Row>, KV<String, Row>> {
    private static final long serialVersionUID = 1;

    private final int rowsPerFile;
    private final PCollectionView<Map<String, Long>> counts;

    ChooseFn(int rowsPerFile, PCollectionView<Map<String, Long>> counts) {
      this.rowsPerFile = rowsPerFile;
      this.counts = counts;
    }

    @ProcessElement
    public void process(ProcessContext c) {
      String prefix = c.element().getKey();
      Row row = c.element().getValue();
      long rows = c.sideInput(counts).getOrDefault(prefix, 1L);
      long files = Math.max(1, (rows + rowsPerFile - 1) / rowsPerFile);
      long file = Ids.number("file", row.getId()) % files;
      c.output(KV.of(String.format("%s-%05d-of-%05d.jsonl", prefix, file, files), row));
    }
  }

  private static final class WriteFn extends DoFn<KV<String, Iterable<Row>>, WrittenFile> {
    private static final long serialVersionUID = 1;

    private final Folder folder;
    private final Counter files = Metrics.counter(WriteFiles.class, "files");
    private final Counter rows = Metrics.counter(WriteFiles.class, "rows");

    WriteFn(Folder folder) {
      this.folder = folder;
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<Row>> file, OutputReceiver<WrittenFile> out)
        throws IOException {
      TreeMap<String, String> lines = new TreeMap<>();
      for (Row row : file.getValue()) {
        lines.merge(row.getId(), row.getJson(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (String line : lines.values()) {
        bytes.write(line.getBytes(StandardCharsets.UTF_8));
        bytes.write('\n');
      }
      folder.write(file.getKey(), bytes.toByteArray());
      files.inc();
      rows.inc(lines.size());
      out.output(
          WrittenFile.builder()
              .setPath(file.getKey())
              .setRows(lines.size())
              .setBytes(bytes.size())
              .setSha256(Ids.sha256(bytes.toByteArray()))
              .build());
    }
  }
}
