package org.autoif.io.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * GraalPy in a host.
 *
 * <p>Functions that pass {@code state_gate.py} cannot leave anything behind and share a context;
 * every other one gets a context of its own, dropped after it. Their code is compiled, loaded and
 * called from Java: no Python frame of ours lies under theirs, so there is none to reach.
 */
final class GraalPyGuest implements Guest {
  private static final int KEPT_CODE = 256;
  private static final Source GATE = resource("state_gate.py");

  private final Truthiness truthiness;
  private final int recycleAfter;

  /** What the gate let pass, compiled in the shared context; eldest dropped. */
  private final Map<String, Value> compiled =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Value> eldest) {
          return size() > KEPT_CODE;
        }
      };

  private @Nullable Engine engine;
  private @Nullable GraalPyContext shared;
  private @Nullable Value whyNot;
  private volatile @Nullable GraalPyContext current;
  private @Nullable Value function;
  private int loads;

  GraalPyGuest(Truthiness truthiness, int recycleAfter) {
    this.truthiness = truthiness;
    this.recycleAfter = recycleAfter;
  }

  @Override
  public String version() {
    return "graalpy " + Objects.requireNonNull(engine, "not prepared").getVersion();
  }

  @Override
  public void prepare() {
    dropOwn();
    if (engine != null && loads >= recycleAfter) {
      // An engine keeps something of every function that it compiled.
      drop();
      engine.close(true);
      engine = null;
    }
    if (engine == null) {
      loads = 0;
      engine = Engine.newBuilder("python").option("engine.WarnInterpreterOnly", "false").build();
    }
    if (shared == null) {
      shared = new GraalPyContext(engine);
      whyNot = shared.run(GATE).getMember("why_not");
    }
    current = shared;
  }

  @Override
  public @Nullable Verdict load(String source) {
    function = null;
    loads++;
    GraalPyContext context = Objects.requireNonNull(shared, "not prepared");
    try {
      Value code = compiled.get(source);
      if (code == null) {
        boolean alone = !Objects.requireNonNull(whyNot, "not prepared").execute(source).isNull();
        if (alone) {
          context = new GraalPyContext(Objects.requireNonNull(engine, "not prepared"));
          current = context;
        }
        try {
          code = context.compile(source);
        } catch (PolyglotException e) {
          return Verdict.error(Verdict.Kind.COMPILE, e.getMessage());
        }
        if (alone) {
          context.makeReadyFor(source);
        } else {
          compiled.put(source, code);
        }
      }
      function = context.load(code);
    } catch (PolyglotException e) {
      return failed(e);
    }
    return function == null
        ? Verdict.error(Verdict.Kind.COMPILE, "does not define evaluate(response)")
        : null;
  }

  @Override
  public boolean isLoaded() {
    return function != null;
  }

  @Override
  public Verdict call(String input) {
    GraalPyContext context = Objects.requireNonNull(current, "not loaded");
    Value callee = Objects.requireNonNull(function, "not loaded");
    try {
      // Inside, since a context that was cancelled this soon answers no question either.
      return callee.canExecute()
          ? context.judge(callee.execute(input), truthiness)
          : Verdict.error(Verdict.Kind.EXCEPTION, "TypeError: evaluate is not callable");
    } catch (PolyglotException e) {
      return failed(e);
    }
  }

  private Verdict failed(PolyglotException e) {
    Verdict verdict = GraalPyContext.classify(e);
    if ((verdict.kind() == Verdict.Kind.EXIT && current != shared)
        || verdict.kind() == Verdict.Kind.VIOLATION
        || verdict.kind() == Verdict.Kind.CRASH) {
      drop();
    }
    return verdict;
  }

  @Override
  public Runnable canceller() {
    GraalPyContext context = current;
    return context == null ? () -> {} : context::close;
  }

  @Override
  public void drop() {
    dropOwn();
    if (shared != null) {
      shared.close();
    }
    shared = null;
    current = null;
    compiled.clear();
  }

  private void dropOwn() {
    function = null;
    GraalPyContext context = current;
    if (context != null && context != shared) {
      context.close();
    }
    current = shared;
  }

  private static Source resource(String name) {
    try (InputStream in = GraalPyGuest.class.getResourceAsStream(name)) {
      String text =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      return Source.newBuilder("python", text, name).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
