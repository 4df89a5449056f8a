package org.autoif.pipeline.command.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.autoif.pipeline.command.AutoIf;
import org.autoif.pipeline.command.Run;
import org.autoif.pipeline.teacher.TeacherServer;
import org.autoif.pipeline.teacher.TeacherSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own, and the signals and pipes that people end it with. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = InterruptTest.MINUTES, unit = TimeUnit.MINUTES)
@Tag("slow")
class InterruptTest {
  static final int MINUTES = 3;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each
  private TeacherServer teacher;

  @SuppressWarnings("NullAway.Init") // set before each
  private HttpServer endpoint;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  /** Answers that are let through; the next ones wait. */
  private final Semaphore through = new Semaphore(2);

  private final CountDownLatch waiting = new CountDownLatch(1);

  @BeforeEach
  void start() throws IOException {
    teacher = TeacherServer.start(TeacherSettings.defaults());
    endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.createContext("/", this::forward);
    endpoint.setExecutor(threads);
    endpoint.start();
    Files.writeString(
        folder.resolve("seeds.txt"),
        """
        Use exactly 40 words.
        Answer in exactly four sentences.
        Write the whole answer in lower case.
        """);
  }

  @AfterEach
  void stop() {
    endpoint.stop(0);
    threads.shutdownNow();
    teacher.close();
  }

  @Test
  void givenInterruptWithCallsInFlight_thenTheyAreStoredAndTheSameCommandAsksForNoneAgain()
      throws Exception {
    Process first = synthesize();
    awaitCalls(first);
    signal(first, "INT");
    String line = first.errorReader(UTF_8).readLine();
    assertThat(line, containsString("calls in flight, which are paid for"));
    through.release(1_000_000);
    assertThat(rest(first), containsString("autoif: stopped; the same command with --version=v1"));
    assertThat(first.exitValue(), is(130));
    assertThat(Files.exists(folder.resolve("out/LATEST")), is(false));
    int before = asked.size();
    Process second = synthesize();
    assertThat(rest(second), is(""));
    assertThat(second.exitValue(), is(0));
    assertThat(asked.size(), greaterThan(before));
    assertThat(twice(), is(empty()));
  }

  @Test
  void givenSecondInterrupt_thenItEndsAtOnce() throws Exception {
    Process process = synthesize();
    awaitCalls(process);
    signal(process, "INT");
    String line = process.errorReader(UTF_8).readLine();
    assertThat(line, containsString("Ctrl-C again"));
    signal(process, "INT");
    assertThat(rest(process), not(containsString("stopped")));
    assertThat(process.exitValue(), is(130));
  }

  @Test
  void givenReaderThatHasEnough_thenNothingIsSaidOfIt() throws Exception {
    List<String> help = program("synthesize", "--help");
    List<String> quoted = help.stream().map(word -> "'" + word + "'").toList();
    Process shell =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "{ " + String.join(" ", quoted) + "; echo \"status $?\" >&2; } | head -c 1")
            .start();
    assertThat(rest(shell), is("status 0\n"));
  }

  /** Waits until calls are held back, unless the process ends before. */
  private void awaitCalls(Process of) throws Exception {
    for (int i = 0; i < MINUTES * 60 && !waiting.await(1, TimeUnit.SECONDS); i++) {
      if (!of.isAlive()) {
        throw new AssertionError("it has ended: " + rest(of));
      }
    }
    assertThat(waiting.getCount(), is(0L));
  }

  private void forward(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean call = exchange.getRequestMethod().equals("POST");
    try {
      if (call) {
        asked.add(new String(body, UTF_8));
        if (!through.tryAcquire()) {
          waiting.countDown();
          through.acquire();
        }
      }
      String url = teacher.baseUrl().replaceFirst("/v1$", "") + exchange.getRequestURI().getPath();
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
      request.header("Content-Type", "application/json");
      HttpResponse<byte[]> answer =
          HttpClient.newHttpClient()
              .send(
                  (call ? request.POST(HttpRequest.BodyPublishers.ofByteArray(body)) : request)
                      .build(),
                  HttpResponse.BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private Set<String> twice() {
    Set<String> seen = new HashSet<>();
    Set<String> twice = new HashSet<>();
    asked.stream().filter(body -> !seen.add(body)).forEach(twice::add);
    return twice;
  }

  private Process synthesize() throws Exception {
    return new ProcessBuilder(
            program(
                Run.fewTasks(
                    "synthesize",
                    folder.resolve("seeds.txt"),
                    folder.resolve("out"),
                    List.of(
                        "--demo=false",
                        "--queries=" + queries(),
                        "--version=v1",
                        "--progress=none",
                        "--maxInFlight=4",
                        "--minSft=0",
                        "--minDpo=0",
                        "--teacherBaseUrl=http://127.0.0.1:"
                            + endpoint.getAddress().getPort()
                            + "/v1",
                        "--teacherModel=autoif-teacher"))))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private Path queries() throws IOException {
    return Files.writeString(
        folder.resolve("queries.txt"),
        "How do the tides of the sea come about?\nWhat makes a good breakfast for a child?\n");
  }

  /**
   * Returns the command of the program, heedful of signals: a shell makes what it starts in the
   * background ignore Ctrl-C, and a build that it started so hands that on to every child.
   */
  private static List<String> program(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    List<String> heedful = List.of("env", "--default-signal=INT");
    Process probe =
        new ProcessBuilder(Stream.concat(heedful.stream(), Stream.of("true")).toList()).start();
    if (probe.waitFor() == 0) {
      command.addAll(heedful);
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(AutoIf.class.getName());
    command.addAll(Stream.of(arguments).toList());
    return command;
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** Waits for the end of a process and returns what it still said on standard error. */
  private static String rest(Process process) throws Exception {
    StringBuilder said = new StringBuilder();
    for (String line = process.errorReader(UTF_8).readLine();
        line != null;
        line = process.errorReader(UTF_8).readLine()) {
      said.append(line).append('\n');
    }
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES), is(true));
    return said.toString();
  }
}
