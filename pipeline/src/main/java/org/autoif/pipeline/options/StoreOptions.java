package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Where finished completions are kept. The password itself is never an option. */
public interface StoreOptions extends PipelineOptions {
  @Description(
      "Where finished completions are kept, so that none is paid for twice: jdbc:sqlite:FILE on"
          + " one machine, jdbc:postgresql://HOST/DATABASE?user=NAME for many, or none; by default"
          + " completions.sqlite in the folder of --output.")
  @Nullable String getCompletionStore();

  void setCompletionStore(@Nullable String completionStore);

  @Description(
      "Environment variable that holds the store's password, on every worker; by default"
          + " PGPASSWORD, then the file ~/.pgpass.")
  @Nullable String getCompletionStorePasswordEnv();

  void setCompletionStorePasswordEnv(@Nullable String completionStorePasswordEnv);

  @Description(
      "File that holds the store's password, on every worker; used when"
          + " --completionStorePasswordEnv is not given.")
  @Nullable String getCompletionStorePasswordFile();

  void setCompletionStorePasswordFile(@Nullable String completionStorePasswordFile);
}
