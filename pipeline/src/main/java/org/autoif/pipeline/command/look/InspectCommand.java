package org.autoif.pipeline.command.look;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.InputException;
import org.autoif.io.dataset.InputFiles;
import org.autoif.io.dataset.RowFiles;
import org.autoif.io.dataset.VersionFolder;
import org.autoif.io.record.Json;
import org.autoif.pipeline.command.job.Summary;
import org.autoif.pipeline.command.job.Versions;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.command.InspectOptions;
import org.autoif.transforms.publish.report.RowSample;
import org.jspecify.annotations.Nullable;

/** Shows rows of a version so that a person can read them, and why something was refused. */
public final class InspectCommand implements Command {
  private static final String PATH = "PATH";

  /** What is looked at, and the version that it is part of; none for a file that lies elsewhere. */
  private record Place(Map<String, List<MatchResult.Metadata>> files, @Nullable Folder version) {}

  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public String actions() {
    return PATH;
  }

  @Override
  public String summary() {
    return "Shows rows of a version, an output or one file, and why something was rejected";
  }

  @Override
  public String example() {
    return "autoif inspect out --kind=rejected --step=CrossValidate --limit=3";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return InspectOptions.class;
  }

  @Override
  public void run(List<String> arguments, PrintStream out) throws IOException {
    if (arguments.isEmpty() || arguments.get(0).startsWith("--")) {
      throw new UsageException(
          "inspect needs a path first: a version's folder, an output folder or a file of rows");
    }
    String path = arguments.get(0);
    InspectOptions options =
        Arguments.parse(arguments.subList(1, arguments.size()), InspectOptions.class, Map.of());
    check(options);
    try {
      Place place = place(path, options.getKind());
      if (place.version() != null && place.files().size() > 1 && isUnfiltered(options)) {
        overview(place.version(), out);
      } else {
        show(place, options, out);
      }
    } catch (InputException e) {
      throw new UsageException("'" + path + "': " + Arguments.firstLine(e));
    }
  }

  private static void check(InspectOptions options) {
    String kind = options.getKind();
    if (kind != null && !RowSample.KINDS.contains(kind)) {
      throw new UsageException("--kind='" + kind + "': expected one of " + RowSample.KINDS);
    }
    if (options.getLimit() < 1) {
      throw new UsageException("--limit " + options.getLimit() + ": must be at least 1");
    }
    if (options.getSkip() < 0) {
      throw new UsageException("--skip " + options.getSkip() + ": must be at least 0");
    }
  }

  private static boolean isUnfiltered(InspectOptions options) {
    return options.getStep() == null
        && options.getReason() == null
        && options.getId() == null
        && options.getFind() == null;
  }

  private static Place place(String path, @Nullable String kind) throws IOException {
    if (RowFiles.isRowFile(path)) {
      return file(path, kind);
    }
    Folder version = Versions.open("path", path);
    Map<String, List<MatchResult.Metadata>> files = new LinkedHashMap<>();
    for (String each : kind == null ? RowSample.KINDS : List.of(kind)) {
      files.put(each, RowFiles.of(version, each.equals("rejected") ? each + "/*" : each));
    }
    return new Place(files, version);
  }

  private static Place file(String path, @Nullable String kind) throws IOException {
    List<MatchResult.Metadata> files = InputFiles.match(Arguments.path("path", path));
    Path at = Path.of(path).toAbsolutePath().getParent();
    for (; at != null; at = at.getParent()) {
      String name = String.valueOf(at.getFileName());
      Path parent = at.getParent();
      if (RowSample.KINDS.contains(name) && parent != null) {
        boolean isVersion = Files.exists(parent.resolve(VersionFolder.MANIFEST));
        return new Place(
            Map.of(kind == null ? name : kind, files),
            isVersion ? new Folder(parent.toString()) : null);
      }
    }
    return new Place(Map.of(kind == null ? guess(files.get(0)) : kind, files), null);
  }

