package org.autoif.io.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MetadataCoderV2;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Reads files into records, a file at a time: their layouts cannot be cut, but several files are
 * read side by side. Reading again yields the same records. A part that cannot be read fails the
 * job with an {@link InputException}; commands look through their inputs first, and tell of the
 * rows that give no query.
 *
 * @param <T> the records
 */
public final class ReadRows<T> extends PTransform<PBegin, PCollection<T>> {
  private static final long serialVersionUID = 1;

  private final String pattern;
  private final DoFn<MatchResult.Metadata, T> read;

  private final boolean mayBeEmpty;

  private ReadRows(String pattern, DoFn<MatchResult.Metadata, T> read, boolean mayBeEmpty) {
    this.pattern = pattern;
    this.read = read;
    this.mayBeEmpty = mayBeEmpty;
  }

  /** Returns a read of user queries; see {@link QueryFile} for the layouts and the field. */
  public static ReadRows<String> queries(String pattern, @Nullable String field) {
    return new ReadRows<>(pattern, new QueryFn(field), false);
  }

  /**
   * Returns a read of JSON rows, each with a key of its own: the line on which it ends, in eight
   * digits; for the second and later ones of a line {@code -} and the number in the line after it;
   * and before it, where the pattern can match several files, the file below the pattern's folder
   * and {@code :}. In a file, the order of the keys is that of the rows.
   */
  public static ReadRows<KV<String, String>> json(String pattern) {
    return new ReadRows<>(pattern, new JsonFn(pattern), false);
  }

  /** Returns this read, which then yields nothing where no file matches, instead of failing. */
  public ReadRows<T> whereThereAreAny() {
    return new ReadRows<>(pattern, read, true);
  }

  @Override
  public PCollection<T> expand(PBegin begin) {
    return begin
        .apply("Pattern", Create.of(pattern))
        .apply("Match", ParDo.of(new MatchFn(mayBeEmpty)))
        .setCoder(MetadataCoderV2.of())
        .apply("SideBySide", Reshuffle.viaRandomKey())
        .apply("Read", ParDo.of(read));
  }

  /** Finds the files of a pattern, as the commands that look through them first do. */
  private static final class MatchFn extends DoFn<String, MatchResult.Metadata> {
    private static final long serialVersionUID = 1;

    private final boolean mayBeEmpty;

    MatchFn(boolean mayBeEmpty) {
      this.mayBeEmpty = mayBeEmpty;
    }

    @ProcessElement
    public void process(@Element String pattern, OutputReceiver<MatchResult.Metadata> out) {
      InputFiles.find(pattern, mayBeEmpty).forEach(out::output);
    }
  }

  /** Tells nobody: a command has counted and shown these rows when it looked through the files. */
  private static final class QuietlyLeftOut implements QueryFile.LeftOut {
    @Override
    public void empty(int line, String reason) {}

    @Override
    public void bad(int line, String reason) {}
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
        QueryFile.read(
            in, file.resourceId().toString(), field, false, out::output, new QuietlyLeftOut());
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
            (line, row) -> out.output(KV.of(keys.next(line), InputFiles.whole(row.toString()))));
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
      String key = String.format(Locale.ROOT, "%s%08d", prefix, at);
      return inLine == 1 ? key : String.format(Locale.ROOT, "%s-%08d", key, inLine);
    }
  }
}
