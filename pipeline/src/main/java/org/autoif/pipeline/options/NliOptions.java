package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Who judges whether a back-translation contradicts its instruction. */
public interface NliOptions extends PipelineOptions {
  @Description(
      "Who judges entailment: llm (the judge), onnx (a model for natural-language inference on the"
          + " workers, --nliModel) or tei (such a model behind a Text Embeddings Inference server,"
          + " --nliBaseUrl).")
  @Default.String("llm")
  String getNli();

  void setNli(String nli);

  @Description(
      "With onnx: folder with model.onnx, tokenizer.json and config.json, on every worker. With"
          + " tei: name of the model that the server holds, under which answers are kept.")
  @Nullable String getNliModel();

  void setNliModel(@Nullable String nliModel);

  @Description("With tei: address of the server, without /predict.")
  @Nullable String getNliBaseUrl();

  void setNliBaseUrl(@Nullable String nliBaseUrl);

  @Description("With tei: environment variable that holds its key, on every worker.")
  @Nullable String getNliApiKeyEnv();

  void setNliApiKeyEnv(@Nullable String nliApiKeyEnv);

  @Description(
      "With tei: file that holds its key, on every worker; used when --nliApiKeyEnv is not given.")
  @Nullable String getNliApiKeyFile();

  void setNliApiKeyFile(@Nullable String nliApiKeyFile);
}
