package org.autoif.transforms.publish.report;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.InputFiles;
import org.autoif.io.record.Resources;
import org.autoif.transforms.step.prompt.PromptTemplate;

/**
 * Writes report.html of a version: one page that needs nothing beside it, made from the version's
 * files alone.
 *
 * <p>Every row is read once, in bounded memory, for the distributions; the rows that the page
 * itself holds are the heads of the files, which are a fair sample since rows are ordered by
 * hashes. The same files give the same bytes. The manifest stands in the page as it is, line by
 * line; what in it may differ between equal runs differs on the same lines here.
 */
public final class Report {
  /** Name of the file. */
  public static final String FILE = "report.html";

  /** Rows of a kind that the page holds, if nothing else is said. */
  public static final int ROWS = 500;

  private static final String DIFF = "diff.json";

  private Report() {}

  /**
   * Writes the page into a version's folder, over one that is there.
   *
   * @param manifest content of the version's manifest.json
   * @param rows how many rows of a kind the page holds
   */
  public static void write(Folder folder, String manifest, int rows) throws IOException {
    folder.write(FILE, page(folder, manifest, rows).getBytes(StandardCharsets.UTF_8));
  }

  private static String page(Folder folder, String manifest, int rows) throws IOException {
    RowSample sample = RowSample.of(folder, rows);
    Tally tally = Tally.of(folder, sample);
    String diff = folder.has(DIFF) ? InputFiles.readText(folder.file(DIFF).toString()) : "null";
    String audit =
        folder.has(AuditResult.FILE)
            ? InputFiles.readText(folder.file(AuditResult.FILE).toString())
            : "null";
    return PromptTemplate.of(FILE, resource(FILE))
        .render(
            Map.of(
                "style",
                resource("report.css"),
                "manifest",
                script(manifest),
                "diff",
                script(diff),
                "audit",
                script(audit),
                "tally",
                script(tally.json().toString()),
                "sample",
                script(sample.json().toString()),
                "charts",
                charts(),
                "program",
                resource("report.js")))
        .concat("\n");
  }

  private static String charts() throws IOException {
    Properties versions = new Properties();
    versions.load(new StringReader(resource("libraries.properties")));
    return resource(
            "/META-INF/resources/webjars/echarts/"
                + versions.getProperty("echarts")
                + "/echarts.min.js")
        .replace("</script", "<\\/script");
  }

  /** JSON in which no markup can end the element that holds it. */
  private static String script(String json) {
    return json.replace("<", "\\u003c");
  }

  private static String resource(String name) {
    return Resources.text(Report.class, name);
  }
}
