package org.autoif.io.llm.pool;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Choice;
import org.autoif.io.llm.Completion;
import org.autoif.io.llm.FakeChatClient;
import org.autoif.io.llm.Prompt;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.llm.endpoint.OpenAiChatClient;
import org.autoif.io.llm.store.CompletionStores;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoreSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls with a store: what is asked again and what is not. */
class StoredChatsTest {
  private static final AtomicInteger ASKED = new AtomicInteger();
  private static final Map<String, List<String>> ANSWERS = new ConcurrentHashMap<>();

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  /** A model that never gives the same answer twice, so that a repeated call would show. */
  private record Moody(String name, String settings) implements ChatClient.Source {
    @Override
    public ChatClient open(String role) {
      return new ChatClient() {
        @Override
        public Completion complete(ChatRequest request) throws ChatException {
          int number = ASKED.incrementAndGet();
          if (FakeChatClient.question(request).equals("broken")) {
            throw new ChatException(ChatException.Kind.PERMANENT, "as scripted", 0, null);
          }
          return new Completion("answer " + number, "thought " + number, "stop", 10, 5);
        }

        @Override
        public String model() {
          return name;
        }

        @Override
        public String parameters() {
          return settings;
        }

        @Override
        public void close() {}
      };
    }
  }

  private record Ran(Map<String, List<String>> answers, int asked, PipelineResult result) {
    // The DirectRunner moves attempted values while they are read; committed ones are final.
    long counter(String name) {
      long[] sum = {0};
      result
          .metrics()
          .queryMetrics(
              MetricsFilter.builder()
                  .addNameFilter(MetricNameFilter.named(CompleteChats.class, name))
                  .build())
          .getCounters()
          .forEach(counter -> sum[0] += counter.getCommitted());
      return sum[0];
    }
  }

  @BeforeEach
  void forget() {
    ANSWERS.clear();
  }

  @Test
  void givenTheSameAgain_thenNothingIsAskedAndAllAnswersAreTheSame() {
    ChatCall[] calls =
        IntStream.range(0, 700).mapToObj(i -> call("id" + i, 2, "q" + i)).toArray(ChatCall[]::new);
    Ran first = run(new Moody("m", "{}"), calls);
    assertThat(first.asked(), is(1400));
    assertThat(first.counter("completions_stored"), is(1400L));
    assertThat(first.counter("completions_reused"), is(0L));
    assertThat(first.counter("prompt_tokens"), is(14_000L));
    Ran second = run(new Moody("m", "{}"), calls);
    assertThat(second.asked(), is(0));
    assertThat(second.answers(), is(first.answers()));
    assertThat(second.counter("completions_stored"), is(0L));
    assertThat(second.counter("completions_reused"), is(1400L));
    assertThat(second.counter("prompt_tokens"), is(0L));
  }

  @Test
  void givenAnyChange_thenOnlyWhatItTouchesIsAsked() {
    ChatCall one = call("one", 2, "question");
    ChatCall two = call("two", 2, "another", "third");
    Moody model = new Moody("m", "{}");
    assertThat(run(model, one, two).asked(), is(6));
    assertThat(run(new Moody("n", "{}"), one, two).asked(), is(6));
    assertThat(run(new Moody("m", "{\"max_tokens\":5}"), one, two).asked(), is(6));
    assertThat(run(model, one.toBuilder().setTemperature(0.5).build(), two).asked(), is(2));
    assertThat(run(model, one.toBuilder().setSeed(1000).build(), two).asked(), is(2));
    assertThat(run(model, one.toBuilder().setSamples(3).build(), two).asked(), is(1));
    assertThat(run(model, one, call("two", 2, "another", "changed")).asked(), is(2));
    assertThat(run(model, one, two).asked(), is(0));
    // Who asks and why is not part of the question.
    ChatCall other = one.toBuilder().setStep("Else").setContext("{\"x\":1}").build();
    assertThat(run(model, other, two).asked(), is(0));
  }

  @Test
  void givenTheSameQuestionTwiceInACall_thenItIsPaidOnce() {
    Ran ran = run(new Moody("m", "{}"), call("id", 2, "same", "same"));
    assertThat(ran.asked(), is(2));
    List<String> texts = ran.answers().getOrDefault("id", List.of());
    assertThat(texts.size(), is(4));
    assertThat(texts.get(2).substring(3), is(texts.get(0).substring(3)));
    assertThat(texts.get(3).substring(3), is(texts.get(1).substring(3)));
    assertThat(ran.counter("completions_stored"), is(2L));
    assertThat(ran.counter("completions_reused"), is(2L));
  }

