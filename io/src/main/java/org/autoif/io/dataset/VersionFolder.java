package org.autoif.io.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * The folder of one version of a dataset, on any Beam file system.
 *
 * <p>A version is finished when it has a manifest, which is written last; {@code LATEST} beside the
 * versions is moved after that. Each file is written whole under another name and then renamed, so
 * that a reader never sees half a file, and a repetition writes the same bytes again.
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

  /** Returns whether the version is finished. */
  public boolean isFinished() throws IOException {
    try {
      return !FileSystems.match(path(MANIFEST).toString(), EmptyMatchTreatment.DISALLOW)
          .metadata()
          .isEmpty();
    } catch (FileNotFoundException e) {
      return false;
    }
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
    MatchResult left = FileSystems.match(folder() + "**", EmptyMatchTreatment.ALLOW);
    FileSystems.delete(
        left.metadata().stream().map(MatchResult.Metadata::resourceId).toList(),
        MoveOptions.StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** Writes a file of this version. */
  public void write(String name, byte[] bytes) throws IOException {
    put(path(name), path(".tmp-" + name.replace('/', '-')), bytes);
  }

  /** Makes this version the newest one; only for a finished version. */
  public void publish() throws IOException {
    ResourceId root = FileSystems.matchNewResource(output, true);
    put(
        root.resolve(LATEST, ResolveOptions.StandardResolveOptions.RESOLVE_FILE),
        root.resolve(".tmp-" + LATEST, ResolveOptions.StandardResolveOptions.RESOLVE_FILE),
        (version + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the full path of a file of this version. */
  public ResourceId path(String name) {
    ResourceId at = folder();
    String[] parts = name.split("/", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      at = at.resolve(parts[i], ResolveOptions.StandardResolveOptions.RESOLVE_DIRECTORY);
    }
    return at.resolve(parts[parts.length - 1], ResolveOptions.StandardResolveOptions.RESOLVE_FILE);
  }

  private ResourceId folder() {
    return FileSystems.matchNewResource(output, true)
        .resolve(version, ResolveOptions.StandardResolveOptions.RESOLVE_DIRECTORY);
  }

  private static void put(ResourceId to, ResourceId by, byte[] bytes) throws IOException {
    try (WritableByteChannel channel = FileSystems.create(by, "application/octet-stream")) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
    FileSystems.rename(List.of(by), List.of(to));
  }
}
