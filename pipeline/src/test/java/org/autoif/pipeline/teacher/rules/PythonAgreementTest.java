package org.autoif.pipeline.teacher.rules;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.autoif.pipeline.teacher.rules.book.RuleBook;
import org.autoif.pipeline.teacher.rules.book.RuleBookTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether the functions that the teacher writes agree with the texts that it writes. */
class PythonAgreementTest {
  private static final RuleBook BOOK = RuleBook.builtIn();
  private static final int SEEDS = 5;

  @BeforeAll
  static void needsPython() {
    assumeTrue(Python.isPresent(), "no python3");
  }

  @Test
  void givenRightFunctions_thenTheyAcceptAndReject() {
    List<Rule> rules = new ArrayList<>();
    List<Python.Job> jobs = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      for (Rule rule : BOOK.oneOfEach(Dice.of("agree", "" + seed))) {
        List<String> inputs = new ArrayList<>();
        for (String query : RuleBookTest.QUERIES) {
          inputs.add(rule.comply(Topic.of(query), Dice.of("good", query, "" + seed)));
          inputs.add(rule.violate(Topic.of(query), Dice.of("bad", query, "" + seed)));
        }
        for (String source : rule.rightFunctions(Dice.of("style", rule.toString(), "" + seed))) {
          rules.add(rule);
          jobs.add(new Python.Job(source, inputs));
        }
      }
    }
    List<List<String>> verdicts = Python.run(jobs);
    List<String> wrong = new ArrayList<>();
    for (int j = 0; j < jobs.size(); j++) {
      for (int i = 0; i < jobs.get(j).inputs().size(); i++) {
        if (!verdicts.get(j).get(i).equals(Boolean.toString(i % 2 == 0))) {
          wrong.add(
              rules.get(j)
                  + "\n"
                  + jobs.get(j).source()
                  + jobs.get(j).inputs().get(i)
                  + "\n-> "
                  + verdicts.get(j).get(i));
        }
      }
    }
    assertThat(wrong, is(empty()));
  }

  @Test
  void givenWrongFunctions_thenMostDisagreeSomewhere() {
    List<Python.Job> jobs = new ArrayList<>();
    List<List<String>> expected = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      for (Rule rule : BOOK.oneOfEach(Dice.of("differ", "" + seed))) {
        List<String> inputs = new ArrayList<>();
        List<String> right = new ArrayList<>();
        for (String query : RuleBookTest.QUERIES) {
          Topic topic = Topic.of(query);
          inputs.add(rule.comply(topic, Dice.of("good", query, "" + seed)));
          inputs.add(rule.violate(topic, Dice.of("bad", query, "" + seed)));
          right.addAll(List.of("true", "false"));
        }
        jobs.add(new Python.Job(rule.wrongFunction(Dice.of("w", rule.toString())), inputs));
        expected.add(right);
        names.add(rule.family());
      }
    }
    List<List<String>> verdicts = Python.run(jobs);
    int differ = 0;
    List<String> errors = new ArrayList<>();
    for (int j = 0; j < jobs.size(); j++) {
      differ += verdicts.get(j).equals(expected.get(j)) ? 0 : 1;
      if (verdicts.get(j).toString().contains("error")) {
        errors.add(names.get(j) + "\n" + jobs.get(j).source() + verdicts.get(j));
      }
    }
    assertThat(errors, is(empty()));
    assertThat("of " + jobs.size(), differ, greaterThan(jobs.size() * 8 / 10));
  }
}
