package org.autoif.io.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An engine without Python. A function is one word: {@code contains:X}, {@code not-contains:X},
 * {@code length<N}, {@code length>N}, {@code true}, {@code false} or {@code error:KIND}; {@code
 * first:N} holds for the first texts of a session, and {@code loops:X} runs too long on texts with
 * X, after two of which it is given up. Any other source is {@code COMPILE}.
 */
public final class FakeVerifierEngine implements VerifierEngine {
  /** Opens fakes; travels with a pipeline. */
  public static VerifierEngine.Source source() {
    return new FakeSource();
  }

  @Override
  public VerdictMatrix run(VerificationSession session) {
    return new VerdictMatrix(
        session.functions().stream().map(f -> row(f.strip(), session.inputs())).toList());
  }

  private static List<Verdict> row(String function, List<String> texts) {
    List<Verdict> row = new ArrayList<>();
    int late = 0;
    for (String text : texts) {
      if (function.startsWith("first:")) {
        row.add(of(row.size() < Integer.parseInt(function.substring(6))));
      } else if (function.startsWith("loops:")) {
        if (late == 2) {
          row.add(Verdict.notRun(Verdict.Kind.TIMEOUT, "two calls before timed out"));
        } else if (text.contains(function.substring(6))) {
          late++;
          row.add(verdict("error:timeout", text));
        } else {
          row.add(Verdict.TRUE);
        }
      } else {
        row.add(verdict(function, text));
      }
    }
    return row;
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
  public static List<String> texts(@Nullable List<Verdict> row) {
    return row == null ? List.of() : row.stream().map(Verdict::text).toList();
  }
}
