package org.autoif.pipeline.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.autoif.io.llm.store.CompletionStores;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.autoif.pipeline.teacher.TeacherServer;
import org.autoif.pipeline.teacher.TeacherSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every command that the README and the pages in docs show, on small files and a free port.
 * The first block, the demo and the tests, is what {@code .ci/run} runs as it stands.
 */
@Tag("slow")
class ReadmeTest {
  /** What .ci/flink, .ci/schedule and .ci/loaders run. */
  private static final List<String> OTHERS =
      List.of(
          "axolotl ",
          "deploy/flink/local-cluster ",
          "deploy/bin/submit ",
          "deploy/schedule/regenerate ",
          "llamafactory-cli ",
          "trl ",
          "PYTHONPATH=out/v1/reward trl ");

  private static final Path ROOT = Path.of("..");

  /** A part of a word in a shell: what is in quotes, what a backslash escapes, or one as it is. */
  private static final Pattern PART = Pattern.compile("'[^']*'|\"(?:[^\"\\\\]|\\\\.)*\"|\\\\.|\\S");

  private static final Pattern WORD = Pattern.compile("(?:" + PART + ")+");
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  /** Open all the time, so that the commands find the interpreters warm. */
  private static VerifierEngine engine;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  @BeforeAll
  static void open() throws IOException {
    engine = Sandboxes.open(SandboxSettings.of());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @BeforeEach
  void writeInputs() throws IOException, StoreException {
    CompletionStores.open(StoreSettings.sqlite(folder.resolve("out/completions.sqlite"))).close();
    SmallVersion.write(folder.resolve("out"));
    write("seeds.txt", "Use exactly 40 words.\nAnswer in exactly four sentences.\n");
    write("queries.jsonl", "{\"query\":\"What is the best way to learn how to swim?\"}\n");
    write(
        "sessions.jsonl",
        "{\"id\":\"a\",\"functions\":[\"def evaluate(r): return True\"],\"inputs\":[\"x\"]}\n");
    write(
        "eval_func_rft.jsonl",
        "{\"instruction\":\"Say x.\",\"gpt-answer\":[\"{\\\"func\\\": \\\"def evaluate(r):\\\\n"
            + " return 'x' in r\\\", \\\"cases\\\": [{\\\"input\\\": \\\"x\\\", \\\"output\\\":"
            + " \\\"true\\\"}]}\"]}\n");
  }

  @Test
  void givenFirstBlock_thenCiRunsItsCommands() throws IOException {
    String ci = Files.readString(ROOT.resolve(".ci/run"));
    assertThat(blocks().get(0), startsWith("deploy/bin/autoif synthesize --demo --output=out "));
    assertThat(ci, containsString("\n  deploy/bin/autoif synthesize --demo --output="));
    assertThat(ci, containsString("\npart demo demo\n"));
    assertThat(blocks().get(0), containsString("\n./mvnw verify "));
    assertThat(ci, containsString("\npart verify ./mvnw -B -ntp verify\n"));
    for (String part : List.of("flink", "loaders")) {
      assertThat(ci, containsString("\npart " + part + " .ci/" + part + "\n"));
    }
    assertThat(ci, containsString("\nbegin .ci/schedule "));
  }

  static Stream<List<String>> commands() throws IOException {
    return Stream.concat(blocks().stream().skip(1), pages()).flatMap(ReadmeTest::commands);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void givenCommandOfReadme_thenItWorks(List<String> command) throws Exception {
    if (command.get(0).equals("teacher")) {
      serve(command);
      return;
    }
    try (TeacherServer teacher = TeacherServer.start(TeacherSettings.defaults())) {
      List<String> arguments = new ArrayList<>();
      for (String argument : command) {
        arguments.add(
            argument
                .replaceFirst("^out$", folder + "/out")
                .replaceFirst("^(--(?:seeds|queries|input|output|to)=)", "$1" + folder + "/")
                .replaceFirst("^(--(?:teacher|policy)BaseUrl=).*", "$1" + teacher.baseUrl())
                .replaceFirst("^(--teacherApiKeyEnv=).*", "$1HOME"));
      }
      if (command.get(0).equals("synthesize")) {
        arguments.removeIf(a -> a.startsWith("--instructions=") || a.startsWith("--queriesPer"));
        arguments.addAll(
            List.of("--instructions=0", "--verifierSamples=2", "--queriesPerInstruction=1"));
      }
      if (List.of("synthesize", "online-dpo").contains(command.get(0))) {
        // So little may make no row of a kind; whether commands work is what counts here.
        arguments.addAll(List.of("--minSft=0", "--minDpo=0"));
      }
      Run run = Run.of(arguments.toArray(String[]::new));
      assertThat(run.err(), is(""));
      assertThat(run.status(), is(0));
    }
  }

  /** Starts a server as the README does, and ends it when it has said where it is. */
  private static void serve(List<String> command) throws Exception {
    List<String> arguments =
        command.stream().map(a -> a.replaceFirst("^--port=.*", "--port=0")).toList();
    try (PipedInputStream in = new PipedInputStream();
        BufferedReader out = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      PrintStream to = new PrintStream(new PipedOutputStream(in), true, UTF_8);
      Thread server = new Thread(() -> AutoIf.run(arguments, to, to));
      server.start();
      assertThat(out.readLine(), startsWith("teacher at http://127.0.0.1:"));
      server.interrupt();
      server.join();
    }
  }

  private static List<String> blocks() throws IOException {
    return blocks(ROOT.resolve("README.md"));
  }

  private static Stream<String> pages() throws IOException {
    List<String> all = new ArrayList<>();
    try (DirectoryStream<Path> pages = Files.newDirectoryStream(ROOT.resolve("docs"), "*.md")) {
      for (Path page : pages) {
        all.addAll(blocks(page));
      }
    }
    return all.stream();
  }

  private static List<String> blocks(Path page) throws IOException {
    return BLOCK
        .matcher(Files.readString(page))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  private static Stream<List<String>> commands(String block) {
    return block
        .replace("\\\n", " ")
        .lines()
        .filter(line -> !line.isBlank() && OTHERS.stream().noneMatch(line::startsWith))
        .map(line -> line.replaceFirst(" +#.*", ""))
        .map(
            line -> {
              assertThat(line, startsWith("deploy/bin/autoif "));
              return words(line.replace("deploy/bin/autoif ", ""));
            });
  }

  /** Returns the words that a shell makes of a line, without what quotes and backslashes say. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      StringBuilder text = new StringBuilder();
      Matcher part = PART.matcher(word.group());
      while (part.find()) {
        String of = part.group();
        text.append(
            switch (of.charAt(0)) {
              case '\'' -> of.substring(1, of.length() - 1);
              case '"' -> of.substring(1, of.length() - 1).replaceAll("\\\\([\"\\\\$`])", "$1");
              case '\\' -> of.substring(1);
              default -> of;
            });
      }
      words.add(text.toString());
    }
    return words;
  }

  @Test
  void givenQuotesInALine_thenItsWordsAreAShells() {
    assertThat(
        words("a --b='{\"c\": 1}' --d={\"e\":2} \"f \\\" 'g'\" h\\ i ''"),
        is(List.of("a", "--b={\"c\": 1}", "--d={e:2}", "f \" 'g'", "h i", "")));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
