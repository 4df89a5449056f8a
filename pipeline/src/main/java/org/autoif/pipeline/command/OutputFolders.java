package org.autoif.pipeline.command;

import java.io.IOException;
import org.autoif.io.dataset.Folder;
import org.autoif.pipeline.options.OutputOptions;

/** Checks that the small commands share. */
final class OutputFolders {
  private OutputFolders() {}

  /** Returns the output folder if no file in it starts with one of {@code prefixes}. */
  static Folder empty(OutputOptions options, String... prefixes) throws IOException {
    String path = Arguments.required("output", options.getOutput());
    Folder folder = new Folder(path);
    for (String prefix : prefixes) {
      if (folder.has(prefix + "-*.jsonl")) {
        throw new UsageException(
            "--output='" + path + "' has " + prefix + " already: choose another folder");
      }
    }
    return folder;
  }
}
