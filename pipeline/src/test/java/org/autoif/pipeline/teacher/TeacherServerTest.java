package org.autoif.pipeline.teacher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.autoif.io.record.Json;
import org.junit.jupiter.api.Test;

class TeacherServerTest {
  private static final String QUESTION = "How do tides work? Use exactly 20 words.";
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void givenEqualRequests_thenEqualAnswersFromAnyServer() throws Exception {
    String first;
    try (TeacherServer server = TeacherServer.start(TeacherSettings.defaults())) {
      first = post(server, request(QUESTION).put("seed", 7)).body();
      assertThat(post(server, request(QUESTION).put("seed", 7)).body(), equalTo(first));
      assertThat(post(server, request(QUESTION).put("seed", 8)).body(), not(equalTo(first)));
    }
    try (TeacherServer server = TeacherServer.start(TeacherSettings.defaults())) {
      assertThat(post(server, request(QUESTION).put("seed", 7)).body(), equalTo(first));
    }
  }

  @Test
  void givenN_thenSampleIsThatOfTheNextSeed() throws Exception {
    try (TeacherServer server = TeacherServer.start(TeacherSettings.defaults())) {
      JsonNode three = json(post(server, request(QUESTION).put("seed", 5).put("n", 3)));
      assertThat(three.path("choices").size(), is(3));
      JsonNode one = json(post(server, request(QUESTION).put("seed", 6)));
      assertThat(content(three, 1), equalTo(content(one, 0)));
      assertThat(content(three, 0), not(equalTo(content(three, 1))));
    }
  }

  @Test
  void givenMaxTokens_thenCutAndSaid() throws Exception {
    try (TeacherServer server = TeacherServer.start(TeacherSettings.defaults())) {
      JsonNode answer = json(post(server, request(QUESTION).put("max_tokens", 3)));
      assertThat(content(answer, 0).length(), is(12));
      assertThat(answer.at("/choices/0/finish_reason").asText(), is("length"));
      assertThat(answer.at("/usage/completion_tokens").asInt(), is(3));
      assertThat(answer.at("/usage/prompt_tokens").asInt(), greaterThan(5));
    }
  }

  @Test
  void givenBadRequests_thenErrorObject() throws Exception {
    try (TeacherServer server = TeacherServer.start(TeacherSettings.defaults())) {
      assertBad(post(server, "{not json"), "not JSON");
      assertBad(post(server, "{\"model\":\"m\"}"), "messages");
      assertBad(post(server, request(QUESTION).put("stream", true)), "stream");
      assertBad(post(server, request(QUESTION).put("n", 0)), "n is 0");
      assertBad(post(server, request(QUESTION).put("temperature", 9)), "temperature");
      ObjectNode noModel = request(QUESTION);
      noModel.remove("model");
      assertBad(post(server, noModel), "model");
    }
  }

