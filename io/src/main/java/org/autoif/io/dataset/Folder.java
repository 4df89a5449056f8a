package org.autoif.io.dataset;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * A folder on any Beam file system. A file is written whole under another name and then renamed: a
 * reader never sees half of it, and writing it again replaces it. Its path is taken as it is
 * written: {@code out[1]} is that folder and not {@code out1}.
 *
 * @param path the folder, in the words of its file system
 */
public record Folder(String path) implements Serializable {

  /** Writes a file; slashes in {@code name} are folders. */
  public void write(String name, byte[] bytes) throws IOException {
    // Of this attempt alone: the one that it replaces may still be writing.
    ResourceId by = file(".tmp-" + name.replace('/', '-') + "-" + UUID.randomUUID());
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
    return !list(pattern).isEmpty();
  }

  /** Deletes every file that matches; {@code **} stands for any characters, folders included. */
  public void delete(String pattern) throws IOException {
    LiteralPaths.delete(root(), pattern);
  }

  /**
   * Deletes every file in it, and on a local disk the folders too.
   *
   * @param first the file that goes before all others, so that nobody takes the rest for whole
   */
  void deleteAll(String first) throws IOException {
    delete(first);
    if (LiteralPaths.isLocal(root())) {
      LiteralPaths.deleteTree(root());
    } else {
      delete("**");
    }
  }

  /** Returns the files that match, in the order of their names; the folder is no pattern. */
  public List<MatchResult.Metadata> list(String pattern) throws IOException {
    return LiteralPaths.list(root(), pattern);
  }

  private ResourceId root() {
    return FileSystems.matchNewResource(path, true);
  }
}
