package org.autoif.transforms.instruct.audit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.autoif.transforms.instruct.audit.PythonTokens.Kind;
import org.autoif.transforms.instruct.audit.PythonTokens.Token;

/**
 * What a source reads besides the answer. Looks at names that are used, not at what is merely
 * imported, and does not try to see through disguises: those are the sandbox's business.
 */
final class Readings {
  private static final String ANY = "*";

  /** Members of a module that read something, and what they read. */
  private static final Map<String, Map<String, AuditRule>> MODULES =
      Map.ofEntries(
          Map.entry(
              "time",
              members(
                  AuditRule.CLOCK,
                  "time time_ns monotonic monotonic_ns perf_counter localtime gmtime ctime"
                      + " process_time")),
          Map.entry("datetime", members(AuditRule.CLOCK, "now today utcnow")),
          Map.entry("date", members(AuditRule.CLOCK, "today")),
          Map.entry("random", members(AuditRule.RANDOMNESS, ANY)),
          Map.entry("secrets", members(AuditRule.RANDOMNESS, ANY)),
          Map.entry("uuid", members(AuditRule.RANDOMNESS, "uuid1 uuid4")),
          Map.entry(
              "os",
              members(
                  AuditRule.FILES,
                  "listdir walk scandir open stat environ getenv getcwd system popen remove"
                      + " mkdir makedirs rename exists isfile isdir getsize getmtime urandom")),
          Map.entry("pathlib", members(AuditRule.FILES, ANY)),
          Map.entry("Path", members(AuditRule.FILES, "open read_text read_bytes exists")),
          Map.entry("glob", members(AuditRule.FILES, ANY)),
          Map.entry("tempfile", members(AuditRule.FILES, ANY)),
          Map.entry("shutil", members(AuditRule.FILES, ANY)),
          Map.entry("subprocess", members(AuditRule.FILES, ANY)),
          Map.entry("socket", members(AuditRule.NETWORK, ANY)),
          Map.entry("requests", members(AuditRule.NETWORK, ANY)),
          Map.entry("httpx", members(AuditRule.NETWORK, ANY)),
          Map.entry("aiohttp", members(AuditRule.NETWORK, ANY)),
          Map.entry("urllib", members(AuditRule.NETWORK, "request urlopen urlretrieve")),
          Map.entry("http", members(AuditRule.NETWORK, "client")));

  private Readings() {}

  private static Map<String, AuditRule> members(AuditRule rule, String names) {
    Map<String, AuditRule> members = new java.util.HashMap<>();
    for (String name : names.split(" ", -1)) {
      members.put(name, rule);
    }
    return members;
  }

  /** Returns the rules that the source breaks. */
  static Set<AuditRule> of(String source) {
    Set<AuditRule> found = new TreeSet<>();
    List<Token> tokens = PythonTokens.of(source);
    Set<String> imported = imported(tokens);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean member = i > 0 && tokens.get(i - 1).is(".");
      if (token.is("open") && !member && tokens.get(i + 1).is("(")) {
        found.add(AuditRule.FILES);
      }
      if (token.kind() != Kind.NAME || !imported.contains(token.text())) {
        continue;
      }
      Map<String, AuditRule> members = MODULES.getOrDefault(token.text(), Map.of());
      // A dotted path below the name, or the name itself called: from random import choice.
      for (int j = i + 1; j + 1 < tokens.size() && tokens.get(j).is("."); j += 2) {
        AuditRule rule = members.getOrDefault(tokens.get(j + 1).text(), members.get(ANY));
        if (rule != null) {
          found.add(rule);
        }
      }
    }
    addFromImports(tokens, found);
    return found;
  }

  /** Returns the names that import statements bind to what {@link #MODULES} knows. */
  private static Set<String> imported(List<Token> tokens) {
    Set<String> names = new TreeSet<>();
    boolean importing = false;
    for (Token token : tokens) {
      if (token.kind() == Kind.NEWLINE || token.is(";")) {
        importing = false;
      } else if (token.is("import") || token.is("from")) {
        importing = true;
      } else if (importing && token.kind() == Kind.NAME) {
        names.add(token.text());
      }
    }
    return names;
  }

  /** {@code from random import choice} with {@code choice} used anywhere else. */
  private static void addFromImports(List<Token> tokens, Set<AuditRule> found) {
    for (int i = 0; i + 3 < tokens.size(); i++) {
      if (!tokens.get(i).is("from")) {
        continue;
      }
      Map<String, AuditRule> members = MODULES.getOrDefault(tokens.get(i + 1).text(), Map.of());
      for (int j = i + 2; j < tokens.size() && tokens.get(j).kind() != Kind.NEWLINE; j++) {
        Token name = tokens.get(j);
        AuditRule rule = members.getOrDefault(name.text(), members.get(ANY));
        if (rule != null
            && name.kind() == Kind.NAME
            && !name.is("import")
            && tokens.stream().filter(t -> t.is(name.text())).count() > 1) {
          found.add(rule);
        }
      }
    }
  }
}
