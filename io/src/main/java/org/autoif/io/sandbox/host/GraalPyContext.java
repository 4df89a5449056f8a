package org.autoif.io.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.Locale;
import org.autoif.io.sandbox.TextLibrary;
import org.autoif.io.sandbox.Truthiness;
import org.autoif.io.sandbox.Verdict;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.jspecify.annotations.Nullable;

/** A locked GraalPy context: no files, threads, processes, environment, native code or Java. */
final class GraalPyContext {
  private static final int MAX_SHOWN = 80;
  private static final Source BRING = GraalPySources.of("graalpy_imports.py");
  private static final Source TEXTKIT = GraalPySources.of("graalpy_textkit.py");
  private static final Source BASE64 = GraalPySources.of("graalpy_base64.py");

  /** Takes all that is printed and keeps none of it; a context that closes it closes nothing. */
  private static final OutputStream NOWHERE =
      new OutputStream() {
        @Override
        public void write(int b) {}

        @Override
        public void write(byte[] bytes, int from, int count) {}
      };

  private final Context context;
  // Taken before any generated code has run, so that none can put its own in their place.
  private final Value compile;
  private final Value exec;
  private final Value newDict;
  private final Value toInt;
  private @Nullable Value seed;
  private @Nullable Value textkit;

  GraalPyContext(Engine engine) {
    context =
        Context.newBuilder("python")
            .engine(engine)
            .in(InputStream.nullInputStream())
            .out(NOWHERE)
            .err(NOWHERE)
            .allowAllAccess(false)
            .allowIO(IOAccess.NONE)
            .allowCreateThread(false)
            .allowCreateProcess(false)
            .allowNativeAccess(false)
            .allowEnvironmentAccess(EnvironmentAccess.NONE)
            .allowHostAccess(HostAccess.NONE)
            .allowHostClassLookup(name -> false)
            .allowPolyglotAccess(PolyglotAccess.NONE)
            .allowInnerContextOptions(false)
            .timeZone(ZoneId.of("UTC"))
            .build();
    compile = context.eval("python", "compile");
    exec = context.eval("python", "exec");
    newDict = context.eval("python", "dict");
    toInt = context.eval("python", "int");
  }

  /** Runs a source of our own and returns the namespace it has filled. */
  Value run(Source source) {
    context.eval(source);
    return context.getBindings("python");
  }

  Value compile(String source) {
    return compile.execute(source, "<verifier>", "exec", 0, true);
  }

  /** Runs compiled code in a fresh namespace; returns {@code evaluate}, or null without one. */
  @Nullable Value load(Value code) {
    if (seed != null) {
      seed.execute(0);
    }
    Value namespace = newDict.execute();
    if (textkit != null) {
      namespace.putHashEntry(TextLibrary.NAME, textkit);
    }
    exec.execute(code, namespace);
    return namespace.getHashValue("evaluate");
  }

  /**
   * Makes ready for a source that has the context to itself: its imports are there; random numbers
   * are the same in every run and for every text; base64 is decoded as CPython does it; tkinter,
   * which a desktop's Python has, can be imported, though without a display nothing in it can be
   * used.
   */
  void makeReadyFor(String source, String imports) {
    if (!imports.isEmpty()) {
      context.eval(BRING).execute(imports);
    }
    if (source.contains("random")) {
      seed = context.eval("python", "__import__('random').seed");
    }
    if (source.contains("base64") || source.contains("binascii")) {
      context.eval(BASE64);
    }
    if (source.contains("tkinter")) {
      context.eval("python", "import sys; sys.modules['tkinter'] = type(sys)('tkinter')");
    }
  }

  /** Offers the text library from here on, if the source may use it. */
  void offerTextLibrary(String source) {
    if (textkit == null && source.contains(TextLibrary.NAME)) {
      textkit = context.eval(TEXTKIT).execute(new String(TextLibrary.source(), UTF_8));
    }
  }

  /** Reads an answer; what it is asked may run generated code. */
  Verdict judge(Value answer, Truthiness truthiness) {
    if (answer.isBoolean()) {
      return answer.asBoolean() ? Verdict.TRUE : Verdict.FALSE;
    }
    if (truthiness == Truthiness.LENIENT && answer.isString()) {
      String word = answer.asString().strip().toLowerCase(Locale.ROOT);
      if (word.equals("true") || word.equals("false")) {
        return word.equals("true") ? Verdict.TRUE : Verdict.FALSE;
      }
    }
    if (truthiness != Truthiness.STRICT) {
      try {
        Value number = toInt.execute(answer);
        return number.fitsInLong() && number.asLong() == 0 ? Verdict.FALSE : Verdict.TRUE;
      } catch (PolyglotException e) {
        if (!e.isGuestException() || e.isExit()) {
          throw e;
        }
      }
    }
    return Verdict.error(Verdict.Kind.NOT_BOOL, "returned " + show(answer));
  }

  private static String show(Value answer) {
    if (answer.isNull()) {
      return "None";
    }
    Value type = answer.getMetaObject();
    String name = type == null ? "object" : type.getMetaSimpleName();
    if (!answer.isString() && !answer.isNumber()) {
      return name;
    }
    String text = answer.toString();
    return name + " " + (text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…");
  }

  /** Says what kind of error it was that came out of loading or calling. */
  static Verdict classify(PolyglotException e) {
    String message = HostProtocol.describe(e);
    if (e.isExit()) {
      return Verdict.error(Verdict.Kind.EXIT, "tried to exit with status " + e.getExitStatus());
    }
    if (e.isInternalError() || !e.isGuestException()) {
      return Verdict.error(internal(message), message);
    }
    Value raised = e.getGuestObject();
    Value type = raised == null ? null : raised.getMetaObject();
    String name = type == null ? "" : type.getMetaSimpleName();
    return switch (name) {
      case "RecursionError" -> Verdict.error(Verdict.Kind.RECURSION, message);
      case "MemoryError" -> Verdict.error(Verdict.Kind.MEMORY, message);
      case "KeyboardInterrupt" -> Verdict.error(Verdict.Kind.EXIT, message);
      // More than the largest array there can be, so more than any limit on memory.
      case "OverflowError" ->
          Verdict.error(
              message.contains("index-sized") ? Verdict.Kind.MEMORY : Verdict.Kind.EXCEPTION,
              message);
      default -> Verdict.error(Verdict.Kind.EXCEPTION, message);
    };
  }

  /** What is denied below Python surfaces as an exception of Java. */
  private static Verdict.Kind internal(String message) {
    if (message.contains("SecurityException") || message.contains("not allowed")) {
      return Verdict.Kind.VIOLATION;
    }
    return message.contains("StackOverflow") ? Verdict.Kind.RECURSION : Verdict.Kind.CRASH;
  }

  /** Stops what runs in it, from any thread, and gives it back. */
  void close() {
    context.close(true);
  }
}
