package org.autoif.io.sandbox.host;

import java.util.Map;
import java.util.Objects;
import org.autoif.io.sandbox.Truthiness;
import org.autoif.io.sandbox.Verdict;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * GraalPy in a host.
 *
 * <p>Functions that pass {@code state_gate.py} cannot leave anything behind and share a context,
 * which is looked at after each and dropped if it has changed all the same; every other one gets a
 * context of its own, dropped after it. A function that could keep something from call to call is
 * loaded anew for each. Their code is compiled, loaded and called from Java: no Python frame of
 * ours lies under theirs, so there is none to reach.
 */
public final class GraalPyGuest implements Guest {
  /** What a call may leave to the next one, as {@code state_gate.py} tells it. */
  private static final int NOTHING = 0;

  private static final int INTERPRETER = 2;
  private static final Source GATE = GraalPySources.of("state_gate.py");

  private final Truthiness truthiness;
  private final int recycleAfter;

  /** What the gate let pass, compiled in the shared context. */
  private final Map<String, Compiled> compiled = new KeptCode<>();

  private @Nullable Engine engine;
  private @Nullable GraalPyContext shared;
  private @Nullable Value whyNot;
  private @Nullable Value remembers;
  private @Nullable Value settle;
  private @Nullable Value watch;
  private @Nullable Value imports;
  private boolean admitted;
  private volatile @Nullable GraalPyContext current;
  private @Nullable Value function;
  private String source = "";
  private @Nullable Value code;
  private int memory;
  private int loads;

  /**
   * A source that passed the gate.
   *
   * @param memory what a call of it may leave to the next one
   */
  private record Compiled(Value code, int memory) {}

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
    if (shared != null && !isSettled()) {
      drop();
    }
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
      Value gate = shared.run(GATE);
      whyNot = gate.getMember("why_not");
      remembers = gate.getMember("remembers");
      settle = gate.getMember("settle");
      watch = gate.getMember("watch");
      imports = gate.getMember("imports");
    }
    current = shared;
  }

  /** Looks at the shared context after a function: the gate, checked a second way. */
  private boolean isSettled() {
    try {
      return settle != null && settle.execute().asBoolean();
    } catch (PolyglotException e) {
      return false;
    }
  }

  @Override
  public @Nullable Verdict admit(String text) {
    function = null;
    admitted = false;
    source = text;
    loads++;
    GraalPyContext context = Objects.requireNonNull(shared, "not prepared");
    try {
      Compiled known = compiled.get(source);
      if (known == null) {
        boolean alone = !Objects.requireNonNull(whyNot, "not prepared").execute(source).isNull();
        int kept = Objects.requireNonNull(remembers, "not prepared").execute(source).asInt();
        if (alone) {
          context = new GraalPyContext(Objects.requireNonNull(engine, "not prepared"));
          current = context;
        }
        try {
          known = new Compiled(context.compile(source), kept);
        } catch (PolyglotException e) {
          return Verdict.error(Verdict.Kind.COMPILE, e.getMessage());
        }
        if (!alone) {
          compiled.put(source, known);
        }
      }
      code = known.code();
      memory = known.memory();
    } catch (PolyglotException e) {
      return failed(e);
    }
    admitted = true;
    return null;
  }

  @Override
  public void bring() {
    try {
      GraalPyContext context = Objects.requireNonNull(current, "not admitted");
      context.offerTextLibrary(source);
      if (context == shared) {
        Objects.requireNonNull(watch, "not prepared").execute();
      } else {
        Value names = Objects.requireNonNull(imports, "not prepared").execute(source);
        context.makeReadyFor(source, names.asString());
      }
    } catch (PolyglotException e) {
      // The source's own import fails in the same way, and that is its verdict.
    }
  }

  @Override
  public @Nullable Verdict load(String text) {
    if (!admitted || !text.equals(source)) {
      Verdict problem = admit(text);
      if (problem != null) {
        return problem;
      }
      bring();
    }
    admitted = false;
    try {
      function =
          Objects.requireNonNull(current, "not prepared")
              .load(Objects.requireNonNull(code, "not admitted"));
    } catch (PolyglotException e) {
      return failed(e);
    }
    return function == null
        ? Verdict.error(Verdict.Kind.COMPILE, "does not define evaluate(response)")
        : null;
  }

  @Override
  public @Nullable Verdict reload() {
    GraalPyContext context = Objects.requireNonNull(current, "not loaded");
    if (memory == NOTHING && context == shared) {
      return null;
    }
    if (memory == INTERPRETER && context != shared) {
      dropOwn();
      return load(source);
    }
    try {
      function = context.load(Objects.requireNonNull(code, "not loaded"));
    } catch (PolyglotException e) {
      return failed(e);
    }
    return null;
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
}
