package org.autoif.transforms.instruct;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.TestCase;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.transforms.step.Step;
import org.jspecify.annotations.Nullable;

/**
 * The rule of cross-validation (paper, section 3.1), apart from the running: a case stays if enough
 * functions agree with it, a function stays if it agrees with enough of the cases that stayed, and
 * with enough of those that were written apart, which are not voted on. An error is a disagreement.
 * Only a verdict that is {@code True} or {@code False} itself can agree.
 */
final class CrossValidation {
  private static final Class<?> STEP = CrossValidate.class;

  private final Constraint constraint;
  private final CrossValidationSettings settings;
  private final List<VerifierFunction> functions;
  private final List<TestCase> cases;
  private final List<Rejection> rejections = new ArrayList<>();

  /** Prepares: duplicates and contradictory cases are removed unless the settings keep them. */
  CrossValidation(Constraint constraint, CrossValidationSettings settings) {
    this.constraint = constraint;
    this.settings = settings;
    this.functions =
        settings.keepDuplicates() ? constraint.getFunctions() : distinct(constraint.getFunctions());
    this.cases =
        settings.keepDuplicates() ? constraint.getCases() : consistent(constraint.getCases());
  }

  /** Returns what to run; null if there is too little to validate, which is a rejection then. */
  @Nullable VerificationSession session() {
    if (functions.size() < settings.minFunctions()) {
      reject("instruction_too_few_functions", functions.size(), settings.minFunctions());
      return null;
    }
    if (cases.size() < settings.minCases()) {
      reject("instruction_too_few_cases", cases.size(), settings.minCases());
      return null;
    }
    return new VerificationSession(
        functions.stream().map(VerifierFunction::getSource).toList(),
        cases.stream().map(TestCase::getInput).toList());
  }

  /** Returns the constraint with what stayed; null if nothing did, which is a rejection then. */
  @Nullable Constraint decide(VerdictMatrix verdicts) {
    List<Integer> keptCases = new ArrayList<>();
    for (int c = 0; c < cases.size(); c++) {
      double accuracy = caseAccuracy(verdicts, c);
      if (cases.get(c).wasWrittenApart() || settings.caseAccuracy().admits(accuracy)) {
        keptCases.add(c);
      } else {
        Map<String, Integer> errors = errors(verdicts, allOf(functions), List.of(c));
        rejectCase(
            total(errors) == functions.size() ? "case_errors" : "case_accuracy",
            cases.get(c),
            total(errors) == functions.size()
                ? "no function has a verdict: errors " + errors
                : accuracy
                    + " of the functions agree (case accuracy must be "
                    + settings.caseAccuracy()
                    + ")"
                    + (errors.isEmpty() ? "" : ", errors " + errors));
      }
    }
    if (keptCases.isEmpty()) {
      // What is broken is told of each function: that no case was agreed on is not its reason.
      for (int f = 0; f < functions.size(); f++) {
        if (total(errors(verdicts, List.of(f), allOf(cases))) == cases.size()) {
          rejectFunction(f, 0, allOf(cases), verdicts);
        }
      }
      reject("instruction_without_cases", 0, 1);
      return null;
    }
    Map<Integer, Double> keptFunctions = new LinkedHashMap<>();
    List<Integer> apart = keptCases.stream().filter(c -> cases.get(c).wasWrittenApart()).toList();
    for (int f = 0; f < functions.size(); f++) {
      double accuracy = functionAccuracy(verdicts, f, keptCases);
      double apartAccuracy = apart.isEmpty() ? 1 : functionAccuracy(verdicts, f, apart);
      if (!settings.functionAccuracy().admits(accuracy)) {
        rejectFunction(f, accuracy, keptCases, verdicts);
      } else if (!settings.nearMissAccuracy().admits(apartAccuracy)) {
        rejectForNearMisses(f, apartAccuracy, apart, verdicts);
      } else {
        keptFunctions.put(f, accuracy);
      }
    }
    if (keptFunctions.isEmpty()) {
      reject("instruction_without_functions", 0, 1);
      return null;
    }
    return constraint.toBuilder()
        .setCases(
            keptCases.stream()
                .map(c -> cases.get(c).toBuilder().setAgreeing(agreeing(verdicts, c)).build())
                .sorted(
                    Comparator.comparing(TestCase::getInput).thenComparing(TestCase::getExpected))
                .toList())
        .build()
        .keeping(
            keptFunctions.entrySet().stream()
                .map(e -> functions.get(e.getKey()).toBuilder().setAccuracy(e.getValue()).build())
                .sorted(Comparator.comparing(VerifierFunction::getId))
                .toList());
  }

  /** Returns what was refused so far. */
  List<Rejection> rejections() {
    return rejections;
  }

  private double caseAccuracy(VerdictMatrix verdicts, int c) {
    return agreeing(verdicts, c).size() / (double) functions.size();
  }

  /** Returns the ids of the functions that agree with a case. */
  private List<String> agreeing(VerdictMatrix verdicts, int c) {
    return IntStream.range(0, functions.size())
        .filter(f -> agrees(verdicts, f, c))
        .mapToObj(f -> functions.get(f).getId())
        .toList();
  }

  private double functionAccuracy(VerdictMatrix verdicts, int f, List<Integer> over) {
    return over.stream().filter(c -> agrees(verdicts, f, c)).count() / (double) over.size();
  }

  private boolean agrees(VerdictMatrix verdicts, int f, int c) {
    return verdicts.get(f, c).kind()
        == (cases.get(c).getExpected() ? Verdict.Kind.TRUE : Verdict.Kind.FALSE);
  }

