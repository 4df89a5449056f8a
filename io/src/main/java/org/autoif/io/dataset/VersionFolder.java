package org.autoif.io.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.autoif.io.record.Json;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one version of a dataset.
 *
 * <p>A version is finished when it has a manifest, which is written last; {@code LATEST} beside the
 * versions is moved after that.
 *
 * @param output the folder that holds all versions
 * @param version name of the version
 */
public record VersionFolder(String output, String version) implements Serializable {
  /** Name of the file that marks a version as finished. */
  public static final String MANIFEST = "manifest.json";

  /** What a manifest says of its format. */
  public static final String FORMAT = "autoif-dataset/1";

  /** Name of the file that names the newest finished version. */
  public static final String LATEST = "LATEST";

  /** Name of the file that names a version from before it is finished until it is published. */
  private static final String DUE = ".autoif.due";

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if the version is not a plain folder name
   */
  public VersionFolder {
    if (!version.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || version.equals(LATEST)) {
      throw new IllegalArgumentException(
          "version '" + version + "': letters, digits, '.', '_' and '-' are allowed");
    }
  }

  /** Returns the folder itself. */
  public Folder folder() {
    return new Folder(output).child(version);
  }

  /** Returns whether the version is finished. */
  public boolean isFinished() throws IOException {
    return folder().has(MANIFEST);
  }

  /**
   * Deletes what an interrupted run left of this version.
   *
   * @throws IllegalStateException if the version is finished
   */
  public void clear() throws IOException {
    if (isFinished()) {
      throw new IllegalStateException("version " + version + " is finished");
    }
    folder().delete("**");
  }

  /**
   * Says that this version is to be published as soon as it is finished. What a run leaves undone
   * that ends between the two is known by it: see {@link #isDue}.
   */
  public void announce() throws IOException {
    new Folder(output).write(DUE, line());
  }

  /** Makes this version the newest one; only for a finished version. */
  public void publish() throws IOException {
    Folder folder = new Folder(output);
    folder.write(LATEST, line());
    folder.delete(DUE);
  }

  /**
   * Returns whether this version is finished and was to be published, but its run ended before it
   * was, and no other version has come to that point since.
   */
  public boolean isDue() throws IOException {
    return version.equals(read(output, DUE)) && isFinished();
  }

  private byte[] line() {
    return (version + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String read(String output, String name) throws IOException {
    Folder folder = new Folder(output);
    return folder.has(name) ? InputFiles.readText(folder.file(name).toString()).strip() : null;
  }

  /** Returns the name of the newest published version in {@code output}; null if there is none. */
  public static @Nullable String latest(String output) throws IOException {
    return read(output, LATEST);
  }

  /**
   * Returns the finished version of this name in {@code output}; null if there is none, or there
   * can be none of that name.
   */
  public static @Nullable VersionFolder finished(String output, @Nullable String name)
      throws IOException {
    try {
      VersionFolder version = name == null ? null : new VersionFolder(output, name);
      return version != null && version.isFinished() ? version : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns the manifest of this version; only for a finished one. */
  public ObjectNode manifest() throws IOException {
    return Json.read(InputFiles.readText(folder().file(MANIFEST).toString()), ObjectNode.class);
  }

  /**
   * Deletes finished versions beside this one, the oldest first by when they were finished, until
   * {@code keep} are left. This version and the one that {@code LATEST} names stay in any case, and
   * so does whatever has no manifest of ours or a name that no version can have.
   *
   * @return the names of those that were deleted
   */
  public List<String> deleteOlder(int keep) throws IOException {
    List<Finished> others = new ArrayList<>();
    String latest = latest(output);
    int kept = 1;
    for (MatchResult.Metadata manifest : new Folder(output).list("*/" + MANIFEST)) {
      String name = manifest.resourceId().getCurrentDirectory().getFilename();
      VersionFolder other = finished(output, name);
      if (other == null || other.equals(this)) {
        continue; // "v1 (backup)" can be no version of ours
      }
      if (other.version().equals(latest)) {
        kept++;
      } else if (InputFiles.readText(manifest.resourceId().toString()).contains(FORMAT)) {
        others.add(new Finished(manifest.lastModifiedMillis(), other.version()));
      }
    }
    others.sort(Comparator.comparing(Finished::at).thenComparing(Finished::name).reversed());
    List<String> deleted = new ArrayList<>();
    for (Finished old :
        others.subList(Math.min(others.size(), Math.max(0, keep - kept)), others.size())) {
      new VersionFolder(output, old.name()).folder().deleteAll(MANIFEST);
      deleted.add(old.name());
    }
    return deleted;
  }

  private record Finished(long at, String name) {}
}
