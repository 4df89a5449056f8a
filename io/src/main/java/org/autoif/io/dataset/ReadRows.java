package org.autoif.io.dataset;

import java.io.IOException;
import java.io.InputStream;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Reads files into records, a file at a time: their layouts cannot be cut, but several files are
 * read side by side. Reading again yields the same records. A part that cannot be read fails the
 * job with an {@link InputException}; commands look through their inputs first.
 *
 * @param <T> the records
 */
public final class ReadRows<T> extends PTransform<PBegin, PCollection<T>> {
  private static final long serialVersionUID = 1;

  private final String pattern;
  private final DoFn<MatchResult.Metadata, T> read;

  private final EmptyMatchTreatment nothing;

  private ReadRows(
      String pattern, DoFn<MatchResult.Metadata, T> read, EmptyMatchTreatment nothing) {
    this.pattern = pattern;
    this.read = read;
    this.nothing = nothing;
  }

  /** Returns a read of user queries; see {@link QueryFile} for the layouts and the field. */
  public static ReadRows<String> queries(String pattern, @Nullable String field) {
    return new ReadRows<>(pattern, new QueryFn(field), EmptyMatchTreatment.DISALLOW);
  }

  /**
   * Returns a read of JSON rows, each with a key of its own: the line on which it ends, in eight
   * digits; for the second and later ones of a line {@code -} and the number in the line after it;
   * and before it, where the pattern can match several files, the file below the pattern's folder
   * and {@code :}. In a file, the order of the keys is that of the rows.
   */
  public static ReadRows<KV<String, String>> json(String pattern) {
    return new ReadRows<>(pattern, new JsonFn(pattern), EmptyMatchTreatment.DISALLOW);
  }

  /** Returns this read, which then yields nothing where no file matches, instead of failing. */
  public ReadRows<T> whereThereAreAny() {
    return new ReadRows<>(pattern, read, EmptyMatchTreatment.ALLOW);
  }

  @Override
  public PCollection<T> expand(PBegin begin) {
    return begin
        .apply("Match", FileIO.match().filepattern(pattern).withEmptyMatchTreatment(nothing))
        .apply("Read", ParDo.of(read));
  }

  private static final class QueryFn extends DoFn<MatchResult.Metadata, String> {
    private static final long serialVersionUID = 1;

    private final @Nullable String field;

    QueryFn(@Nullable String field) {
      this.field = field;
    }

    @ProcessElement
    public void process(@Element MatchResult.Metadata file, OutputReceiver<String> out)
        throws IOException {
      try (InputStream in = InputFiles.open(file)) {
        QueryFile.read(in, file.resourceId().toString(), field, out::output);
      }
    }
  }

  private static final class JsonFn extends DoFn<MatchResult.Metadata, KV<String, String>> {
    private static final long serialVersionUID = 1;

    private final String pattern;

    JsonFn(String pattern) {
      this.pattern = pattern;
    }

    @ProcessElement
    public void process(@Element MatchResult.Metadata file, OutputReceiver<KV<String, String>> out)
        throws IOException {
      RowKeys keys = new RowKeys(InputFiles.prefix(pattern, file));
      try (InputStream in = InputFiles.open(file)) {
        InputFiles.values(
            in,
            file.resourceId().toString(),
            (line, row) -> out.output(KV.of(keys.next(line), row.toString())));
      }
    }
  }

  /** The keys of a file's rows. */
  private static final class RowKeys {
    private final String prefix;
    private int line;
    private int inLine;

    RowKeys(String prefix) {
      this.prefix = prefix;
    }

    /** Returns the key of the next row, which ends on this line. */
    String next(int at) {
      inLine = at == line ? inLine + 1 : 1;
      line = at;
      String key = String.format("%s%08d", prefix, at);
      return inLine == 1 ? key : String.format("%s-%08d", key, inLine);
    }
  }
}
