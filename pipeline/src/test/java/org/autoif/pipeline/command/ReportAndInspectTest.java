package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a finished version is shown by, on one that was written by hand. */
class ReportAndInspectTest {
  private static Path output;
  private static Path version;

  @BeforeAll
  static void write(@TempDir Path folder) throws IOException {
    output = folder;
    version = SmallVersion.write(folder);
  }

  @Test
  void givenVersion_thenTheReportNeedsNothingBesideIt() throws Exception {
    assertThat(Run.of("report", "--input=" + output).err(), is(""));
    String page = Files.readString(version.resolve("report.html"));
    assertThat(Run.of("report", "--input=" + version).err(), is(""));
    assertThat(Files.readString(version.resolve("report.html")), is(page));
    assertThat(page, not(containsString("<script src")));
    assertThat(page, not(containsString("<link")));
    assertThat(page, not(containsString(SmallVersion.HOSTILE)));
    assertThat(page, containsString(SmallVersion.HOSTILE.replace("<", "\\u003c")));
    assertThat(page, containsString("\"latency_ms\" : [ 210, 480, 900 ]"));
  }

  @Test
  void givenFewerRowsThanThereAre_thenTheReportHoldsTheFirstOfEachFile() throws Exception {
    assertThat(Run.of("report", "--input=" + output, "--rows=4").status(), is(0));
    String page = Files.readString(version.resolve("report.html"));
    assertThat(page, containsString("\"id\":\"s003\""));
    assertThat(page, not(containsString("\"id\":\"s004\",\"messages\"")));
    assertThat(page, containsString("\"accepted\":[0,0,0,0,0,0,0,12,0,0,12]"));
  }

  @Test
  void givenOutput_thenInspectTellsWhatThereIs() {
    Run run = Run.of("inspect", output.toString());
    assertThat(run.err(), is(""));
    assertThat(
        run.out(),
        allOf(
            containsString("version v in "),
            containsString(
                "VerifyResponses             24        24         0  response_pass_rate"),
            containsString("       24 rows in sft\n")));
  }

  @Test
  void givenRow_thenInspectShowsWhatWasSaidAndByWhom() {
    Run run = Run.of("inspect", version.toString(), "--kind=sft", "--find=NUMBER 7,");
    assertThat(
        run.out(),
        is(
            """
            == sft s007, task id t7, pass rate 0.75, score 9.0
            user
              Question 7?
              Use at most 98 characters.
            assistant: The answer to that is number 7, as it was before.
            functions of: Use at most 98 characters.
              accepts, accuracy 0.6
                def evaluate(response):
                    return len(response) < 99
              error:timeout, accuracy 1.0
                def evaluate(response):
                    return len(response) < 99
            another answer, response_pass_rate: pass rate 0.0, must be above:0.5
              No. No. No. No. No. No. No. No. No. No. No. No. No. No. No. No. No. No. No. No. No. No. No. No.
              No. No. No. No. No. No. No. No. No. No. No. No. No. No. No. No.\s
              verdicts false, false

            rows 1 to 1, the last ones
            """));
  }

  @Test
  void givenFile_thenInspectShowsWhyItsRowsAreThere() {
    Run run = Run.of("inspect", version + "/rejected/CrossValidate/part-00000-of-00001.jsonl");
    assertThat(
        run.out(),
        is(
            """
            == rejected g1, step CrossValidate, reason function_accuracy
            why: pass rate 0.0, must be above:0.5
            record
              instruction: Use at most 98 characters.
              function
                def evaluate(r):
                    return '</script>' in r
              cases, 1 of 2
                input: a
                expected: true
                verdict: false
              cases, 2 of 2
                input: b
                expected: false
                verdict: false

            rows 1 to 1, the last ones
            """));
  }

  @Test
  void givenMoreRowsThanTheLimit_thenInspectSaysHowToGoOn() {
    String path = output.toString();
    assertThat(
        Run.of("inspect", path, "--reason=response_pass_rate", "--limit=2", "--skip=4").out(),
        endsWith("\nrows 5 to 6; there are more: --skip=6\n"));
    assertThat(
        Run.of("inspect", path, "--id=r7", "--kind=rejected").out(), endsWith("the last ones\n"));
    assertThat(Run.of("inspect", path, "--find=no such text").out(), is("no row\n"));
  }

  @Test
  void givenControlCharacters_thenTheTerminalDoesNotGetThem() throws Exception {
    Path file = output.resolve("rows.jsonl");
    Files.writeString(
        file, "{\"id\":\"x\",\"reason\":\"r\",\"record\":\"a\\u001b[2Jb\",\"detail\":\"d\"}\n");
    assertThat(Run.of("inspect", file.toString()).out(), containsString("record: a\uFFFD[2Jb\n"));
  }
}