  /** Returns the kind of a file's rows by what its first row has. */
  private static String guess(MatchResult.Metadata file) throws IOException {
    String[] kind = {"sft"};
    RowFiles.read(
        file,
        row -> {
          kind[0] =
              row.has("trick")
                  ? "probe"
                  : row.has("reason")
                      ? "rejected"
                      : row.has("kind")
                          ? "failures"
                          : row.has("chosen")
                              ? "dpo"
                              : row.has("constraints")
                                  ? "rlvr"
                                  : row.has("functions") ? "instructions" : "sft";
          return false;
        });
    return kind[0];
  }

  private static void overview(Folder version, PrintStream out) throws IOException {
    JsonNode manifest =
        Json.read(
            InputFiles.readText(version.file(VersionFolder.MANIFEST).toString()), JsonNode.class);
    out.println("version " + manifest.path("version").asText() + " in " + version.path());
    out.println();
    Summary.printSteps(manifest, out);
    out.println();
    manifest
        .path("rows")
        .fields()
        .forEachRemaining(
            rows -> out.printf("%9d rows in %s%n", rows.getValue().asLong(), rows.getKey()));
    out.println();
    out.println("--kind, --step, --reason, --id and --find show rows; --help tells more.");
  }

  private static void show(Place place, InspectOptions options, PrintStream out)
      throws IOException {
    Predicate<JsonNode> wanted = wanted(options);
    RowSample sample = RowSample.empty();
    int[] found = {0};
    int end = options.getSkip() + options.getLimit();
    List<Map.Entry<String, MatchResult.Metadata>> files = new ArrayList<>();
    place.files().forEach((kind, of) -> of.forEach(file -> files.add(Map.entry(kind, file))));
    for (Map.Entry<String, MatchResult.Metadata> file : files) {
      if (found[0] > end) {
        break;
      }
      RowFiles.read(
          file.getValue(),
          row -> {
            if (wanted.test(row)) {
              found[0]++;
              if (found[0] > options.getSkip() && found[0] <= end) {
                sample.add(file.getKey(), row);
              }
            }
            return found[0] <= end;
          });
    }
    if (place.version() != null) {
      sample.complete(place.version());
    }
    new RowText(sample.json(), out).print();
    int shown = Math.max(0, Math.min(found[0], end) - options.getSkip());
    out.println(
        shown == 0
            ? "no row" + (options.getSkip() > 0 ? " after " + found[0] : "")
            : "rows "
                + (options.getSkip() + 1)
                + " to "
                + (options.getSkip() + shown)
                + (found[0] > end ? "; there are more: --skip=" + end : ", the last ones"));
  }

  private static Predicate<JsonNode> wanted(InspectOptions options) {
    String step = options.getStep();
    String reason = options.getReason();
    String id = options.getId();
    String find = options.getFind() == null ? null : options.getFind().toLowerCase(Locale.ROOT);
    return row ->
        (step == null || row.path("step").asText().equals(step))
            && (reason == null
                || row.path("reason").asText().equals(reason)
                || row.path("kind").asText().equals(reason))
            && (id == null || names(row, id) || names(record(row), id))
            && (find == null || text(row).toLowerCase(Locale.ROOT).contains(find));
  }

  private static JsonNode record(JsonNode row) {
    return RowSample.parsed(row.path("record").asText());
  }

  /** Returns whether a value in the JSON is the id. */
  private static boolean names(JsonNode node, String id) {
    if (node.isContainerNode()) {
      for (JsonNode child : node) {
        if (names(child, id)) {
          return true;
        }
      }
      return false;
    }
    return node.asText().equals(id);
  }

  /** Returns all texts of a row as they are, without JSON's escapes. */
  private static String text(JsonNode node) {
    if (node.isContainerNode()) {
      StringBuilder text = new StringBuilder();
      node.forEach(child -> text.append(text(child)).append('\n'));
      return text.toString();
    }
    JsonNode inside = RowSample.parsed(node.asText());
    return inside.isContainerNode() ? text(inside) : node.asText();
  }
}
