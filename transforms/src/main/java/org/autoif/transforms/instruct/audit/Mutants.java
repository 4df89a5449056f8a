package org.autoif.transforms.instruct.audit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.autoif.transforms.instruct.audit.PythonTokens.Kind;
import org.autoif.transforms.instruct.audit.PythonTokens.Token;
import org.jspecify.annotations.Nullable;

/**
 * The mutants of a verifier: its source with one comparison turned round or one constant changed.
 * Cases that tell no mutant from the function test nothing of what it says.
 *
 * <p>Comparisons come first, then numbers, then strings, each in the order of the source. {@code
 * True} and {@code False} stay: a turned-round return is a turned-round verdict. So do
 * documentation strings, formatted strings and bytes.
 */
final class Mutants {
  private static final Map<String, String> OPPOSITES =
      Map.of("==", "!=", "!=", "==", "<", ">=", ">=", "<", ">", "<=", "<=", ">");

  private record Mutant(int rank, int start, String source) {}

  private Mutants() {}

  /** Returns at most {@code most} mutants. */
  static List<String> of(String source, int most) {
    List<Token> tokens = PythonTokens.of(source);
    List<Mutant> mutants = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      add(source, tokens, i, mutants);
    }
    return mutants.stream()
        .sorted(Comparator.comparingInt(Mutant::rank).thenComparingInt(Mutant::start))
        .limit(most)
        .map(Mutant::source)
        .toList();
  }

  private static void add(String source, List<Token> tokens, int i, List<Mutant> to) {
    Token token = tokens.get(i);
    switch (token.kind()) {
      case OPERATOR -> {
        String opposite = OPPOSITES.get(token.text());
        if (opposite != null) {
          to.add(mutant(0, source, token.start(), token.end(), opposite));
        }
      }
      case NAME -> addWord(source, tokens, i, to);
      case NUMBER -> {
        String next = next(token.text());
        if (next != null) {
          to.add(mutant(1, source, token.start(), token.end(), next));
        }
      }
      case STRING -> {
        char quote = token.text().charAt(token.text().length() - 1);
        if (token.text().matches("(?s)(?i:[ru]?)(['\"])(?!\\1\\1).*\\1")
            && !isStatement(tokens, i)) {
          to.add(mutant(2, source, token.end() - 1, token.end(), "qz" + quote));
        }
      }
      case NEWLINE -> {
        // Nothing to change.
      }
    }
  }

  private static void addWord(String source, List<Token> tokens, int i, List<Mutant> to) {
    Token token = tokens.get(i);
    Token before = i == 0 ? null : tokens.get(i - 1);
    Token after = i + 1 == tokens.size() ? null : tokens.get(i + 1);
    if (token.is("in") && !isLoop(tokens, i)) {
      boolean negated = before != null && before.is("not");
      int start = negated && before != null ? before.start() : token.start();
      to.add(mutant(0, source, start, token.end(), negated ? "in" : "not in"));
    } else if (token.is("is")) {
      boolean negated = after != null && after.is("not");
      int end = negated && after != null ? after.end() : token.end();
      to.add(mutant(0, source, token.start(), end, negated ? "is" : "is not"));
    }
  }

  /** Returns whether this {@code in} belongs to a {@code for}, which stands before its targets. */
  private static boolean isLoop(List<Token> tokens, int at) {
    int depth = 0;
    for (int i = at - 1; i >= 0; i--) {
      Token token = tokens.get(i);
      if (token.is(")") || token.is("]") || token.is("}")) {
        depth++;
      } else if (token.is("(") || token.is("[") || token.is("{")) {
        if (--depth < 0) {
          return false;
        }
      } else if (depth == 0 && token.is("for")) {
        return true;
      } else if (depth == 0 && (token.is("in") || token.kind() == Kind.NEWLINE)) {
        return false;
      }
    }
    return false;
  }

  /** Returns whether the string stands alone on its line, as documentation does. */
  private static boolean isStatement(List<Token> tokens, int i) {
    boolean starts = i == 0 || tokens.get(i - 1).kind() == Kind.NEWLINE;
    boolean ends = i + 1 == tokens.size() || tokens.get(i + 1).kind() == Kind.NEWLINE;
    return starts && ends;
  }

  private static @Nullable String next(String number) {
    String digits = number.replace("_", "");
    if (digits.matches("[0-9]+")) {
      return new BigInteger(digits).add(BigInteger.ONE).toString();
    }
    return digits.matches("[0-9]*\\.[0-9]+") ? "1" + digits : null;
  }

  private static Mutant mutant(int rank, String source, int start, int end, String with) {
    return new Mutant(rank, start, source.substring(0, start) + with + source.substring(end));
  }
}
