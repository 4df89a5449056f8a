package org.autoif.pipeline.command.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.VersionFolder;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command.JobFailedException;
import org.autoif.pipeline.command.line.Command.StoppedException;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.command.settings.VersionSettings;
import org.autoif.transforms.publish.Publication;
import org.jspecify.annotations.Nullable;

/** Reads from the options which version is written, what it is compared to, and when it counts. */
public final class Versions {
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

  /** What the settings of a round of online DPO have, and those of a synthesis have not. */
  public static final String DATASET = "dataset";

  private static final String NONE = "none";

  private Versions() {}

  /**
   * Returns what is written.
   *
   * @param rows folders of the rows that the method makes, of which there must be one by default
   * @param answerless whether a version counts in which a step got no answer at all
   */
  public static Publication publication(VersionSettings given, Set<String> rows, boolean answerless)
      throws IOException {
    String output = Arguments.required("output", given.output());
    OutputFolders.check(output);
    String name =
        given.name() == null ? ZonedDateTime.now(ZoneOffset.UTC).format(NAME) : given.name();
    VersionFolder folder = Arguments.checked(() -> new VersionFolder(output, name));
    if (folder.isFinished() && !folder.isDue()) {
      throw new UsageException(
          "--version='" + name + "' is finished in " + output + ": choose another");
    }
    String base = base(output, given.base());
    return Arguments.checked(
        () ->
            Publication.of(folder).toBuilder()
                .setRowsPerFile(given.rowsPerFile())
                .setParquet(given.parquet())
                .setSplit(given.split())
                .setExports(given.exports())
                .setBase(base)
                .setLeastRows(
                    Map.of(
                        "sft", least(given.minSft(), rows.contains("sft")),
                        "dpo", least(given.minDpo(), rows.contains("dpo"))))
                .setAnswerless(answerless)
                .setKeepVersions(given.keepVersions())
                .build());
  }

  private static int least(@Nullable Integer given, boolean made) {
    return given == null ? (made ? 1 : 0) : given;
  }

  private static @Nullable String base(String output, @Nullable String given) throws IOException {
    if (NONE.equals(given)) {
      return null;
    }
    // A LATEST whose version is gone tells nothing to compare to.
    String name = given == null ? VersionFolder.latest(output) : given;
    VersionFolder base = VersionFolder.finished(output, name);
    if (base == null && given != null) {
      throw new UsageException(
          "--baseVersion='"
              + given
              + "' is no finished version in "
              + output
              + ": name one, or none");
    }
    return base == null ? null : base.version();
  }

  /** Returns the manifest of the newest finished version; a missing node if there is none. */
  public static JsonNode latestManifest(String output) throws IOException {
    String version = VersionFolder.latest(Arguments.path("--output", output));
    VersionFolder latest = VersionFolder.finished(output, version);
    try {
      return latest == null ? MissingNode.getInstance() : latest.manifest();
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--output='"
              + output
              + "': manifest.json of version '"
              + version
              + "', the latest, is damaged: move that version away, and LATEST");
    }
  }

  /**
   * Returns what {@link #latestManifest} does, and refuses an output whose LATEST names a version
   * of another kind: its readers would find no longer the rows that they come for.
   *
   * @param round whether a round of online DPO is to be published, which has no sft rows
   */
  public static JsonNode latestOfKind(String output, boolean round) throws IOException {
    JsonNode latest = latestManifest(output);
    if (!latest.isMissingNode() && latest.path("settings").has(DATASET) != round) {
      throw new UsageException(
          "--output='"
              + output
              + (round
                  ? "' is where datasets of synthesize are published: name another folder, or"
                      + " their readers would find a round without sft rows behind LATEST"
                  : "' is where rounds of online-dpo are published: name another folder"));
    }
    return latest;
  }

  /**
   * Returns the folder of a finished version: the one given, or the one that its LATEST names.
   *
   * @param name what the user calls the argument
   */
  public static Folder open(String name, String given) throws IOException {
    Folder folder = new Folder(Arguments.path(name, given));
    if (folder.has(VersionFolder.MANIFEST)) {
      return folder;
    }
    VersionFolder latest = VersionFolder.finished(given, VersionFolder.latest(given));
    if (latest == null) {
      throw new UsageException(
          name
              + "='"
              + given
              + "' is no finished version (it has no manifest.json), nor an output folder with one"
              + " (it has no LATEST)");
    }
    return latest.folder();
  }

  /**
   * Publishes a version whose run ended after it was finished and before LATEST named it.
   *
   * @return whether it was such a version, with which nothing else is to be done then
   */
  @SuppressWarnings("try") // the lock is held, not used
  public static boolean publishIfDue(Publication to, PrintStream out)
      throws IOException, JobFailedException {
    VersionFolder folder = to.folder();
    if (!folder.isDue()) {
      return false;
    }
    try (RunLock lock = RunLock.on(folder.output(), null)) {
      to.publish();
    }
    out.println("version " + folder.version() + " was finished already; LATEST names it now");
    return true;
  }

  /** Ends the program if a finished version was not published since it has too few rows. */
  static void checkPublished(JsonNode manifest, VersionFolder folder)
      throws IOException, StoppedException {
    List<String> lines = new ArrayList<>();
    manifest.path("unpublished").forEach(line -> lines.add(line.asText()));
    if (!lines.isEmpty()) {
      String latest = VersionFolder.latest(folder.output());
      throw new StoppedException(
          "version "
              + folder.version()
              + " is not published: "
              + String.join("; ", lines)
              + (latest == null ? "" : "; LATEST stays at " + latest),
          new IllegalStateException());
    }
  }
}