  @Test
  void givenOtherEndpoints_thenModelsHealthAnd404() throws Exception {
    try (TeacherServer server = TeacherServer.start(TeacherSettings.defaults())) {
      assertThat(get(server, "/models").body(), containsString("autoif-teacher"));
      assertThat(get(server, "/../healthz").statusCode(), is(404));
      assertThat(get(server, "/embeddings").statusCode(), is(404));
      URI health = URI.create("http://127.0.0.1:" + server.port() + "/healthz");
      HttpRequest request = HttpRequest.newBuilder(health).build();
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode(), is(200));
    }
  }

  @Test
  void givenKey_thenOthersAre401() throws Exception {
    TeacherSettings settings = TeacherSettings.defaults().withApiKey("right");
    try (TeacherServer server = TeacherServer.start(settings)) {
      HttpResponse<String> refused = post(server, request(QUESTION));
      assertThat(refused.statusCode(), is(401));
      assertThat(json(refused).at("/error/code").asText(), is("invalid_api_key"));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
              .header("Authorization", "Bearer right")
              .POST(HttpRequest.BodyPublishers.ofString(request(QUESTION).toString()))
              .build();
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode(), is(200));
    }
  }

  @Test
  void givenFaults_thenThirdAttemptPasses() throws Exception {
    TeacherSettings settings =
        TeacherSettings.defaults()
            .withErrorRate(0.3)
            .withRateLimitRate(0.3)
            .withMalformedRate(0.3)
            .withRetryAfterSeconds(0);
    int errors = 0;
    int limits = 0;
    int malformed = 0;
    try (TeacherServer server = TeacherServer.start(settings)) {
      for (int seed = 0; seed < 60; seed++) {
        HttpResponse<String> first = post(server, request(QUESTION).put("seed", seed));
        errors += first.statusCode() == 500 ? 1 : 0;
        malformed += first.statusCode() == 200 && !isJson(first.body()) ? 1 : 0;
        if (first.statusCode() == 429) {
          limits++;
          assertThat(first.headers().firstValue("Retry-After").orElse(""), is("0"));
        }
        post(server, request(QUESTION).put("seed", seed));
        HttpResponse<String> third = post(server, request(QUESTION).put("seed", seed));
        assertThat(third.statusCode(), is(200));
        assertThat(isJson(third.body()), is(true));
      }
    }
    assertThat(errors, greaterThan(8));
    assertThat(limits, greaterThan(8));
    assertThat(malformed, greaterThan(8));
  }

  @Test
  void givenMoreThanMaxConcurrency_thenSome429() throws Exception {
    TeacherSettings settings =
        TeacherSettings.defaults().withLatency(Duration.ofMillis(300)).withMaxConcurrency(5);
    try (TeacherServer server = TeacherServer.start(settings)) {
      List<Integer> codes = burst(server, 20);
      assertThat(codes.stream().filter(c -> c == 429).count(), greaterThan(0L));
      assertThat(codes.stream().filter(c -> c == 200).count(), greaterThan(4L));
    }
  }

  @Test
  void givenLatency_thenRequestsWaitTogether() throws Exception {
    TeacherSettings settings = TeacherSettings.defaults().withLatency(Duration.ofMillis(200));
    try (TeacherServer server = TeacherServer.start(settings)) {
      burst(server, 50);
      long start = System.nanoTime();
      List<Integer> codes = burst(server, 400);
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertThat(codes.stream().allMatch(c -> c == 200), is(true));
      assertThat(millis, greaterThan(199L));
      assertThat(millis, lessThan(20_000L)); // one after another it would take 80 s
    }
  }

  @Test
  void givenValuesOutOfRange_thenRefusedByName() {
    TeacherSettings settings = TeacherSettings.defaults();
    String message =
        assertThrows(IllegalArgumentException.class, () -> settings.withErrorRate(1.5))
            .getMessage();
    assertThat(message, is("errorRate is 1.5, it must be 0 to 1"));
    assertThrows(IllegalArgumentException.class, () -> settings.withPort(70_000));
  }

  private List<Integer> burst(TeacherServer server, int count) {
    List<CompletableFuture<HttpResponse<String>>> all =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    client.sendAsync(
                        chat(server, request(QUESTION).put("seed", i).toString()),
                        BodyHandlers.ofString()))
            .toList();
    return all.stream().map(f -> f.join().statusCode()).toList();
  }

  private static ObjectNode request(String text) {
    ObjectNode json = Json.mapper().createObjectNode().put("model", "any");
    json.putArray("messages").addObject().put("role", "user").put("content", text);
    return json;
  }

  private static HttpRequest chat(TeacherServer server, String body) {
    return HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpResponse<String> post(TeacherServer server, Object body)
      throws IOException, InterruptedException {
    return client.send(chat(server, body.toString()), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(TeacherServer server, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create(server.baseUrl() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static void assertBad(HttpResponse<String> response, String part) throws IOException {
    assertThat(response.statusCode(), is(400));
    assertThat(json(response).at("/error/message").asText(), containsString(part));
  }

  private static JsonNode json(HttpResponse<String> response) throws JsonProcessingException {
    return Json.mapper().readTree(response.body());
  }

  private static boolean isJson(String text) {
    try {
      return Json.mapper().readTree(text).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static String content(JsonNode answer, int choice) {
    return answer.path("choices").path(choice).at("/message/content").asText();
  }
}
