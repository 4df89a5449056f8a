package org.autoif.pipeline.command.look;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.InputException;
import org.autoif.io.dataset.InputFiles;
import org.autoif.io.dataset.VersionFolder;
import org.autoif.pipeline.command.job.Versions;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.command.ReportOptions;
import org.autoif.transforms.publish.report.Report;

/** Makes report.html of a finished version again, from its files. */
public final class ReportCommand implements Command {
  private static final int MOST_ROWS = 100_000;

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "Makes report.html of a finished version again, from its files alone";
  }

  @Override
  public String example() {
    return "autoif report --input=out";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return ReportOptions.class;
  }

  @Override
  public void run(List<String> arguments, PrintStream out) throws IOException {
    ReportOptions options = Arguments.parse(arguments, ReportOptions.class, Map.of());
    String input = Arguments.required("input", options.getInput());
    if (options.getRows() < 1 || options.getRows() > MOST_ROWS) {
      throw new UsageException("--rows " + options.getRows() + ": must be from 1 to " + MOST_ROWS);
    }
    Folder folder = Versions.open("--input", input);
    try {
      Report.write(
          folder,
          InputFiles.readText(folder.file(VersionFolder.MANIFEST).toString()),
          options.getRows());
    } catch (InputException | IllegalArgumentException e) {
      throw new UsageException("--input='" + input + "': " + Arguments.firstLine(e));
    }
    out.println("report: " + folder.file(Report.FILE));
  }
}
