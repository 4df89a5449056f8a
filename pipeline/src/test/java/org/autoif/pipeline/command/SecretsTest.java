package org.autoif.pipeline.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.settings.EndpointSettings;
import org.autoif.pipeline.options.command.SynthesizeOptions;
import org.autoif.pipeline.teacher.TeacherServer;
import org.autoif.pipeline.teacher.TeacherSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys that would stand out, looked for in everything that a run leaves behind, with every logger
 * at its most talkative.
 */
@Tag("slow")
class SecretsTest {
  private static final String CANARY = "sk-canary-8f3b1c";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  private final Logger root = Logger.getLogger("");
  private final Level usual = root.getLevel();
  private final Log log = new Log();

  /** Keeps all that is logged, stack traces included. */
  private static final class Log extends Handler {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Formatter format = new SimpleFormatter();

    @Override
    public void publish(LogRecord line) {
      String text = format.format(line);
      // What the runner says of its own work is most of it.
      if (line.getLoggerName() == null || !line.getLoggerName().startsWith("org.apache.beam")) {
        lines.add(line.getLoggerName() + " " + text);
      } else if (text.contains("canary")) {
        lines.add(text);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    root.setLevel(Level.ALL);
    log.setLevel(Level.ALL);
    root.addHandler(log);
  }

  @AfterEach
  void stopListening() {
    root.removeHandler(log);
    root.setLevel(usual);
  }

  @Test
  void givenKeys_thenTheyAreNowhereButInTheirFiles() throws Exception {
    try (TeacherServer teacher =
            TeacherServer.start(TeacherSettings.defaults().withApiKey(CANARY + "-teacher"));
        TeacherServer judge =
            TeacherServer.start(
                TeacherSettings.defaults().withApiKey(CANARY + "-judge").withErrorRate(0.2))) {
      String[] arguments =
          arguments(
              "--teacherBaseUrl=" + teacher.baseUrl(),
              "--judgeBaseUrl=" + judge.baseUrl(),
              "--judgeModel=m",
              "--judgeApiKeyFile=" + key("judge"));
      Run run = Run.of(arguments);
      assertThat(run.err(), is(""));
      assertThat(run.out(), not(containsString("canary")));
      assertThat(shownOptions(arguments), not(containsString("canary")));
      String logged = String.join("\n", log.lines);
      // The client of the calls does log at this level; so the log was looked through in earnest.
      assertThat(logged, containsString("org.apache.hc.client5"));
      assertThat(logged, not(containsString("canary")));
      assertThat(filesWithCanary(), is(List.of()));
    }
  }

  /**
   * What travels to the workers, and so lies in a cluster's storage and high-availability files.
   */
  @Test
  void givenKeys_thenTheyDoNotTravelWithThePipeline() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(
          ChatEndpoints.of(
              EndpointSettings.of(options(arguments()))
                  .withTeacher("http://127.0.0.1:1/v1", "m")
                  .byRole()));
    }
    assertThat(bytes.toString(ISO_8859_1), containsString("teacher.key"));
    assertThat(bytes.toString(ISO_8859_1), not(containsString("canary")));
  }

  @Test
  void givenServerThatRepeatsTheKeyItRefuses_thenTheErrorDoesNot() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/models", exchange -> answer(exchange, 200, "{\"data\":[]}"));
    server.createContext(
        "/v1/chat/completions",
        exchange ->
            answer(
                exchange,
                401,
                "{\"error\":{\"message\":\"wrong: "
                    + exchange.getRequestHeaders().getFirst("Authorization")
                    + "\"}}"));
    server.start();
    try {
      Run run =
          Run.of(
              arguments(
                  "--teacherBaseUrl=http://127.0.0.1:" + server.getAddress().getPort() + "/v1"));
      assertThat(run.status(), is(2));
      assertThat(run.err(), containsString("answered 401: wrong: Bearer (the key)"));
      assertThat(String.join("\n", log.lines), not(containsString("canary")));
      assertThat(filesWithCanary(), is(List.of()));
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, body.length());
    exchange.getResponseBody().write(body.getBytes(ISO_8859_1));
    exchange.close();
  }

  /** Flink's web UI and its REST interface show a job's options as this JSON. */
  private static String shownOptions(String... arguments) throws IOException {
    String shown = new ObjectMapper().writeValueAsString(options(arguments));
    assertThat(shown, containsString("teacher.key"));
    return shown;
  }

  private static SynthesizeOptions options(String... arguments) {
    return Arguments.parse(
        List.of(arguments).subList(1, arguments.length), SynthesizeOptions.class, Map.of());
  }

  private String[] arguments(String... more) throws IOException {
    Path seeds = folder.resolve("seeds.txt");
    Files.writeString(seeds, "Use exactly 40 words.\nAnswer in exactly four sentences.\n");
    return Run.fewTasks(
        "synthesize",
        seeds,
        folder.resolve("out"),
        Stream.concat(
                Stream.of("--version=v", "--teacherApiKeyFile=" + key("teacher")), Stream.of(more))
            .toList());
  }

  private Path key(String role) throws IOException {
    return Files.writeString(folder.resolve(role + ".key"), CANARY + "-" + role);
  }

  /** Returns the files in which a key is, besides those that it was read from. */
  private List<Path> filesWithCanary() throws IOException {
    List<Path> found = new ArrayList<>();
    int looked = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        looked++;
        if (!file.toString().endsWith(".key")
            && new String(Files.readAllBytes(file), ISO_8859_1).contains("canary")) {
          found.add(file);
        }
      }
    }
    assertThat(looked, greaterThan(1)); // the seeds and the key, if nothing else was written
    return found;
  }
}
