package org.autoif.io.llm.endpoint;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.pool.ChatRun;
import org.autoif.io.record.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of calls when the endpoint, or something on the way to it, breaks. */
@Tag("slow")
class FaultyEndpointTest {
  private static final int PATIENCE_SECONDS = 60;
  private static final int TIMEOUT_MILLIS = 800;
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},"
          + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,"
          + "\"completion_tokens\":2}}";
  private static final String PAGE =
      "<html>\n<head><title>502 Bad Gateway</title></head>\n<body>nginx</body></html>";

  private final WireMockServer server =
      new WireMockServer(
          WireMockConfiguration.wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  static Stream<Arguments> passing() {
    return Stream.of(
        fault("reset", "network", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        fault("empty", "network", aResponse().withFault(Fault.EMPTY_RESPONSE)),
        fault("noise", "network", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
        fault("bad chunk", "network", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
        fault("silence", "timeout", answer().withFixedDelay(5 * TIMEOUT_MILLIS)),
        fault(
            "dribble with pauses",
            "timeout",
            answer().withChunkedDribbleDelay(2, 6 * TIMEOUT_MILLIS)),
        fault("cut JSON", "malformed", text(200, ANSWER.substring(0, ANSWER.length() / 2))),
        fault("page as answer", "malformed", text(200, PAGE)),
        fault("nothing as answer", "malformed", text(200, "")),
        fault("page as error", "unavailable", text(502, PAGE)),
        fault("408", "server", error(408, "slow")),
        fault("409", "server", error(409, "locked")),
        fault("500", "server", error(500, "oops")),
        fault("503", "unavailable", error(503, "overloaded")),
        fault("504", "server", text(504, PAGE)),
        fault("529", "unavailable", error(529, "overloaded")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("passing")
  void givenFaultThatPasses_thenTheSecondRequestIsTheAnswer(
      String name, String kind, ResponseDefinitionBuilder fault) {
    server.stubFor(
        post(anyUrl())
            .inScenario(name)
            .whenScenarioStateIs(STARTED)
            .willSetStateTo("mended")
            .willReturn(fault));
    server.stubFor(
        post(anyUrl()).inScenario(name).whenScenarioStateIs("mended").willReturn(answer()));
    ChatRun run = ChatRun.of(endpoint(kind), 1, PATIENCE_SECONDS);
    assertThat(run.failures(), is(empty()));
    assertThat(run.answers().get(0).getChoices().get(0).getText(), is("hello"));
    assertThat(requests(), is(2));
    assertThat(run.waits().size(), is(1));
  }

  static Stream<Arguments> staying() {
    return passing().filter(fault -> !fault.get()[1].equals("unavailable"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("staying")
  void givenFaultThatStays_thenTheCallIsAFailureAfterAllAttempts(
      String name, String kind, ResponseDefinitionBuilder fault) {
    server.stubFor(post(anyUrl()).willReturn(fault));
    ChatRun run = ChatRun.of(endpoint(kind), 1, PATIENCE_SECONDS);
    assertThat(name, run.error() == null, is(true));
    assertThat(run.answers(), is(empty()));
    assertThat(run.failures().size(), is(1));
    Failure failure = run.failures().get(0);
    assertThat(failure.getKind(), is("chat_" + kind));
    assertThat(failure.getAttempts(), is(ChatRun.ATTEMPTS));
    assertThat(failure.getMessage(), containsString("http://127.0.0.1:" + server.port() + "/v1"));
    assertThat(failure.getMessage(), not(containsString("\n")));
    assertThat(failure.getRecord(), containsString("\"question 0\""));
    assertThat(requests(), is(ChatRun.ATTEMPTS));
  }

  @Test
  void givenAnswerThatNeverPausesAndNeverEnds_thenItTimesOut() {
    server.stubFor(
        post(anyUrl()).willReturn(answer().withChunkedDribbleDelay(30, 6 * TIMEOUT_MILLIS)));
    ChatRun run = ChatRun.of(endpoint("timeout"), 1, PATIENCE_SECONDS);
    assertThat(run.answers(), is(empty()));
    assertThat(run.failures().get(0).getKind(), is("chat_timeout"));
    assertThat(requests(), is(ChatRun.ATTEMPTS));
  }

  @ParameterizedTest
  @CsvSource({"Retry-After, 7, 7000", "retry-after-ms, 2500, 2500"})
  void givenNoRoomAndAWait_thenItIsKept(String header, String value, long millis) {
    refuseOnce(header, value);
    ChatRun run = ChatRun.of(endpoint(), 1, PATIENCE_SECONDS);
    assertThat(run.answers().size(), is(1));
    assertThat(requests(), is(2));
    assertThat(run.waits().get(0), is(millis));
  }

  @Test
  void givenNoRoomUntilADate_thenItIsWaitedFor() {
    ZonedDateTime then = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(90);
    refuseOnce("Retry-After", then.format(DateTimeFormatter.RFC_1123_DATE_TIME));
    ChatRun run = ChatRun.of(endpoint(), 1, PATIENCE_SECONDS);
    assertThat(run.answers().size(), is(1));
    assertThat(requests(), is(2));
    assertThat(run.waits().get(0), allOf(greaterThan(30_000L), lessThanOrEqualTo(90_000L)));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 529})
  void givenEndpointThatServesNobodyForLong_thenTheJobEndsWithOneLine(int status) {
    server.stubFor(
        post(anyUrl()).willReturn(error(status, "not now").withHeader("Retry-After", "30")));
    ChatRun run = ChatRun.of(endpoint(), 1, PATIENCE_SECONDS);
    assertThat(requests(), is(3)); // at 0, 30 and 60 seconds
    assertThat(run.failures(), is(empty()));
    assertThat(run.answers(), is(empty()));
    assertThat(
        Objects.requireNonNull(run.error()).getMessage(),
        is("http://127.0.0.1:" + server.port() + "/v1 answered " + status + ": not now"));
  }

  @ParameterizedTest
  @CsvSource({"insufficient_quota", "quota_exceeded"})
  void givenUsedUpQuota_thenTheJobEndsWithOneLine(String code) {
    server.stubFor(
        post(anyUrl())
            .willReturn(
                text(
                    429,
                    "{\"error\":{\"message\":\"You exceeded\\nyour quota\",\"type\":\""
                        + code
                        + "\",\"param\":null,\"code\":\""
                        + code
                        + "\"}}")));
    ChatRun run = ChatRun.of(endpoint(), 1, PATIENCE_SECONDS);
    assertEnded(run, ChatException.Kind.QUOTA, "answered 429: You exceeded your quota");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void givenWrongKey_thenTheJobEndsWithOneLine(int status) {
    server.stubFor(post(anyUrl()).willReturn(error(status, "no such key")));
    ChatRun run = ChatRun.of(endpoint(), 1, PATIENCE_SECONDS);
    assertEnded(run, ChatException.Kind.AUTH, "answered " + status + ": no such key");
  }

  @Test
  void givenWrongKey_thenCallsThatWaitAreNotMade() {
    server.stubFor(post(anyUrl()).willReturn(error(401, "no such key").withFixedDelay(20)));
    ChatRun run = ChatRun.of(endpoint(), 500, PATIENCE_SECONDS);
    assertThat(run.error(), is(notNullValue()));
    // Those in flight when the first answer came, in each of the groups that are worked on at once.
    assertThat(requests(), lessThanOrEqualTo(200));
  }

  @ParameterizedTest
  @CsvSource({
    "400, chat_permanent, 12", // asked for less at first, in case it is refused for that
    "404, chat_permanent, 3",
    "413, chat_too_long, 3",
    "422, chat_permanent, 12"
  })
  void givenRequestThatIsWrong_thenItIsAskedOnceAndTheFailureTellsWhatWasSaid(
      int status, String kind, int requests) {
    server.stubFor(post(anyUrl()).willReturn(error(status, "this model has 4096 positions")));
    ChatRun run = ChatRun.of(endpoint(), 3, PATIENCE_SECONDS);
    assertThat(run.failures().size(), is(3));
    for (Failure failure : run.failures()) {
      assertThat(failure.getKind(), is(kind));
      assertThat(failure.getAttempts(), is(1));
      assertThat(
          failure.getMessage(),
          containsString("answered " + status + ": this model has 4096 positions"));
    }
    assertThat(requests(), is(requests));
    assertThat(run.waits(), is(empty()));
  }

  @Test
  void givenStormOfRefusals_thenNothingIsLost() throws Exception {
    int calls = 60;
    AtomicInteger seen = new AtomicInteger();
    HttpServer crowded =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    crowded.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          boolean room = seen.incrementAndGet() % 10 == 0;
          byte[] body = (room ? ANSWER : "{}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(room ? 200 : 429, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    crowded.start();
    try {
      ChatRun run =
          ChatRun.of(
              ChatEndpoint.of("http://127.0.0.1:" + crowded.getAddress().getPort() + "/v1", "m"),
              calls,
              1_000_000);
      assertThat(run.failures(), is(empty()));
      assertThat(
          run.answers().stream().map(a -> a.getCall().getId()).distinct().count(),
          is((long) calls));
      assertThat(run.answers().size(), is(calls));
      // Every tenth is answered, and no more are asked than it takes.
      assertThat(seen.get(), is(10 * calls));
      assertThat(run.waits().size(), is(greaterThanOrEqualTo(1)));
    } finally {
      crowded.stop(0);
    }
  }

  private void assertEnded(ChatRun run, ChatException.Kind kind, String said) {
    ChatException error = Objects.requireNonNull(run.error());
    assertThat(error.kind(), is(kind));
    assertThat(error.getMessage(), is("http://127.0.0.1:" + server.port() + "/v1 " + said));
    assertThat(requests(), is(1));
    assertThat(run.answers(), is(empty()));
    assertThat(run.waits(), is(empty()));
  }

  private void refuseOnce(String header, String value) {
    server.stubFor(
        post(anyUrl())
            .inScenario("refuse")
            .whenScenarioStateIs(STARTED)
            .willSetStateTo("room")
            .willReturn(error(429, "too many").withHeader(header, value)));
    server.stubFor(
        post(anyUrl()).inScenario("refuse").whenScenarioStateIs("room").willReturn(answer()));
  }

  private ChatEndpoint endpoint() {
    return ChatEndpoint.of("http://127.0.0.1:" + server.port() + "/v1", "m");
  }

  /** Only what is to time out gets little time: a slow machine must not look like a fault. */
  private ChatEndpoint endpoint(String kind) {
    return kind.equals("timeout") ? endpoint().withTimeoutMillis(TIMEOUT_MILLIS) : endpoint();
  }

  private int requests() {
    return server.getAllServeEvents().size();
  }

  private static Arguments fault(String name, String kind, ResponseDefinitionBuilder response) {
    return Arguments.of(name, kind, response);
  }

  private static ResponseDefinitionBuilder answer() {
    return text(200, ANSWER);
  }

  private static ResponseDefinitionBuilder error(int status, String message) {
    return text(status, "{\"error\":{\"message\":\"" + message + "\",\"type\":\"x\"}}");
  }

  private static ResponseDefinitionBuilder text(int status, String body) {
    return aResponse().withStatus(status).withBody(body);
  }
}
