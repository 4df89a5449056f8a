package org.autoif.transforms.instruct.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.transforms.instruct.audit.probe.InstructionProbes;
import org.autoif.transforms.instruct.audit.probe.PlainTexts;
import org.autoif.transforms.instruct.audit.probe.Probe;
import org.autoif.transforms.instruct.audit.probe.WordProbes;
import org.jspecify.annotations.Nullable;

/**
 * What probes say against one instruction's functions, in two rounds: {@link #first} and {@link
 * #judge}, then {@link #second}, whose texts depend on what was accepted, and {@link #judgeSecond}.
 * A probe is sure of its verdict by the words of the instruction, so that no vote is needed.
 */
final class ProbeAudit {
  /** More accepted cases than this are not dressed. */
  private static final int CASES = 6;

  /** Nor more texts that surely follow. */
  private static final int PROBES = 3;

  /** A text that a function is asked about in the second round. */
  private record Asked(AuditRule rule, String group, Probe probe) {}

  private final String instruction;
  private final List<String> sources;
  private final Set<AuditRule> rules;
  private final List<Probe> probes;
  private final List<String> words;
  private final List<List<Asked>> asked = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Map<AuditRule, String>> found = new ArrayList<>();
  private final int[] obeying;
  private final int[] breaking;

  ProbeAudit(String instruction, List<String> sources, Set<AuditRule> rules) {
    this.instruction = instruction;
    this.sources = sources;
    this.rules = rules;
    this.obeying = new int[sources.size()];
    this.breaking = new int[sources.size()];
    boolean probing = rules.contains(AuditRule.PROBES) || rules.contains(AuditRule.ONESIDED);
    this.probes = probing ? InstructionProbes.of(instruction) : List.of();
    this.words =
        rules.contains(AuditRule.WORDS) && WordProbes.areFor(instruction)
            ? PlainTexts.WORDS
            : List.of();
    sources.forEach(source -> found.add(new EnumMap<>(AuditRule.class)));
  }

  /** Returns every function on the instruction's probes and on single words; null for none. */
  @Nullable VerificationSession first() {
    List<String> inputs = new ArrayList<>(probes.stream().map(Probe::text).toList());
    inputs.addAll(words);
    return inputs.isEmpty() ? null : new VerificationSession(sources, inputs);
  }

  /**
   * Takes the verdicts of {@link #first}, null if there was nothing to run.
   *
   * @param accepted by function, texts that are said to follow the instruction and that it accepts
   */
  void judge(@Nullable VerdictMatrix verdicts, List<List<String>> accepted) {
    for (int f = 0; f < sources.size(); f++) {
      List<Asked> next = new ArrayList<>();
      if (verdicts != null) {
        judgeProbes(verdicts, f);
        next.addAll(wordProbes(verdicts, f));
      }
      if (rules.contains(AuditRule.DRESS)) {
        next.addAll(dressed(accepted.get(f), CASES));
        next.addAll(dressed(acceptedProbes(verdicts, f), PROBES));
      }
      asked.add(next);
    }
    Set<String> distinct = new LinkedHashSet<>();
    asked.forEach(of -> of.forEach(a -> distinct.add(a.probe().text())));
    texts.addAll(distinct);
  }

  private void judgeProbes(VerdictMatrix verdicts, int f) {
    for (int p = 0; p < probes.size(); p++) {
      Probe probe = probes.get(p);
      if (!says(verdicts.get(f, p), probe.expected())) {
        found.get(f).putIfAbsent(AuditRule.PROBES, probe.told());
      } else if (probe.expected()) {
        obeying[f]++;
      } else {
        breaking[f]++;
      }
    }
  }

  private static boolean says(Verdict verdict, boolean expected) {
    return verdict.equals(expected ? Verdict.TRUE : Verdict.FALSE);
  }

  private List<Asked> wordProbes(VerdictMatrix verdicts, int f) {
    if (words.isEmpty()) {
      return List.of();
    }
    List<String> taken = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (int w = 0; w < words.size(); w++) {
      Verdict verdict = verdicts.get(f, probes.size() + w);
      if (verdict.equals(Verdict.TRUE)) {
        taken.add(words.get(w));
      } else if (verdict.equals(Verdict.FALSE)) {
        refused.add(words.get(w));
      }
    }
    if (taken.isEmpty() || refused.isEmpty()) {
      found
          .get(f)
          .put(
              AuditRule.WORDS,
              (taken.isEmpty() ? "accepts none of " : "refuses none of ")
                  + words.size()
                  + " words of all kinds");
      return List.of();
    }
    return WordProbes.of(instruction, taken, refused).stream()
        .map(probe -> new Asked(AuditRule.WORDS, probe.kind(), probe))
        .toList();
  }

  private List<String> acceptedProbes(@Nullable VerdictMatrix verdicts, int f) {
    List<String> texts = new ArrayList<>();
    for (int p = 0; verdicts != null && p < probes.size(); p++) {
      if (probes.get(p).expected() && verdicts.get(f, p).equals(Verdict.TRUE)) {
        texts.add(probes.get(p).text());
      }
    }
    return texts;
  }

  private List<Asked> dressed(List<String> accepted, int most) {
    List<Asked> all = new ArrayList<>();
    for (Dress dress : Dress.freeIn(instruction)) {
      for (String text : accepted.subList(0, Math.min(most, accepted.size()))) {
        String other = dress.on(text);
        if (other != null) {
          all.add(new Asked(AuditRule.DRESS, dress.words(), new Probe(dress.words(), other, true)));
        }
      }
    }
    return all;
  }

  /** Returns what {@link #judge} asks for, every function on every text; null for nothing. */
  @Nullable VerificationSession second() {
    return texts.isEmpty() ? null : new VerificationSession(sources, texts);
  }

  /**
   * Takes the verdicts of {@link #second}. A dress that changes half of the verdicts, at least, is
   * what the function judges by; a single text may be odd in a way that the instruction speaks of.
   */
  void judgeSecond(VerdictMatrix verdicts) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      columns.put(texts.get(i), i);
    }
    for (int f = 0; f < sources.size(); f++) {
      Map<String, List<Asked>> groups = new LinkedHashMap<>();
      asked.get(f).forEach(a -> groups.computeIfAbsent(a.group(), g -> new ArrayList<>()).add(a));
      for (List<Asked> group : groups.values()) {
        List<Asked> wrong = new ArrayList<>();
        for (Asked each : group) {
          int column = columns.getOrDefault(each.probe().text(), 0);
          if (!says(verdicts.get(f, column), each.probe().expected())) {
            wrong.add(each);
          }
        }
        if (!wrong.isEmpty() && 2 * wrong.size() >= group.size()) {
          Asked first = wrong.get(0);
          found.get(f).putIfAbsent(first.rule(), told(first));
        }
      }
    }
  }

  private static String told(Asked asked) {
    return asked.rule() == AuditRule.DRESS
        ? "refuses an answer that it accepts, once it has "
            + asked.group()
            + ": "
            + Probe.shown(asked.probe().text())
        : asked.probe().told();
  }

  /** Returns how many texts that are to be accepted a function accepted in the first round. */
  int obeying(int f) {
    return obeying[f];
  }

  /** Returns how many texts that are to be refused a function refused in the first round. */
  int breaking(int f) {
    return breaking[f];
  }

  /** Returns what speaks against function {@code f}, with a text that shows it. */
  Map<AuditRule, String> against(int f) {
    return found.get(f);
  }
}
