package org.autoif.io.sandbox.jython;

import java.util.LinkedHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.python.antlr.ast.DictComp;
import org.python.core.Py;
import org.python.core.PyBuiltinFunctionSet;
import org.python.core.PyDictionary;
import org.python.core.PyList;
import org.python.core.PyObject;
import org.python.core.PyTuple;
import org.python.core.PyUnicode;

/** What the layer of Jython needs of Java: questions about characters, ordered dictionaries. */
final class JythonFunctions {
  private static final String DIGITS =
      "\u00b2\u00b3\u00b9\u2070\u2074\u2075\u2076\u2077\u2078\u2079\u2080\u2081\u2082\u2083\u2084"
          + "\u2085\u2086\u2087\u2088\u2089";

  /** What Python 3 takes for white space. */
  private static final String SPACE =
      "\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004"
          + "\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

  private JythonFunctions() {}

  /** Adds them to a namespace. */
  static void addTo(PyObject namespace) {
    add(namespace, "is_alpha", text -> all(text, Character::isLetter));
    add(namespace, "is_alnum", text -> all(text, c -> Character.isLetter(c) || isNumber(c)));
    add(namespace, "is_decimal", text -> all(text, Character::isDigit));
    add(namespace, "is_number", text -> all(text, JythonFunctions::isNumber));
    add(
        namespace,
        "is_digit",
        text -> all(text, c -> Character.isDigit(c) || DIGITS.indexOf(c) >= 0));
    add(
        namespace,
        "is_printable",
        text -> text.isEmpty() || all(text, JythonFunctions::isPrintable));
    add(
        namespace,
        "is_lower",
        text ->
            text.codePoints().anyMatch(Character::isLowerCase)
                && all(text, c -> !Character.isUpperCase(c) && !Character.isTitleCase(c)));
    add(
        namespace,
        "is_upper",
        text ->
            text.codePoints().anyMatch(Character::isUpperCase)
                && all(text, c -> !Character.isLowerCase(c) && !Character.isTitleCase(c)));
    add(namespace, "is_odd", text -> text.codePoints().anyMatch(JythonFunctions::isOdd));
    add(namespace, "is_title", JythonFunctions::isTitle);
    add(namespace, "is_basic", text -> text.length() == text.codePointCount(0, text.length()));
    add(namespace, "is_space", text -> all(text, JythonFunctions::isSpace));
    namespace.__setitem__("SPACE", new PyUnicode(SPACE));
    namespace.__setitem__("words", new Words());
    namespace.__setitem__("new_dict", new NewDictionary());
  }

  private static boolean all(String text, IntPredicate question) {
    return !text.isEmpty() && text.codePoints().allMatch(question);
  }

  private static boolean isSpace(int c) {
    return SPACE.indexOf(c) >= 0;
  }

  private static boolean isNumber(int c) {
    int type = Character.getType(c);
    return type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }

  /** Whether Jython's regular expressions may take it for another kind of character. */
  private static boolean isOdd(int c) {
    if (c < 128) {
      return false;
    }
    int type = Character.getType(c);
    return type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER
        || type == Character.UNASSIGNED
        || c == 0x180e;
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  private static boolean isTitle(String text) {
    boolean cased = false;
    boolean any = false;
    for (int c : text.codePoints().toArray()) {
      if (Character.isUpperCase(c) || Character.isTitleCase(c)) {
        if (cased) {
          return false;
        }
        cased = true;
        any = true;
      } else if (Character.isLowerCase(c)) {
        if (!cased) {
          return false;
        }
        any = true;
      } else {
        cased = false;
      }
    }
    return any;
  }

  private static void add(PyObject namespace, String name, Predicate<String> question) {
    namespace.__setitem__(name, new Question(name, question));
  }

  private static final class Question extends PyBuiltinFunctionSet {
    private final Predicate<String> question;

    Question(String name, Predicate<String> question) {
      super(name, 0, 1);
      this.question = question;
    }

    @Override
    public PyObject __call__(PyObject text) {
      return question.test(((PyUnicode) text).getString()) ? Py.True : Py.False;
    }
  }

  /** Splits at white space; Jython's own split takes other characters for it. */
  private static final class Words extends PyBuiltinFunctionSet {
    Words() {
      super("words", 0, 1);
    }

    @Override
    public PyObject __call__(PyObject text) {
      String string = ((PyUnicode) text).getString();
      PyList words = new PyList();
      int start = -1;
      for (int i = 0; i <= string.length(); i++) {
        // White space is on the basic plane, and half a character is none.
        boolean space = i == string.length() || isSpace(string.charAt(i));
        if (!space && start < 0) {
          start = i;
        } else if (space && start >= 0) {
          words.add(new PyUnicode(string.substring(start, i)));
          start = -1;
        }
      }
      return words;
    }
  }

  /** Takes the one node apart that Jython does not show to Python. */
  static final class DictCompParts extends PyBuiltinFunctionSet {
    DictCompParts() {
      super("dict_comp", 0, 1);
    }

    @Override
    public PyObject __call__(PyObject node) {
      return node instanceof DictComp d
          ? new PyTuple(
              d.getInternalKey(), d.getInternalValue(), new PyList(d.getInternalGenerators()))
          : Py.None;
    }
  }

  private static final class NewDictionary extends PyBuiltinFunctionSet {
    NewDictionary() {
      super("dict", 0, 0);
    }

    @Override
    public PyObject __call__() {
      return new PyDictionary(new Ordered(), true);
    }
  }

  /** The map that a dictionary of Python 3 is: in the order of insertion. One thread's. */
  private static final class Ordered extends LinkedHashMap<PyObject, PyObject>
      implements ConcurrentMap<PyObject, PyObject> {
    @Override
    public @Nullable PyObject getOrDefault(Object key, @Nullable PyObject other) {
      return super.getOrDefault(key, other);
    }

    @Override
    public void forEach(BiConsumer<? super PyObject, ? super PyObject> action) {
      super.forEach(action);
    }

    @Override
    public @Nullable PyObject putIfAbsent(PyObject key, PyObject value) {
      return super.putIfAbsent(key, value);
    }

    @Override
    public boolean remove(Object key, Object value) {
      return super.remove(key, value);
    }

    @Override
    public @Nullable PyObject replace(PyObject key, PyObject value) {
      return super.replace(key, value);
    }

    @Override
    public boolean replace(PyObject key, PyObject old, PyObject value) {
      return super.replace(key, old, value);
    }

    @Override
    public void replaceAll(
        BiFunction<? super PyObject, ? super PyObject, ? extends PyObject> function) {
      super.replaceAll(function);
    }

    @Override
    public @Nullable PyObject computeIfAbsent(
        PyObject key, Function<? super PyObject, ? extends PyObject> function) {
      return super.computeIfAbsent(key, function);
    }

    @Override
    public @Nullable PyObject computeIfPresent(
        PyObject key, BiFunction<? super PyObject, ? super PyObject, ? extends PyObject> function) {
      return super.computeIfPresent(key, function);
    }

    @Override
    public @Nullable PyObject compute(
        PyObject key, BiFunction<? super PyObject, ? super PyObject, ? extends PyObject> function) {
      return super.compute(key, function);
    }

    @Override
    public @Nullable PyObject merge(
        PyObject key,
        PyObject value,
        BiFunction<? super PyObject, ? super PyObject, ? extends PyObject> function) {
      return super.merge(key, value, function);
    }
  }
}
