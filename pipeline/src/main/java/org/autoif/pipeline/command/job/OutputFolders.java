package org.autoif.pipeline.command.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.autoif.io.dataset.Folder;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.UsageException;
import org.jspecify.annotations.Nullable;

/** Checks that the small commands share. */
public final class OutputFolders {
  private OutputFolders() {}

  /** Returns the output folder if no file in it starts with one of {@code prefixes}. */
  public static Folder empty(@Nullable String output, String... prefixes) throws IOException {
    String path = Arguments.required("output", output);
    check(path);
    Folder folder = new Folder(path);
    for (String prefix : prefixes) {
      if (folder.has(prefix + "-*.jsonl")) {
        throw new UsageException(
            "--output='" + path + "' has " + prefix + " already: choose another folder");
      }
    }
    return folder;
  }

  /** Ends with one line if an output on this machine cannot be made or written, or is nowhere. */
  static void check(String output) {
    ResourceId folder = FileSystems.matchNewResource(Arguments.path("--output", output), true);
    if (!folder.getScheme().equals("file")) {
      return;
    }
    Path at = Path.of(folder.toString()).toAbsolutePath();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    if (!Files.isDirectory(at)) {
      throw unwritable(output, at + " is no folder");
    }
    if (!Files.isWritable(at)) {
      throw unwritable(output, at + ": permission denied");
    }
  }

  static UsageException unwritable(String output, String why) {
    return new UsageException("--output='" + output + "' cannot be written: " + why);
  }
}