  @Test
  void givenFailure_thenItIsAskedAgainNextTime() {
    assertThat(run(new Moody("m", "{}"), call("id", 1, "fine", "broken")).asked(), is(2));
    assertThat(run(new Moody("m", "{}"), call("id", 1, "fine", "broken")).asked(), is(1));
  }

  @Test
  void givenStoreThatBreaks_thenTheJobEndsWithTheReason() throws Exception {
    run(new Moody("m", "{}"), call("id", 1, "question"));
    byte[] noise = new byte[4096];
    Arrays.fill(noise, (byte) 0xa5);
    Files.write(file(), noise, StandardOpenOption.TRUNCATE_EXISTING);
    Throwable at =
        assertThrows(
            RuntimeException.class, () -> run(new Moody("m", "{}"), call("id", 1, "question")));
    while (at.getCause() != null && !(at instanceof StoreException)) {
      at = at.getCause();
    }
    assertThat(at, instanceOf(StoreException.class));
    assertThat(at.getMessage(), containsString("store.sqlite is corrupt"));
  }

  @Test
  void givenKey_thenItIsNotInTheStore() throws Exception {
    // Everything that a client knows of its key stays out of what names and fills a row.
    ChatEndpoint endpoint = ChatEndpoint.of("http://127.0.0.1:1/v1", "m");
    Path key = folder.resolve("key");
    Files.writeString(key, "sk-canary");
    run(new Moody("m", "{\"authorization\":\"sk-canary\"}"), call("id", 1, "question"));
    try (OpenAiChatClient client =
        ChatEndpoints.of(Map.of("teacher", endpoint.withApiKey(null, key.toString())))
            .chat("teacher")) {
      assertThat(client.parameters().contains("canary"), is(false));
      assertThat(client.model().contains("canary"), is(false));
    }
    String bytes = Files.readString(file(), StandardCharsets.ISO_8859_1);
    assertThat(bytes.contains("canary"), is(false));
    assertThat(bytes.contains("Bearer"), is(false));
  }

  @Test
  void givenParametersInAnotherOrder_thenTheyAreTheSame() throws Exception {
    assertThat(
        parameters("{\"b\":{\"y\":1,\"x\":2},\"a\":[2,1]}"),
        is(parameters("{\"a\": [2, 1], \"b\": {\"x\": 2, \"y\": 1}}")));
    assertThat(parameters("{\"a\":1}").equals(parameters("{\"a\":2}")), is(false));
    assertThat(parameters("{}").equals(parameters("{\"a\":null}")), is(false));
  }

  private static String parameters(String extraBody) throws ChatException {
    ChatEndpoint endpoint = ChatEndpoint.of("http://127.0.0.1:1/v1", "m").withExtraBody(extraBody);
    try (OpenAiChatClient client = ChatEndpoints.of(Map.of("teacher", endpoint)).chat("teacher")) {
      return client.parameters();
    }
  }

  private Path file() {
    return folder.resolve("store.sqlite");
  }

  private Ran run(Moody model, ChatCall... calls) {
    ANSWERS.clear();
    int before = ASKED.get();
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple out =
        pipeline
            .apply(Create.of(List.of(calls)))
            .apply(
                CompleteChats.of(model)
                    .withTimer(new FakeChatClient.InstantTimer())
                    .withStore(CompletionStores.source(StoreSettings.sqlite(file()))));
    out.get(CompleteChats.ANSWERS).apply(ParDo.of(new GatherFn()));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return new Ran(Map.copyOf(ANSWERS), ASKED.get() - before, result);
  }

  private static final class GatherFn extends DoFn<ChatAnswer, Void> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element ChatAnswer answer) {
      List<String> texts = new ArrayList<>();
      for (Choice choice : answer.getChoices()) {
        texts.add(
            choice.getPrompt()
                + "."
                + choice.getSample()
                + choice.getText()
                + choice.getReasoning());
      }
      ANSWERS.put(answer.getCall().getId(), texts);
    }
  }

  private static ChatCall call(String id, int samples, String... questions) {
    return ChatCall.builder()
        .setId(id)
        .setStep("Step")
        .setRole("teacher")
        .setPrompts(Stream.of(questions).map(Prompt::user).toList())
        .setSamples(samples)
        .setTemperature(1)
        .setSeed(7)
        .setContext("{}")
        .build();
  }
}