  private List<VerifierFunction> distinct(List<VerifierFunction> all) {
    Set<String> seen = new HashSet<>();
    List<VerifierFunction> distinct = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      VerifierFunction function = all.get(i);
      if (seen.add(function.getSource().strip())) {
        distinct.add(function);
      } else {
        ObjectNode record = record();
        record.put("function", function.getSource());
        String which = ordinal("function", i, all);
        add("function_duplicate", function.getId(), which + "its source came before", record);
      }
    }
    return distinct;
  }

  private List<TestCase> consistent(List<TestCase> all) {
    Map<String, Boolean> expected = new LinkedHashMap<>();
    Set<String> contradictory = new HashSet<>();
    Set<String> apart = new HashSet<>();
    all.stream().filter(TestCase::wasWrittenApart).map(TestCase::getInput).forEach(apart::add);
    for (TestCase testCase : all) {
      if (apart.contains(testCase.getInput()) && !testCase.wasWrittenApart()) {
        continue;
      }
      Boolean before = expected.putIfAbsent(testCase.getInput(), testCase.getExpected());
      if (before != null && before != testCase.getExpected()) {
        contradictory.add(testCase.getInput());
      }
    }
    Set<String> seen = new HashSet<>();
    List<TestCase> consistent = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      TestCase testCase = all.get(i);
      String which = ordinal("case", i, all);
      if (apart.contains(testCase.getInput()) && !testCase.wasWrittenApart()) {
        rejectCase("case_duplicate", testCase, which + "its text was written on purpose too");
      } else if (contradictory.contains(testCase.getInput())) {
        rejectCase(
            "case_contradictory", testCase, which + "both verdicts are expected of its text");
      } else if (seen.add(testCase.getInput())) {
        consistent.add(testCase);
      } else {
        rejectCase("case_duplicate", testCase, which + "the same came before");
      }
    }
    return consistent;
  }

  /** Tells equal records apart, each of which is a rejection of its own. */
  private static String ordinal(String what, int i, List<?> of) {
    return what + " " + (i + 1) + " of " + of.size() + ": ";
  }

  private void rejectCase(String reason, TestCase testCase, String detail) {
    ObjectNode record = record();
    record.set("case", Json.mapper().valueToTree(testCase));
    add(reason, constraint.getId(), detail, record);
  }

  private void rejectForNearMisses(
      int f, double accuracy, List<Integer> apart, VerdictMatrix verdicts) {
    add(
        "function_near_miss",
        functions.get(f).getId(),
        "agrees with "
            + accuracy
            + " of the cases written on purpose (near-miss accuracy must be "
            + settings.nearMissAccuracy()
            + ")",
        record(f, apart, verdicts));
  }

  /** Returns a function with what it said of some cases. */
  private ObjectNode record(int f, List<Integer> over, VerdictMatrix verdicts) {
    ObjectNode record = record();
    record.put("function", functions.get(f).getSource());
    ArrayNode cells = record.putArray("cases");
    for (int c : over) {
      Verdict verdict = verdicts.get(f, c);
      ObjectNode cell = cells.addObject();
      cell.put("input", cases.get(c).getInput());
      cell.put("expected", cases.get(c).getExpected());
      cell.put("verdict", verdict.text());
      if (verdict.message() != null) {
        cell.put("message", verdict.message());
      }
    }
    return record;
  }

  private void rejectFunction(
      int f, double accuracy, List<Integer> keptCases, VerdictMatrix verdicts) {
    ObjectNode record = record(f, keptCases, verdicts);
    Map<String, Integer> errors = errors(verdicts, List.of(f), keptCases);
    if (total(errors) == keptCases.size()) {
      String message = verdicts.get(f, keptCases.get(0)).message();
      add(
          "function_errors",
          functions.get(f).getId(),
          "no verdict on any case: errors " + errors + (message == null ? "" : ": " + message),
          record);
      return;
    }
    add(
        "function_accuracy",
        functions.get(f).getId(),
        "agrees with "
            + accuracy
            + " of the cases (function accuracy must be "
            + settings.functionAccuracy()
            + ")"
            + (errors.isEmpty() ? "" : ", errors " + errors),
        record);
  }

  private static List<Integer> allOf(List<?> list) {
    return IntStream.range(0, list.size()).boxed().toList();
  }

  /** Returns how many of these verdicts are errors, by their kinds. */
  private static Map<String, Integer> errors(
      VerdictMatrix verdicts, List<Integer> of, List<Integer> over) {
    Map<String, Integer> errors = new TreeMap<>();
    for (int f : of) {
      for (int c : over) {
        if (!verdicts.get(f, c).isValid()) {
          errors.merge(verdicts.get(f, c).text(), 1, Integer::sum);
        }
      }
    }
    return errors;
  }

  private static int total(Map<String, Integer> errors) {
    return errors.values().stream().mapToInt(n -> n).sum();
  }

  private void reject(String reason, int found, int needed) {
    add(
        reason,
        constraint.getId(),
        found + " left, at least " + needed + " needed",
        Json.mapper().valueToTree(constraint));
  }

  private ObjectNode record() {
    return Json.mapper()
        .createObjectNode()
        .put("instruction_id", constraint.getId())
        .put("instruction", constraint.getInstruction());
  }

  private void add(String reason, String id, String detail, ObjectNode record) {
    rejections.add(Step.rejection(STEP, reason, id, detail, record.toString()));
  }
}
