package org.autoif.io.sandbox;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An engine without Python. A function is one word: {@code contains:X}, {@code not-contains:X},
 * {@code length<N}, {@code length>N}, {@code true}, {@code false} or {@code error:KIND}; any other
 * source is {@code COMPILE}.
 */
public final class FakeVerifierEngine implements VerifierEngine {
  /** Opens fakes; travels with a pipeline. */
  public static VerifierEngine.Source source() {
    return new FakeSource();
  }

  @Override
  public VerdictMatrix run(VerificationSession session) {
    return new VerdictMatrix(
        session.functions().stream()
            .map(f -> session.inputs().stream().map(text -> verdict(f.strip(), text)).toList())
            .toList());
  }

  private static Verdict verdict(String function, String text) {
    String argument = function.replaceFirst("^[a-z-]+[:<>]", "");
    if (function.startsWith("contains:")) {
      return of(text.contains(argument));
    } else if (function.startsWith("not-contains:")) {
      return of(!text.contains(argument));
    } else if (function.matches("length<\\d+")) {
      return of(text.length() < Integer.parseInt(argument));
    } else if (function.matches("length>\\d+")) {
      return of(text.length() > Integer.parseInt(argument));
    } else if (List.of("true", "false").contains(function)) {
      return of(function.equals("true"));
    } else if (function.startsWith("error:")) {
      return Verdict.error(Verdict.Kind.valueOf(argument.toUpperCase(Locale.ROOT)), "as asked");
    }
    return Verdict.error(Verdict.Kind.COMPILE, "not a function of the fake: " + function);
  }

  private static Verdict of(boolean holds) {
    return holds ? Verdict.TRUE : Verdict.FALSE;
  }

  @Override
  public String version() {
    return "fake 1";
  }

  @Override
  public void close() {}

  private record FakeSource() implements VerifierEngine.Source {
    @Override
    public VerifierEngine open() {
      return new FakeVerifierEngine();
    }
  }

  /** Returns a row as files have it, for short assertions; null gives an empty row. */
  static List<String> texts(@Nullable List<Verdict> row) {
    return row == null ? List.of() : row.stream().map(Verdict::text).toList();
  }
}
