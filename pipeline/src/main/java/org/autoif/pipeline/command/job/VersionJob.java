package org.autoif.pipeline.command.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.util.ReleaseInfo;
import org.autoif.io.dataset.VersionFolder;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.Concession;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.record.Json;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.Command.JobFailedException;
import org.autoif.pipeline.command.settings.CardSettings;
import org.autoif.pipeline.command.settings.JobSettings;
import org.autoif.transforms.publish.RunInfo;
import org.autoif.transforms.step.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/**
 * A job that writes a version of a dataset.
 *
 * @param command the command that it is of
 * @param job where it runs
 * @param folder where it writes
 * @param store where completions are kept; null for nowhere
 * @param sandbox how functions are run
 */
public record VersionJob(
    Command command,
    JobSettings job,
    VersionFolder folder,
    @Nullable StoreSettings store,
    SandboxSettings sandbox) {
  /** Adds the steps to a pipeline. */
  public interface Steps {
    void addTo(Pipeline pipeline, VerifierEngine engine);
  }

  /**
   * Runs it as the only one on its output, and shows what came of it; one that goes on by itself is
   * only started.
   */
  @SuppressWarnings("try") // the lock is held, not used
  public void run(Steps steps, Expected expected, PrintStream out)
      throws IOException, JobFailedException {
    @Nullable PipelineResult result;
    Jobs.checkFree(job, folder); // before what takes its time
    try (VerifierEngine engine = Engines.start(sandbox);
        RunLock lock = RunLock.on(folder.output(), store)) {
      Stores.check(store);
      Pipeline pipeline = job.pipeline(command.name() + " " + folder.folder().path());
      steps.addTo(pipeline, engine);
      folder.clear();
      result = Jobs.run(job, pipeline, folder.folder().path(), expected, advice(), out);
    }
    if (result == null) {
      return;
    }
    ObjectNode manifest = folder.manifest();
    Summary.print(manifest, result, folder.folder().path(), out);
    Versions.checkPublished(manifest, folder);
  }

  private String advice() {
    return "the same command with --version="
        + folder.version()
        + (store == null
            ? " starts anew, since there is no completion store"
            : " goes on from here, and asks for nothing again that was answered");
  }

  /** Returns what shaped the data: programs, models, prompts, inputs and the method's numbers. */
  public static ObjectNode settings(
      VerifierEngine engine,
      SandboxSettings sandbox,
      Map<String, ChatEndpoint> endpoints,
      Object method,
      Prompts prompts,
      ArrayNode inputs) {
    ObjectNode settings = Json.mapper().createObjectNode();
    settings.put("autoif", version());
    settings.put("beam", ReleaseInfo.getReleaseInfo().getVersion());
    settings.put("verifier_engine", engine.version());
    settings.put("truthiness", sandbox.truthiness().name().toLowerCase(Locale.ROOT));
    ObjectNode models = settings.putObject("models");
    endpoints.forEach((role, endpoint) -> models.put(role, endpoint.model()));
    ObjectNode concessions = Json.mapper().createObjectNode();
    endpoints.forEach(
        (role, endpoint) ->
            Concession.words(endpoint.concessions())
                .forEach(concessions.withArray("/" + role)::add));
    if (!concessions.isEmpty()) {
      settings.set("concessions", concessions);
    }
    settings.set("method", Json.mapper().valueToTree(method));
    settings.set("prompts", Json.mapper().valueToTree(prompts.hashes()));
    settings.set("inputs", inputs);
    return settings;
  }

  /** Returns what the manifest and the card tell of a run with these settings. */
  public static RunInfo info(CardSettings card, ObjectNode settings) {
    return new RunInfo(
        settings.toString(), List.of(), card.title(), card.license(), card.languages());
  }

  private static String version() {
    String version = VersionJob.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
