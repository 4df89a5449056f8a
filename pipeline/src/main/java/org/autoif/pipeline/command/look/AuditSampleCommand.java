package org.autoif.pipeline.command.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.InputException;
import org.autoif.io.dataset.InputFiles;
import org.autoif.io.dataset.VersionFolder;
import org.autoif.pipeline.command.job.Versions;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.command.settings.SampleJudgeSettings;
import org.autoif.pipeline.options.command.AuditSampleOptions;
import org.autoif.transforms.publish.report.AuditResult;
import org.autoif.transforms.publish.report.AuditSample;
import org.autoif.transforms.publish.report.Report;
import org.jspecify.annotations.Nullable;

/** Writes answers of a version for somebody to label, and takes the labels back. */
public final class AuditSampleCommand implements Command {
  private static final int MOST = 100_000;
  private static final String CARD = "README.md";

  @Override
  public String name() {
    return "audit-sample";
  }

  @Override
  public String summary() {
    return "Writes a sample of a version for labelling, and its precision once it is labelled";
  }

  @Override
  public String example() {
    return "autoif audit-sample --input=out --size=100 --output=sample.csv";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return AuditSampleOptions.class;
  }

  @Override
  public void run(List<String> arguments, PrintStream out) throws IOException, JobFailedException {
    AuditSampleOptions options =
        Arguments.parse(arguments, AuditSampleOptions.class, Map.of("completionStore", "none"));
    SampleJudgeSettings judge = SampleJudgeSettings.of(options, arguments);
    String input = Arguments.required("input", options.getInput());
    if ((options.getLabels() == null) == (options.getOutput() == null)) {
      throw new UsageException("audit-sample needs one of --output and --labels");
    }
    boolean judged = options.getJudgeBaseUrl() != null || options.getJudgeModel() != null;
    if (judged && options.getLabels() != null) {
      throw new UsageException("--judgeBaseUrl: the judge labels first, with --output");
    }
    Folder version = Versions.open("--input", input);
    try {
      if (options.getLabels() == null) {
        sample(options, version, judged ? judge : null, out);
      } else {
        label(options.getLabels(), version, out);
      }
    } catch (InputException e) {
      throw new UsageException(Arguments.firstLine(e));
    }
  }

  private static void sample(
      AuditSampleOptions options,
      Folder version,
      @Nullable SampleJudgeSettings judge,
      PrintStream out)
      throws IOException, JobFailedException {
    int size = options.getSize();
    if (size < 1 || size > MOST) {
      throw new UsageException("--size " + size + ": must be from 1 to " + MOST);
    }
    String output = Arguments.required("output", options.getOutput());
    boolean csv = output.endsWith(".csv");
    if (!csv && !output.endsWith(".jsonl")) {
      throw new UsageException("--output='" + output + "': expected a file .jsonl or .csv");
    }
    if (Files.exists(Path.of(output))) {
      throw isThere(output);
    }
    List<ObjectNode> rows =
        AuditSample.of(version, kinds(options.getKind()), size, options.getSeed());
    if (judge != null) {
      SampleJudge.label(judge, rows, out);
    }
    String text =
        csv
            ? line(AuditSample.COLUMNS)
                + rows.stream().map(AuditSampleCommand::line).collect(Collectors.joining())
            : rows.stream().map(row -> row + "\n").collect(Collectors.joining());
    try {
      Files.write(
          Path.of(output), text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw isThere(output);
    }
    out.println(rows.size() + " answers to label in " + output);
  }

  private static UsageException isThere(String output) {
    return new UsageException("--output='" + output + "' is there already: name a new file");
  }

  private static List<String> kinds(@Nullable String given) {
    if (given == null) {
      return AuditSample.KINDS;
    }
    String all = AuditSample.CHOSEN + "," + AuditSample.REJECTED;
    List<String> kinds =
        Arrays.stream(given.split(",", -1))
            .map(String::strip)
            .flatMap(kind -> Arrays.stream((kind.equals("dpo") ? all : kind).split(",", -1)))
            .toList();
    for (String kind : kinds) {
      if (!AuditSample.KINDS.contains(kind)) {
        throw new UsageException("--kind='" + kind + "': expected some of " + AuditSample.KINDS);
      }
    }
    return kinds.stream().distinct().toList();
  }

  private static String line(ObjectNode row) {
    return line(AuditSample.COLUMNS.stream().map(column -> row.path(column).asText()).toList());
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  private static void label(String labels, Folder version, PrintStream out) throws IOException {
    AuditResult result = new AuditResult();
    int[] without = {0};
    try (InputStream in = InputFiles.open(InputFiles.match(labels).get(0))) {
      InputFiles.values(in, labels, (line, row) -> add(labels, line, row, result, without));
    }
    if (result.isEmpty()) {
      throw new UsageException("--labels='" + labels + "' has no label yet");
    }
    ObjectNode audit = result.json();
    version.write(
        AuditResult.FILE, (audit.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    if (version.has(CARD)) {
      String card = InputFiles.readText(version.file(CARD).toString());
      version.write(CARD, AuditResult.card(card, audit).getBytes(StandardCharsets.UTF_8));
    }
    Report.write(
        version, InputFiles.readText(version.file(VersionFolder.MANIFEST).toString()), Report.ROWS);
    for (JsonNode kind : audit.path("precision")) {
      out.printf(
          Locale.ROOT,
          "%-14s %4d right %4d wrong %4d unsure  precision %.3f (%.3f to %.3f)%n",
          kind.path("kind").asText(),
          kind.path("right").asInt(),
          kind.path("wrong").asInt(),
          kind.path("unsure").asInt(),
          kind.path("precision").asDouble(),
          kind.path("low").asDouble(),
          kind.path("high").asDouble());
    }
    JsonNode judge = audit.path("judge");
    if (!judge.isMissingNode()) {
      out.println(
          "label and judge_label agree on "
              + judge.path("agreement")
              + " of "
              + judge.path("rows")
              + " answers, kappa "
              + judge.path("kappa").asText("none"));
    }
    if (without[0] > 0) {
      out.println(without[0] + " answers have no label yet");
    }
  }

  private static void add(String file, int line, JsonNode row, AuditResult result, int[] without) {
    String kind = row.path("kind").asText();
    String where = "line " + line + " of " + file + ": ";
    if (!AuditSample.KINDS.contains(kind)) {
      throw new InputException(where + "kind '" + kind + "': expected one of " + AuditSample.KINDS);
    }
    String label = label(row, AuditSample.LABEL, where);
    String judges = label(row, AuditSample.JUDGE_LABEL, where);
    if (label.isEmpty()) {
      without[0]++;
      return;
    }
    result.add(kind, label);
    if (!judges.isEmpty()) {
      result.compare(label, judges);
    }
  }

  private static String label(JsonNode row, String field, String where) {
    String label = row.path(field).asText("").strip().toLowerCase(Locale.ROOT);
    if (!label.isEmpty() && !AuditSample.LABELS.contains(label)) {
      throw new InputException(
          where
              + field
              + " '"
              + label
              + "': expected one of "
              + AuditSample.LABELS
              + ", or nothing");
    }
    return label;
  }
}
