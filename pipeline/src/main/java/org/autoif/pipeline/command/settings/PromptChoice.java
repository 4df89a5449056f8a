package org.autoif.pipeline.command.settings;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.InputException;
import org.autoif.io.dataset.InputFiles;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.PromptOptions;
import org.autoif.transforms.step.prompt.Prompts;

/** How models are asked. */
public final class PromptChoice {
  private PromptChoice() {}

  /** Returns the bundled prompts with those of a folder in their place. */
  public static Prompts of(PromptOptions options) throws IOException {
    String folder = options.getPrompts();
    if (folder == null) {
      return Prompts.bundled();
    }
    Arguments.path("--prompts", folder);
    Map<String, String> texts = new HashMap<>();
    try {
      List<MatchResult.Metadata> files = new Folder(folder).list("*.txt");
      if (files.isEmpty()) {
        throw new InputException("no file matches '" + folder + "/*.txt'");
      }
      for (MatchResult.Metadata file : files) {
        texts.put(
            String.valueOf(file.resourceId().getFilename()),
            InputFiles.readText(file.resourceId().toString()).replace("\r\n", "\n"));
      }
      return Prompts.of(texts);
    } catch (InputException | IllegalArgumentException e) {
      throw new UsageException("--prompts='" + folder + "': " + e.getMessage());
    }
  }
}
