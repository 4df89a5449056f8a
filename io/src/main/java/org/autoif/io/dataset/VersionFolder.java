package org.autoif.io.dataset;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

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

  /** Name of the file that names the newest finished version. */
  public static final String LATEST = "LATEST";

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

  /** Makes this version the newest one; only for a finished version. */
  public void publish() throws IOException {
    new Folder(output).write(LATEST, (version + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
