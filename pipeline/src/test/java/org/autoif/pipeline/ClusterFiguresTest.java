package org.autoif.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import org.autoif.io.gauge.Gauge;
import org.junit.jupiter.api.Test;

class ClusterFiguresTest {
  private final ClusterFigures figures = new ClusterFigures(FlinkRest.at("127.0.0.1:1"), "job");

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

  @Test
  void givenCountersOfSteps_thenTheyAreTheirFigures() {
    figures.read(
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
    figures.read(
        all(
            counter("org.autoif.transforms.CrossValidate", "kept", "AQ=="),
            counter("SampleResponses", "samples", "rAI=")));
    assertThat(figures.steps(), contains("SampleResponses", "CrossValidate"));
  }

  @Test
  void givenAnotherForm_thenNothingIsKnown() {
    figures.read("MetricsContainerStepMap{}");
    figures.read(all("{\"urn\": \"beam:metric:user:sum_int64:v1\"}", counter("A", "kept", "!")));
    assertThat(figures.steps(), is(empty()));
  }
}
