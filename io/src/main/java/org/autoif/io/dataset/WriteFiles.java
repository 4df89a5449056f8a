package org.autoif.io.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into a folder, as JSON Lines or as Parquet.
 *
 * <p>The key of a row is the start of its file's path: rows under {@code sft/train} become {@code
 * sft/train-00000-of-0000N.jsonl}, or {@code .parquet} where {@code sft} has columns. N follows
 * from the number of rows; a row's file from the hash of its id, and the rows of a file are ordered
 * by id. A key that ends in {@code .jsonl} is the path of one file itself. So equal rows give equal
 * bytes from any runner at any parallelism. Rows with equal ids are one row.
 */
public final class WriteFiles
    extends PTransform<PCollection<KV<String, Row>>, PCollection<WrittenFile>> {
  private static final long serialVersionUID = 1;
  private static final int DEFAULT_ROWS_PER_FILE = 20_000;

  private static final String LINES = ".jsonl";

  private final Folder folder;
  private final int rowsPerFile;
  private final Map<String, String> columns;

  private WriteFiles(Folder folder, int rowsPerFile, Map<String, String> columns) {
    this.folder = folder;
    this.rowsPerFile = rowsPerFile;
    this.columns = columns;
  }

  /** Returns a write into this folder, as JSON Lines with about 20,000 rows a file. */
  public static WriteFiles into(Folder folder) {
    return new WriteFiles(folder, DEFAULT_ROWS_PER_FILE, Map.of());
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
    return new WriteFiles(folder, rows, columns);
  }

  /**
   * Returns this write with Parquet in some folders.
   *
   * @param byFolder by folder, such as {@code sft}, the columns of its rows in Parquet's schema
   *     language: {@code required binary id (STRING);}
   */
  public WriteFiles withColumns(Map<String, String> byFolder) {
    return new WriteFiles(folder, rowsPerFile, Map.copyOf(byFolder));
  }

  @Override
  public PCollection<WrittenFile> expand(PCollection<KV<String, Row>> rows) {
    PCollectionView<Map<String, Long>> counts =
        rows.apply("CountRows", Count.perKey()).apply("Counts", View.asMap());
    return rows.apply(
            "ChooseFile",
            ParDo.of(new ChooseFn(rowsPerFile, columns.keySet(), counts))
                .withSideInput("counts", counts))
        .setCoder(
            KvCoder.of(
                StringUtf8Coder.of(), ((KvCoder<String, Row>) rows.getCoder()).getValueCoder()))
        .apply("GroupByFile", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteFn(folder, columns)));
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static final class ChooseFn extends DoFn<KV<String, Row>, KV<String, Row>> {
    private static final long serialVersionUID = 1;

    private final int rowsPerFile;
    private final HashSet<String> parquet;
    private final PCollectionView<Map<String, Long>> counts;

    ChooseFn(int rowsPerFile, Set<String> parquet, PCollectionView<Map<String, Long>> counts) {
      this.rowsPerFile = rowsPerFile;
      this.parquet = new HashSet<>(parquet);
      this.counts = counts;
    }

    @ProcessElement
    public void process(ProcessContext c) {
      String prefix = c.element().getKey();
      Row row = c.element().getValue();
      if (prefix.endsWith(LINES)) {
        c.output(KV.of(prefix, row));
        return;
      }
      long rows = c.sideInput(counts).getOrDefault(prefix, 1L);
      long files = Math.max(1, (rows + rowsPerFile - 1) / rowsPerFile);
      long file = Ids.number("file", row.getId()) % files;
      String format = parquet.contains(folder(prefix)) ? InputFiles.PARQUET : LINES;
      c.output(
          KV.of(String.format(Locale.ROOT, "%s-%05d-of-%05d%s", prefix, file, files, format), row));
    }
  }

  private static final class WriteFn extends DoFn<KV<String, Iterable<Row>>, WrittenFile> {
    private static final long serialVersionUID = 1;

    private final Folder folder;
    private final Map<String, String> columns;
    private final Counter files = Metrics.counter(WriteFiles.class, "files");
    private final Counter rows = Metrics.counter(WriteFiles.class, "rows");

    WriteFn(Folder folder, Map<String, String> columns) {
      this.folder = folder;
      this.columns = columns;
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<Row>> file, OutputReceiver<WrittenFile> out)
        throws IOException {
      TreeMap<String, String> lines = new TreeMap<>();
      for (Row row : file.getValue()) {
        lines.merge(row.getId(), row.getJson(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
      }
      byte[] bytes = bytes(columns.get(folder(file.getKey())), lines.values());
      folder.write(file.getKey(), bytes);
      files.inc();
      rows.inc(lines.size());
      out.output(
          WrittenFile.builder()
              .setPath(file.getKey())
              .setRows(lines.size())
              .setBytes(bytes.length)
              .setSha256(Ids.sha256(bytes))
              .build());
    }

    private static byte[] bytes(@Nullable String columns, Collection<String> lines)
        throws IOException {
      if (columns != null) {
        return ParquetRows.write(columns, lines);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (String line : lines) {
        bytes.write(line.getBytes(StandardCharsets.UTF_8));
        bytes.write('\n');
      }
      return bytes.toByteArray();
    }
  }
}
