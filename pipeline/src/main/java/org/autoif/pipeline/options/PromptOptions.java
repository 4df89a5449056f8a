package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The wording of questions to models. */
public interface PromptOptions extends PipelineOptions {
  @Description("Folder with prompt templates that replace the bundled ones of the same name.")
  @Nullable String getPrompts();

  void setPrompts(@Nullable String prompts);
}
