package org.autoif.pipeline.command.look;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoreMaintenance;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.record.Json;
import org.autoif.pipeline.command.job.Stores;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.command.settings.StoreChoice;
import org.autoif.pipeline.options.command.StoreCommandOptions;

/** Shows what a completion store holds, clears it out, or copies it into a file. */
public final class StoreCommand implements Command {
  private static final String ACTIONS = "stats, prune or export";

  @Override
  public String name() {
    return "store";
  }

  @Override
  public String actions() {
    return "stats|prune|export";
  }

  @Override
  public String summary() {
    return "Shows, prunes or exports the completions that runs have paid for";
  }

  @Override
  public String example() {
    return "autoif store prune --output=out --olderThan=90";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return StoreCommandOptions.class;
  }

  @Override
  public void run(List<String> arguments, PrintStream out) throws IOException, JobFailedException {
    String action = arguments.isEmpty() ? "" : arguments.get(0);
    if (!List.of("stats", "prune", "export").contains(action)) {
      throw new UsageException(
          "store needs one of " + ACTIONS + (action.isEmpty() ? "" : ", not '" + action + "'"));
    }
    StoreCommandOptions options =
        Arguments.parse(
            arguments.subList(1, arguments.size()), StoreCommandOptions.class, Map.of());
    if (options.getOutput() == null && options.getCompletionStore() == null) {
      throw new UsageException("--output or --completionStore is needed");
    }
    StoreSettings settings = StoreChoice.of(options, options.getOutput());
    if (settings == null) {
      throw new UsageException("--completionStore=none: there is nothing to " + action);
    }
    long before = before(options, action);
    try {
      StoreMaintenance store = StoreMaintenance.of(settings);
      switch (action) {
        case "stats" -> StoreReport.print(settings.url(), store.stats(), out);
        case "prune" ->
            out.println(
                store.prune(before, options.getModel())
                    + " completions deleted; runs that need"
                    + " them ask again");
        default -> export(store, options, out);
      }
    } catch (StoreException e) {
      throw Stores.unusable(e);
    }
  }

  /** Returns the time before which completions are pruned; the far future for no limit. */
  private static long before(StoreCommandOptions options, String action) {
    Integer days = options.getOlderThan();
    if (!action.equals("prune")) {
      return 0;
    }
    if (days == null && options.getModel() == null) {
      throw new UsageException("store prune needs --olderThan or --model");
    }
    if (days == null) {
      return Long.MAX_VALUE;
    }
    if (days < 0) {
      throw new UsageException("--olderThan " + days + ": must be 0 or more days");
    }
    return Instant.now().minus(Duration.ofDays(days)).toEpochMilli();
  }

  private static void export(StoreMaintenance store, StoreCommandOptions options, PrintStream out)
      throws IOException, StoreException {
    String to = options.getTo();
    if (to == null) {
      store.export(row -> out.println(Json.write(row)));
      return;
    }
    try (BufferedWriter file =
        Files.newBufferedWriter(
            Path.of(to),
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE)) {
      store.export(row -> line(file, Json.write(row)));
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("--to='" + to + "' exists already: choose another file");
    } catch (UncheckedIOException e) {
      throw new IOException("--to='" + to + "': " + Arguments.firstLine(e), e);
    }
    out.println("completions in " + to);
  }

  private static void line(Writer file, String json) {
    try {
      file.write(json);
      file.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
