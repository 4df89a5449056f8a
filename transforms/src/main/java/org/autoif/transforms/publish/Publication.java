package org.autoif.transforms.publish;

import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.autoif.io.dataset.VersionFolder;
import org.autoif.transforms.publish.export.Export;
import org.autoif.transforms.train.Split;
import org.jspecify.annotations.Nullable;

/** Where and how {@link Publish} writes a version. */
@AutoValue
public abstract class Publication implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int DEFAULT_ROWS_PER_FILE = 20_000;

  /** The folder of the version. */
  public abstract VersionFolder folder();

  /** Rows a file, on average. */
  public abstract int rowsPerFile();

  /** Whether rows to train on are Parquet; the others are JSON Lines in any case. */
  public abstract boolean parquet();

  /** Which instructions are held out for validation. */
  public abstract Split split();

  /** In which other layouts the rows to train on are written besides. */
  public abstract List<Export> exports();

  /**
   * Name of the finished version in the same output that this one is compared to; null for none.
   */
  public abstract @Nullable String base();

  /**
   * Rows that a folder such as {@code sft} must have for the version to be published: with fewer it
   * is finished, and LATEST stays where it is.
   */
  public abstract Map<String, Integer> leastRows();

  /** Finished versions that are left when this one is published; 0 for all. */
  public abstract int keepVersions();

  /** Whether a run is finished, too, in which a step got no answer at all. */
  public abstract boolean answerless();

  /** Moves LATEST to the version, which is finished, and deletes those that are too old now. */
  public void publish() throws IOException {
    folder().publish();
    if (keepVersions() > 0) {
      folder().deleteOlder(keepVersions());
    }
  }

  /**
   * Returns a publication as JSON Lines with about 20,000 rows a file, in the main layout alone,
   * without validation rows, compared to nothing, in any case.
   */
  public static Publication of(VersionFolder folder) {
    return new AutoValue_Publication.Builder()
        .setFolder(folder)
        .setRowsPerFile(DEFAULT_ROWS_PER_FILE)
        .setParquet(false)
        .setSplit(Split.NONE)
        .setExports(List.of())
        .setLeastRows(Map.of())
        .setKeepVersions(0)
        .setAnswerless(false)
        .build();
  }

  /** Returns a builder with these values. */
  public abstract Builder toBuilder();

  /** Builds a {@link Publication}. */
  @AutoValue.Builder
  public abstract static class Builder {
    abstract Builder setFolder(VersionFolder folder);

    /** Sets the rows a file, on average; a file is held in memory while it is written. */
    public abstract Builder setRowsPerFile(int rows);

    /** Sets whether rows to train on are Parquet. */
    public abstract Builder setParquet(boolean parquet);

    /** Sets which instructions are held out for validation. */
    public abstract Builder setSplit(Split split);

    /** Sets the other layouts. */
    public abstract Builder setExports(List<Export> exports);

    /** Sets the version to compare to; null for none. */
    public abstract Builder setBase(@Nullable String base);

    /** Sets the least rows by folder. */
    public abstract Builder setLeastRows(Map<String, Integer> rows);

    /** Sets how many finished versions are kept; 0 for all. */
    public abstract Builder setKeepVersions(int versions);

    /** Sets whether a run without answers to a step is finished like others. */
    public abstract Builder setAnswerless(boolean allowed);

    abstract Publication autoBuild();

    /**
     * Returns the publication.
     *
     * @throws IllegalArgumentException if a number is out of range; the message says which
     */
    public final Publication build() {
      Publication built = autoBuild();
      least("rowsPerFile", built.rowsPerFile(), 1);
      least("keepVersions", built.keepVersions(), 0);
      built.leastRows().forEach((folder, rows) -> least("least rows of " + folder, rows, 0));
      return built;
    }

    private static void least(String name, int value, int least) {
      if (value < least) {
        throw new IllegalArgumentException(name + " " + value + ": must be at least " + least);
      }
    }
  }
}
