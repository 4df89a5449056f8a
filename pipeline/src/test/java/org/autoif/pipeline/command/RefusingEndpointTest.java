package org.autoif.pipeline.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.autoif.io.record.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on endpoints that refuse all that is asked, from the start or later. */
@Tag("slow")
class RefusingEndpointTest {
  private static final String OK =
      "{\"choices\":[{\"message\":{\"content\":\"OK\"},\"finish_reason\":\"stop\"}]}";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;

  /** Requests that are answered before all others are refused. */
  private int answered;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::answer);
    server.createContext(
        "/v1/models", x -> send(x, 200, "{\"data\":[{\"id\":\"right\"},{\"id\":\"other\"}]}"));
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode body = Json.mapper().readTree(exchange.getRequestBody());
    if (!body.path("model").asText().equals("right")) {
      send(exchange, 404, "{\"detail\":\"no such model here\"}");
    } else if (asked.incrementAndGet() > answered) {
      send(exchange, 400, "[{\"error\":{\"message\":\"not from where you are\"}}]");
    } else {
      send(exchange, 200, OK);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void givenWrongModel_thenNothingIsWrittenAndTheModelsAreNamed() throws Exception {
    Run run = synthesize("v1", "--teacherModel=wrong");
    assertThat(run.status(), is(2));
    assertThat(
        run.err(),
        matchesPattern(
            "autoif: --teacherBaseUrl: \\S+ answered 404: no such model here; asked at \\S+/v1/chat"
                + "/completions; its models: right, other\\R"));
    assertThat(Files.exists(folder.resolve("out")), is(false));
  }

  @Test
  void givenAddressOfTheRequestItself_thenItIsToldWhereItEnds() throws Exception {
    Run run = synthesize("v1", "--teacherBaseUrl=" + base() + "/chat/completions");
    assertThat(run.status(), is(2));
    assertThat(run.err(), containsString("the address ends before /chat/completions"));
  }

  @Test
  void givenEndpointThatRefusesAllLater_thenTheRunEndsInItsWordsAndLatestStays() throws Exception {
    answered = 1;
    Path latest = folder.resolve("out/LATEST");
    Files.createDirectories(folder.resolve("out"));
    Run run = synthesize("v1", "--verifierSamples=6");
    assertThat(run.status(), is(1));
    assertThat(run.err(), containsString("GenerateVerifiers: all of the first 1"));
    assertThat(run.err(), containsString("answered 400: not from where you are"));
    assertThat(Files.exists(latest), is(false));
  }

  @Test
  void givenFewCallsThatAllFail_thenTheRunEndsAllTheSame() throws Exception {
    answered = 1;
    Run run = synthesize("v1", "--verifierSamples=1");
    assertThat(run.status(), is(1));
    assertThat(run.err(), containsString("GenerateVerifiers: all of its calls failed, one with: "));
    assertThat(Files.exists(folder.resolve("out/v1/manifest.json")), is(false));
  }

  @Test
  void givenRunWithoutRows_thenItIsNotPublishedUnlessThatIsAllowed() throws Exception {
    answered = 1;
    Run none = synthesize("v1", "--verifierSamples=1", "--maxFailures=1");
    assertThat(
        none.err(), containsString("version v1 is not published: dpo has 0 rows, must have 1"));
    assertThat(none.status(), is(3));
    Run allowed =
        synthesize("v2", "--verifierSamples=1", "--maxFailures=1", "--minSft=0", "--minDpo=0");
    assertThat(allowed.status(), is(2)); // it is refused at the start now
    answered = Integer.MAX_VALUE;
    Run empty = synthesize("v3", "--verifierSamples=1", "--minSft=0", "--minDpo=0");
    assertThat(empty.err(), is(""));
    assertThat(Files.readString(folder.resolve("out/LATEST")).strip(), is("v3"));
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  private Run synthesize(String version, String... more) throws IOException {
    Path seeds = folder.resolve("seeds.txt");
    Path queries = folder.resolve("queries.jsonl");
    Files.writeString(
        seeds, "Use exactly 40 words.\nAnswer in four sentences.\nWrite no comma at all.\n");
    Files.writeString(queries, "{\"query\":\"How does one learn to swim in one summer?\"}\n");
    return Run.ofFewTasks(
        "synthesize",
        seeds,
        folder.resolve("out"),
        Stream.concat(
                Stream.of(
                    "--demo=false",
                    "--queries=" + queries,
                    "--version=" + version,
                    "--teacherBaseUrl=" + base(),
                    "--teacherModel=right"),
                Stream.of(more))
            .toList());
  }
}
