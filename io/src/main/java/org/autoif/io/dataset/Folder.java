package org.autoif.io.dataset;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * A folder on any Beam file system. A file is written whole under another name and then renamed: a
 * reader never sees half of it, and writing it again replaces it.
 *
 * @param path the folder, in the words of its file system
 */
public record Folder(String path) implements Serializable {

  /** Writes a file; slashes in {@code name} are folders. */
  public void write(String name, byte[] bytes) throws IOException {
    ResourceId by = file(".tmp-" + name.replace('/', '-'));
    try (WritableByteChannel channel = FileSystems.create(by, "application/octet-stream")) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
    FileSystems.rename(List.of(by), List.of(file(name)));
  }

  /** Returns the full path of a file; slashes in {@code name} are folders. */
  public ResourceId file(String name) {
    ResourceId at = root();
    String[] parts = name.split("/", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      at = at.resolve(parts[i], ResolveOptions.StandardResolveOptions.RESOLVE_DIRECTORY);
    }
    return at.resolve(parts[parts.length - 1], ResolveOptions.StandardResolveOptions.RESOLVE_FILE);
  }

  /** Returns the folder {@code name} in this one. */
  public Folder child(String name) {
    return new Folder(
        root().resolve(name, ResolveOptions.StandardResolveOptions.RESOLVE_DIRECTORY).toString());
  }

  /** Returns whether a file matches; {@code *} stands for any characters of a name. */
  public boolean has(String pattern) throws IOException {
    return !match(pattern).isEmpty();
  }

  /** Deletes every file that matches; {@code **} stands for any characters, folders included. */
  public void delete(String pattern) throws IOException {
    FileSystems.delete(match(pattern), MoveOptions.StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /**
   * Deletes every file in it, its manifest first so that nobody takes what is left for a whole
   * version, and on a local disk the folders too.
   */
  void deleteAll() throws IOException {
    delete(VersionFolder.MANIFEST);
    delete("**");
    if (root().getScheme().equals("file")) {
      try (Stream<Path> folders = Files.walk(Path.of(root().toString()))) {
        for (Path folder : folders.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(folder);
        }
      }
    }
  }

  private List<ResourceId> match(String pattern) throws IOException {
    return list(pattern).stream().map(MatchResult.Metadata::resourceId).toList();
  }

  List<MatchResult.Metadata> list(String pattern) throws IOException {
    return FileSystems.match(root() + pattern, EmptyMatchTreatment.ALLOW).metadata();
  }

  private ResourceId root() {
    return FileSystems.matchNewResource(path, true);
  }
}
