package org.autoif.io.llm;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.autoif.io.llm.pool.CompleteChats;

/**
 * A model without a network: a script answers each request. An answer {@code !RATE}, or another
 * kind of {@link ChatException}, fails instead; {@code !RATE once} fails only the first time that
 * the same request is made; {@code !length text} is cut at the token limit.
 */
public final class FakeChatClient implements ChatClient {
  private static final Map<String, AtomicInteger> ASKED = new ConcurrentHashMap<>();

  /** Answers a request made in a role; travels with a pipeline. */
  public interface Script extends Serializable {
    /** Returns the answer. */
    String answer(String role, ChatRequest request);
  }

  /** Waits for nothing. */
  public record InstantTimer() implements CallTimer {
    private static final ExecutorService THREAD =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "instant-timer");
              thread.setDaemon(true);
              return thread;
            });

    @Override
    public long now() {
      return CallTimer.SYSTEM.now();
    }

    @Override
    public void apart(Runnable work) {
      after(0, work);
    }

    @Override
    public void after(long millis, Runnable work) {
      THREAD.execute(work);
    }
  }

  private record ScriptSource(Script script) implements ChatClient.Source {
    @Override
    public ChatClient open(String role) {
      return new FakeChatClient(role, script);
    }
  }

  private final String role;
  private final Script script;

  private FakeChatClient(String role, Script script) {
    this.role = role;
    this.script = script;
  }

  /** Returns calls that a script answers, without waits between attempts. */
  public static CompleteChats calls(Script script) {
    return CompleteChats.of(new ScriptSource(script)).withTimer(new InstantTimer());
  }

  /** Returns the text of the last turn of a request. */
  public static String question(ChatRequest request) {
    return request.messages().get(request.messages().size() - 1).getContent();
  }

  @Override
  public Completion complete(ChatRequest request) throws ChatException {
    String answer = script.answer(role, request);
    if (answer.startsWith("!length ")) {
      return new Completion(answer.substring(8), null, "length", 10, 5);
    }
    if (answer.startsWith("!")) {
      String[] words = answer.substring(1).split(" ", -1);
      int asked =
          ASKED.computeIfAbsent(role + request, key -> new AtomicInteger()).incrementAndGet();
      if (words.length == 1 || asked == 1) {
        throw new ChatException(ChatException.Kind.valueOf(words[0]), "as scripted", 0, null);
      }
      return new Completion("after " + words[0], null, "stop", 10, 5);
    }
    return new Completion(answer, null, "stop", 10, 5);
  }

  @Override
  public String endpoint() {
    return role;
  }

  @Override
  public void close() {}
}
