package org.autoif.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.autoif.io.gauge.Gauge;
import org.autoif.io.record.Json;
import org.junit.jupiter.api.Test;

class ClusterFiguresTest {
  private final ClusterFigures figures =
      new ClusterFigures(FlinkRest.at("127.0.0.1:1"), "job", step -> 8);

  /** As Beam 2.x writes it: 300 is the bytes AC 02. */
  private static String counter(String namespace, String name, String payload) {
    return """
        {"urn": "beam:metric:user:sum_int64:v1", "type": "beam:metrics:sum_int64:v1",
         "payload": "%s", "labels": {"NAMESPACE": "%s", "NAME": "%s", "PTRANSFORM": "A/B"}}"""
        .formatted(payload, namespace, name);
  }

  private static String all(String... counters) {
    return "{\"metrics\": {\"attempted\": [" + String.join(",", counters) + "]}}";
  }

  private void read(String counters) {
    figures.read(counters, MissingNode.getInstance());
  }

  @Test
  void givenRecordsOfATaskThatMakesCalls_thenSamplesAreReckonedFromThemUntilItHasEnded() {
    String counters = all(counter("SampleResponses", "samples", "rAI="));
    figures.read(counters, task("RUNNING", 200));
    assertThat(figures.of(Gauge.SAMPLES, "SampleResponses"), is(800L));
    figures.read(counters, task("FINISHED", 200));
    assertThat(figures.of(Gauge.SAMPLES, "SampleResponses"), is(300L));
  }

  private static JsonNode task(String status, int records) {
    return Json.read(
        """
        {"vertices": [
          {"name": "CHAIN GroupReduce (GroupReduce at A/Call/Spread/Group) -> FlatMap (FlatMap at A/Read)",
           "status": "RUNNING", "metrics": {"write-records": 7}},
          {"name": "CHAIN GroupReduce (GroupReduce at SampleResponses/Call/Spread/Group) -> FlatMap (FlatMap at SampleResponses/Call/Complete)",
           "status": "%s", "metrics": {"write-records": %d}}]}"""
            .formatted(status, records),
        JsonNode.class);
  }

  @Test
  void givenCountersOfSteps_thenTheyAreTheirFigures() {
    read(
        all(
            counter("org.autoif.io.llm.CompleteChats", "retries", "rAI="),
            counter("SampleResponses", "samples", "rAI="),
            counter("SampleResponses", "samples", "AQ=="),
            counter("org.autoif.transforms.SampleResponses", "rejected", "Bw=="),
            counter("org.autoif.transforms.CrossValidate", "kept", "AA=="),
            counter("org.autoif.transforms.CrossValidate", "other", "AQ==")));
    assertThat(figures.steps(), contains("SampleResponses"));
    assertThat(figures.of(Gauge.SAMPLES, "SampleResponses"), is(301L));
    assertThat(figures.of(Gauge.REJECTED, "SampleResponses"), is(7L));
    assertThat(figures.of(Gauge.RETRIES, "SampleResponses"), is(0L));
    read(
        all(
            counter("org.autoif.transforms.CrossValidate", "kept", "AQ=="),
            counter("SampleResponses", "samples", "rAI=")));
    assertThat(figures.steps(), contains("SampleResponses", "CrossValidate"));
  }

  @Test
  void givenAnotherForm_thenNothingIsKnown() {
    read("MetricsContainerStepMap{}");
    read(all("{\"urn\": \"beam:metric:user:sum_int64:v1\"}", counter("A", "kept", "!")));
    assertThat(figures.steps(), is(empty()));
  }
}
