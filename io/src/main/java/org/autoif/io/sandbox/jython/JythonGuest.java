package org.autoif.io.sandbox.jython;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.autoif.io.sandbox.Truthiness;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.host.Guest;
import org.autoif.io.sandbox.host.KeptCode;
import org.jspecify.annotations.Nullable;
import org.python.antlr.base.mod;
import org.python.core.CodeFlag;
import org.python.core.CompileMode;
import org.python.core.CompilerFlags;
import org.python.core.ParserFacade;
import org.python.core.Py;
import org.python.core.PyBuiltinFunctionSet;
import org.python.core.PyCode;
import org.python.core.PyException;
import org.python.core.PyFrame;
import org.python.core.PyList;
import org.python.core.PyObject;
import org.python.core.PyStringMap;
import org.python.core.PySystemState;
import org.python.core.PyTuple;
import org.python.core.PyUnicode;

/**
 * Jython in a host: Python 2.7 behind a gate and a layer that make it Python 3, or say UNSUPPORTED.
 *
 * <p>A source is translated word by word ({@link JythonSource}), parsed, admitted and bent by
 * {@code jython_gate.py}, and run on the layer, which begins with {@code jython_values.py}. What is
 * admitted can store into no attribute and name nothing that is not listed there, so functions
 * share an interpreter. It is stopped from within: every loop and function asks {@link Tick}
 * whether to go on.
 */
public final class JythonGuest implements Guest {
  private static final int MAX_FRAMES = 990;

  /** The first Java that no longer starts with a security manager. */
  private static final int NO_WALL = 24;

  private static final String GATE = "jython_gate.py";

  /** In the order in which they are run. */
  private static final List<String> LAYER =
      List.of("jython_values.py", "jython_text.py", "jython_patterns.py", "jython_modules.py");

  /** The gate and the layer, compiled once for all slots. */
  private static final Map<String, PyCode> OURS = new ConcurrentHashMap<>();

  private static final CompilerFlags PYTHON3 = new CompilerFlags();

  static {
    for (CodeFlag flag :
        new CodeFlag[] {
          CodeFlag.CO_FUTURE_DIVISION,
          CodeFlag.CO_FUTURE_PRINT_FUNCTION,
          CodeFlag.CO_FUTURE_UNICODE_LITERALS,
          CodeFlag.CO_FUTURE_ABSOLUTE_IMPORT
        }) {
      PYTHON3.setFlag(flag);
    }
  }

  private final Truthiness truthiness;
  private final int recycleAfter;

  /** Code, or the verdict on a source that has none. */
  private final Map<String, Object> compiled = new KeptCode<>();

  private @Nullable PySystemState system;
  private @Nullable PyStringMap layer;
  private @Nullable PyObject admit;
  private @Nullable PyObject function;
  private String loaded = "";
  private volatile Run run = new Run();
  private int loads;

  /** The load or call under way. */
  private static final class Run {
    volatile boolean cancelled;
  }

  /** Returns what the Java of its host wants besides: leave to set up {@link JythonWall}. */
  public static List<String> javaOptions() {
    return Runtime.version().feature() < NO_WALL
        ? List.of("-Djava.security.manager=allow")
        : List.of();
  }

  public JythonGuest(Truthiness truthiness, int recycleAfter) {
    this.truthiness = truthiness;
    this.recycleAfter = recycleAfter;
  }

  @Override
  public String version() {
    return "jython " + PySystemState.version.toString().split(" ", 2)[0];
  }

  @Override
  public void prepare() {
    function = null;
    if (loads >= recycleAfter) {
      drop();
    }
    if (layer == null) {
      loads = 0;
      start();
    }
    Py.setSystemState(system);
    run = new Run();
  }

  private void start() {
    synchronized (JythonGuest.class) {
      Properties own = new Properties();
      own.setProperty("python.import.site", "false");
      own.setProperty("python.cachedir.skip", "true");
      own.setProperty("python.console.encoding", "UTF-8");
      own.setProperty("python.security.respectJavaAccessibility", "true");
      PySystemState.initialize(System.getProperties(), own, new String[0]);
    }
    PySystemState state = new PySystemState();
    Py.setSystemState(state);
    system = state;
    PyStringMap fresh = new PyStringMap();
    fresh.__setitem__("TICK", new Tick(false));
    fresh.__setitem__("ENTER", new Tick(true));
    JythonFunctions.addTo(fresh);
    for (String part : LAYER) {
      exec(part, fresh);
    }
    PyStringMap gate = new PyStringMap();
    gate.__setitem__("DICT_COMP", new JythonFunctions.DictCompParts());
    exec(GATE, gate);
    admit = gate.__getitem__(Py.newString("admit"));
    layer = fresh;
    String warm = "def evaluate(r):\n return r == 'a' and any(w.islower() for w in r.split())\n";
    Verdict problem = load(warm);
    Verdict answer = problem == null ? call("a") : problem;
    if (!answer.isValid()) {
      throw new IllegalStateException("jython does not work here: " + answer.message());
    }
    compiled.clear();
    function = null;
    JythonWall.raise();
  }

  private static void exec(String resource, PyStringMap namespace) {
    PyCode code = OURS.computeIfAbsent(resource, JythonGuest::compileOurs);
    Py.runCode(code, namespace, namespace);
  }

