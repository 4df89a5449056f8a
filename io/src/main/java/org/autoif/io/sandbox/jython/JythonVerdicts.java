package org.autoif.io.sandbox.jython;

import java.util.Locale;
import org.autoif.io.sandbox.Truthiness;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.host.HostProtocol;
import org.python.core.Py;
import org.python.core.PyBoolean;
import org.python.core.PyException;
import org.python.core.PyFloat;
import org.python.core.PyInteger;
import org.python.core.PyLong;
import org.python.core.PyNone;
import org.python.core.PyObject;
import org.python.core.PyUnicode;

/** What the answers and exceptions of Jython mean. */
final class JythonVerdicts {
  private static final int MAX_SHOWN = 80;
  private static final int MAX_MESSAGE = 1000;

  private JythonVerdicts() {}

  /**
   * Returns what an answer says.
   *
   * @param toInt what makes an int of a value, as Python 3 does
   */
  static Verdict of(PyObject answer, Truthiness truthiness, PyObject toInt) {
    if (answer instanceof PyBoolean said) {
      return said.getBooleanValue() ? Verdict.TRUE : Verdict.FALSE;
    }
    boolean text = answer instanceof PyUnicode;
    boolean number =
        answer instanceof PyInteger || answer instanceof PyLong || answer instanceof PyFloat;
    if (truthiness != Truthiness.STRICT && (text || number)) {
      String word = text ? ((PyUnicode) answer).getString().strip().toLowerCase(Locale.ROOT) : "";
      if (truthiness == Truthiness.LENIENT && (word.equals("true") || word.equals("false"))) {
        return word.equals("true") ? Verdict.TRUE : Verdict.FALSE;
      }
      try {
        return toInt.__call__(answer).__nonzero__() ? Verdict.TRUE : Verdict.FALSE;
      } catch (PyException e) {
        // No number, so no answer.
      }
    }
    String shown =
        answer instanceof PyNone
            ? "None"
            : text
                ? "str " + cut(((PyUnicode) answer).getString())
                : number ? cut(answer.toString()) : answer.getType().fastGetName();
    return Verdict.error(Verdict.Kind.NOT_BOOL, "returned " + shown);
  }

  private static String cut(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }

  /** Returns the kind of what a function raised. */
  static Verdict of(Throwable thrown) {
    if (thrown instanceof SecurityException) {
      return Verdict.error(Verdict.Kind.VIOLATION, HostProtocol.describe(thrown));
    }
    if (!(thrown instanceof PyException e)) {
      return Verdict.error(Verdict.Kind.RECURSION, "too deep");
    }
    if (e.value != null && e.value.__tojava__(Throwable.class) instanceof Throwable inner) {
      return inner instanceof SecurityException
          ? of(inner)
          : Verdict.error(Verdict.Kind.UNSUPPORTED, "not on jython: " + inner);
    }
    String message = PyException.exceptionClassName(e.type) + ": " + message(e);
    Verdict.Kind kind;
    if (e.match(Py.SystemExit) || e.match(Py.KeyboardInterrupt)) {
      kind = Verdict.Kind.EXIT;
    } else if (e.match(Py.MemoryError)
        || (e.match(Py.OverflowError) && message.contains("index-sized"))) {
      kind = Verdict.Kind.MEMORY;
    } else if (e.match(Py.RuntimeError) && message.contains("recursion depth")) {
      kind = Verdict.Kind.RECURSION;
    } else {
      kind = Verdict.Kind.EXCEPTION;
    }
    return Verdict.error(kind, message);
  }

  /** Runs nothing of the function's own: it can define no class. */
  static String message(PyException e) {
    try {
      String text = String.valueOf(e.value);
      return text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) : text;
    } catch (RuntimeException | StackOverflowError unsaid) {
      return "";
    }
  }
}
