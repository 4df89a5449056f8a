package org.autoif.pipeline.command.job;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.autoif.io.record.Json;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.settings.FlinkTarget;
import org.autoif.pipeline.command.settings.JobSettings;
import org.autoif.pipeline.options.command.SynthesizeOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a job, from answers as Flink 1.19 gives them. */
class FlinkJobTest {
  private static JsonNode broken(String task, String stacktrace) {
    ObjectNode answer = Json.mapper().createObjectNode();
    answer
        .putObject("exceptionHistory")
        .putArray("entries")
        .addObject()
        .put("taskName", task)
        .put("stacktrace", stacktrace);
    return answer;
  }

  @Test
  void givenJob_thenItsLineCountsTasks() {
    JsonNode job =
        Json.read(
            """
            {"state": "RUNNING", "duration": 12345,
             "vertices": [{"status": "FINISHED"}, {"status": "RUNNING"}, {"status": "CREATED"}]}""",
            JsonNode.class);
    assertThat(FlinkJob.line(job), is("RUNNING for 12 s, 1 of 3 tasks done"));
  }

  @Test
  void givenJobsOfACluster_thenTheOneThatWritesToAnOutputIsFound() {
    JsonNode jobs =
        Json.read(
            """
            [{"jid": "a", "name": "synthesize /data/out/v1/", "state": "FINISHED"},
             {"jid": "b", "name": "synthesize /data/out2/v1/", "state": "RUNNING"},
             {"jid": "c", "name": "some job /data/out/v1/", "state": "RUNNING"},
             {"jid": "d", "name": "online-dpo /data/out/v2/", "state": "RESTARTING"}]""",
            JsonNode.class);
    assertThat(FlinkJob.unfinished(jobs, "/data/out/"), is("d"));
    assertThat(FlinkJob.unfinished(jobs, "/data/out2/"), is("b"));
    assertThat(FlinkJob.unfinished(jobs, "/data/"), is(nullValue())); // its parent's own versions
    assertThat(FlinkJob.unfinished(jobs, "/data/out3/"), is(nullValue()));
  }

  @Test
  void givenException_thenItsDeepestCauseIsToldWithItsStep() {
    String task =
        "CHAIN GroupReduce (GroupReduce at AttachQueries/Meet/GBK) -> FlatMap (FlatMap at X/Y)";
    String trace =
        """
        org.apache.beam.sdk.util.UserCodeException: a.B: c
        \tat d.E.f(Unknown Source)
        Caused by: a.B: c
        \tat d.E.f(Unknown Source)
        Caused by: java.io.IOException: No space left on device
        \t... 9 more
        """;
    assertThat(
        FlinkJob.cause(broken(task, trace)),
        is("AttachQueries: java.io.IOException: No space left on device"));
  }

  @Test
  void givenStates_thenOnlyAJobThatGoesOnIsStartedAgain() {
    for (String state : List.of("RUNNING", "RESTARTING", "CREATED")) {
      assertThat(state, FlinkJob.isAtWork(state), is(true));
    }
    for (String state : List.of("", "FAILING", "FAILED", "CANCELED", "FINISHED")) {
      assertThat(state, FlinkJob.isAtWork(state), is(false));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"host:8081", "http://host:8081", "http://host:8081/"})
  void givenAddressOfACluster_thenItsHostAndPortAreTaken(String given) {
    SynthesizeOptions options =
        Arguments.parse(
            List.of("--runner=FlinkRunner", "--flinkMaster=" + given),
            SynthesizeOptions.class,
            Map.of());
    FlinkTarget flink = JobSettings.of(options, List.of()).flink();
    assertThat(flink, is(new FlinkTarget("host:8081", true)));
    assertThat(new FlinkTarget("host:8081", true).isRemote(), is(true));
    for (String remote : List.of("[::1]:8081", "[fe80::1%eth0]:8081", "10.0.0.1:8081")) {
      assertThat(remote, new FlinkTarget(remote, true).isRemote(), is(true));
    }
    for (String here : List.of("[local]", "[auto]", "[collection]")) {
      assertThat(here, new FlinkTarget(here, true).isRemote(), is(false));
    }
  }

  @Test
  void givenLostTaskManager_thenThatIsTheCause() {
    String lost = "org.apache.flink.runtime.jobmaster.JobMasterException: TaskManager 7 is lost.";
    JsonNode answer = Json.mapper().createObjectNode();
    assertThat(FlinkJob.cause(broken("", lost + "\n\tat a.B.c(B.java:1)\n")), is(lost));
    assertThat(FlinkJob.cause(broken("", "x".repeat(999))), endsWith("x…"));
    assertThat(FlinkJob.cause(answer), is(""));
    assertThat(FlinkJob.cause(MissingNode.getInstance()), is(""));
  }
}