  private static PyCode compileOurs(String resource) {
    try (InputStream in = JythonGuest.class.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
      String text = new String(bytes, StandardCharsets.UTF_8);
      return Py.compile_flags(text, resource, CompileMode.exec, new CompilerFlags());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Verdict load(String source) {
    loads++;
    loaded = source;
    return reload();
  }

  @Override
  public @Nullable Verdict reload() {
    function = null;
    String source = loaded;
    Object code = compiled.get(source);
    if (code == null) {
      code = compile(source);
      compiled.put(source, code);
    }
    if (code instanceof Verdict refused) {
      return refused;
    }
    PyStringMap namespace = new PyStringMap();
    namespace.update(named("NAMES"));
    Verdict problem = null;
    JythonWall.guard(true);
    try {
      Py.runCode((PyCode) code, namespace, namespace);
    } catch (PyException | StackOverflowError | SecurityException e) {
      problem = JythonVerdicts.of(e);
    } finally {
      JythonWall.guard(false);
    }
    Verdict trouble = trouble();
    if (trouble != null || problem != null) {
      return trouble != null ? trouble : problem;
    }
    PyObject found = namespace.__finditem__("evaluate");
    if (found == null) {
      return Verdict.error(Verdict.Kind.COMPILE, "does not define evaluate(response)");
    }
    function = found;
    return null;
  }

  /** Returns code, or the verdict on a source that has none. */
  private Object compile(String source) {
    boolean modern = true;
    try {
      JythonSource.Translated translated = JythonSource.translate(source);
      modern = translated.modern();
      mod tree =
          ParserFacade.parse(
              translated.text(),
              CompileMode.exec,
              "<verifier>",
              new CompilerFlags(PYTHON3.toBits()));
      PyObject refused =
          Objects.requireNonNull(admit, "not prepared")
              .__call__(tree, Objects.requireNonNull(layer, "not prepared"));
      if (refused instanceof PyTuple why) {
        return Verdict.error(
            Verdict.Kind.valueOf(why.pyget(0).toString()), why.pyget(1).toString());
      }
      return Py.compile_flags(tree, "<verifier>", CompileMode.exec, PYTHON3);
    } catch (JythonSource.Refused e) {
      return e.verdict();
    } catch (PyException e) {
      if (!modern && e.match(Py.SyntaxError)) {
        return Verdict.error(Verdict.Kind.COMPILE, "SyntaxError: " + JythonVerdicts.message(e));
      }
      return Verdict.error(Verdict.Kind.UNSUPPORTED, "not on jython: " + JythonVerdicts.message(e));
    } catch (RuntimeException | StackOverflowError e) {
      return Verdict.error(Verdict.Kind.UNSUPPORTED, "not on jython: " + e.getClass());
    }
  }

  @Override
  public boolean isLoaded() {
    return function != null;
  }

  @Override
  public Verdict call(String input) {
    PyObject callee = Objects.requireNonNull(function, "not loaded");
    if (JythonText.hasHalves(input)) {
      return Verdict.error(Verdict.Kind.UNSUPPORTED, "not on jython: half a character");
    }
    Verdict verdict;
    JythonWall.guard(true);
    try {
      verdict =
          JythonVerdicts.of(callee.__call__(new PyUnicode(input)), truthiness, named("to_int"));
    } catch (PyException | StackOverflowError | SecurityException e) {
      verdict = JythonVerdicts.of(e);
    } finally {
      JythonWall.guard(false);
    }
    Verdict trouble = trouble();
    return trouble == null ? verdict : trouble;
  }

  /** Returns what the layer could not do, whatever was made of it, and forgets it. */
  private @Nullable Verdict trouble() {
    PyList list = (PyList) named("TROUBLE");
    if (list.isEmpty()) {
      return null;
    }
    String why = list.pyget(0).toString();
    list.clear();
    return Verdict.error(Verdict.Kind.UNSUPPORTED, "not on jython: " + why);
  }

  private PyObject named(String name) {
    return Objects.requireNonNull(layer, "not prepared").__getitem__(Py.newString(name));
  }

  @Override
  public Runnable canceller() {
    Run now = run;
    return () -> now.cancelled = true;
  }

  /** The next {@link Tick} stops it; what does not come to one is inside one call of Java. */
  @Override
  public long graceMillis() {
    return 500;
  }

  @Override
  public void drop() {
    function = null;
    run = new Run();
    layer = null;
    admit = null;
    compiled.clear();
    if (system != null) {
      system.close();
    }
    system = null;
  }

  /** Called at the head of every loop and function; true, so that it can be a condition. */
  private final class Tick extends PyBuiltinFunctionSet {
    private final boolean deep;

    Tick(boolean deep) {
      super("tick", 0, 0);
      this.deep = deep;
    }

    @Override
    public PyObject __call__() {
      if (run.cancelled) {
        throw Py.MemoryError("cancelled");
      }
      if (deep) {
        int frames = 0;
        for (PyFrame f = Py.getThreadState().frame; f != null; f = f.f_back) {
          frames++;
        }
        if (frames > MAX_FRAMES) {
          throw new PyException(named("RecursionError"), "maximum recursion depth exceeded");
        }
      }
      return Py.True;
    }
  }
}
