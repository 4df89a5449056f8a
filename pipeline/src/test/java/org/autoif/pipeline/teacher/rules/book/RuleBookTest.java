package org.autoif.pipeline.teacher.rules.book;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Mutant;
import org.autoif.pipeline.teacher.rules.Params;
import org.autoif.pipeline.teacher.rules.Rule;
import org.autoif.pipeline.teacher.rules.Template;
import org.autoif.pipeline.teacher.rules.Topic;
import org.autoif.transforms.instruct.audit.probe.InstructionProbes;
import org.autoif.transforms.instruct.audit.probe.Probe;
import org.junit.jupiter.api.Test;

public class RuleBookTest {
  public static final List<String> QUERIES =
      List.of(
          "What is a good way to learn the violin as an adult?",
          "Explain how tides work to a child",
          "Give me three exercises for a sore back, please.",
          "Write a letter to my landlord about the broken heating.");
  private static final RuleBook BOOK = RuleBook.builtIn();

  @Test
  void givenFamilies_thenNamesDiffer() {
    List<String> names = BOOK.families().stream().map(Family::name).toList();
    assertThat(names.size(), greaterThan(45));
    assertThat(names.stream().distinct().count(), is((long) names.size()));
  }

  @Test
  void givenEveryPhrasing_thenHeardAsItself() {
    List<String> wrong = new ArrayList<>();
    for (int seed = 0; seed < 8; seed++) {
      for (Family family : BOOK.families()) {
        Rule rule = Rule.of(family, Dice.of("rule", family.name(), "" + seed));
        for (Template phrasing : family.phrasings()) {
          String said = phrasing.fill(rule.params());
          check(rule, said, wrong);
          check(rule, said.toUpperCase(Locale.ROOT).equals(said) ? said : lowerFirst(said), wrong);
        }
      }
    }
    assertThat(wrong, is(empty()));
  }

  /** Two readings of an instruction that know nothing of each other. */
  @Test
  void givenProbesOfTheAudit_thenTheRulesSayTheSame() {
    Set<String> wrong = new TreeSet<>();
    int probes = 0;
    for (int seed = 0; seed < 8; seed++) {
      for (Family family : BOOK.families()) {
        Rule rule = Rule.of(family, Dice.of("rule", family.name(), "" + seed));
        for (Template phrasing : family.phrasings()) {
          String said = phrasing.fill(rule.params());
          for (Probe probe : InstructionProbes.of(said)) {
            probes++;
            // The built-in rules end a sentence at "Dr." and "e.g.", the probes do not.
            if (rule.check(probe.text()) != probe.expected()
                && !probe.kind().contains("sentences, one being")) {
              wrong.add(said + ": " + probe);
            }
          }
        }
      }
    }
    assertThat(wrong, is(empty()));
    assertThat(probes, greaterThan(10_000));
  }

  @Test
  void givenInstructionAfterQuery_thenHeard() {
    List<String> wrong = new ArrayList<>();
    for (Rule rule : BOOK.oneOfEach(Dice.of("inside"))) {
      for (String query : QUERIES) {
        check(rule, query + " " + rule.plainly(), wrong);
        check(
            rule, "Please " + lowerFirst(rule.plainly()) + " Here is my question: " + query, wrong);
      }
    }
    assertThat(wrong, is(empty()));
  }

  @Test
  void givenQueryAlone_thenNothingHeard() {
    for (String query : QUERIES) {
      assertThat(query, BOOK.hear(query).isPresent(), is(false));
    }
  }

  @Test
  void givenFunctionOfOurs_thenReadAsItsRule() {
    List<String> wrong = new ArrayList<>();
    for (int seed = 0; seed < 6; seed++) {
      for (Rule rule : BOOK.oneOfEach(Dice.of("read", "" + seed))) {
        for (String source : rule.rightFunctions(Dice.of("style", "" + seed))) {
          String meaning = BOOK.readFunction(source).orElse("nothing");
          check(rule, meaning, wrong);
        }
      }
    }
    assertThat(wrong, is(empty()));
  }

  @Test
  void givenWrongFunction_thenReadAsSomethingElse() {
    int same = 0;
    int silent = 0;
    int all = 0;
    for (int seed = 0; seed < 20; seed++) {
      for (Rule rule : BOOK.oneOfEach(Dice.of("wrong", "" + seed))) {
        String source = rule.wrongFunction(Dice.of("mutant", rule.toString(), "" + seed));
        String meaning = BOOK.readFunction(source).orElse("");
        all++;
        silent += meaning.isEmpty() ? 1 : 0;
        same += rule.plainly().equals(meaning) ? 1 : 0;
      }
    }
    assertThat("read as the right rule, of " + all, same, is(0));
    assertThat("not read, of " + all, silent, is(0));
  }

  @Test
  void givenMeaningOfMutant_thenNotHeardAsTheRule() {
    List<String> wrong = new ArrayList<>();
    for (Family family : BOOK.families()) {
      Rule rule = Rule.of(family, Dice.of("meaning", family.name()));
      for (Mutant mutant : family.mutants()) {
        String said = mutant.meaning().fill(rule.params());
        if (BOOK.hear(said).filter(h -> h.rule().equals(rule)).isPresent()) {
          wrong.add(said);
        }
      }
    }
    assertThat(wrong, is(empty()));
  }

  @Test
  void givenWriters_thenTextsFollowAndBreak() {
    List<String> wrong = new ArrayList<>();
    for (int seed = 0; seed < 12; seed++) {
      for (Rule rule : BOOK.oneOfEach(Dice.of("write", "" + seed))) {
        for (String query : QUERIES) {
          Topic topic = Topic.of(query);
          String good = rule.comply(topic, Dice.of("good", query, "" + seed));
          String bad = rule.violate(topic, Dice.of("bad", query, "" + seed));
          if (!rule.check(good) || rule.check(bad)) {
            wrong.add(rule + " good: " + good + " bad: " + bad);
          }
        }
      }
    }
    assertThat(wrong, is(empty()));
  }

  @Test
  void givenExtremeNumbers_thenWritersEnd() {
    for (int n : List.of(1, 2, 3, 12, 45)) {
      for (Family family : BOOK.families()) {
        Params params = family.draw(Dice.of("n")).and("n", Integer.toString(n));
        if (family.isSensible(params)) {
          family.comply(params, Topic.of("tea"), Dice.of("extreme", family.name()));
          family.violate(params, Topic.of("tea"), Dice.of("extreme", family.name()));
        }
      }
    }
    assertThat(BOOK.hear("Use exactly 9999 sentences.").isPresent(), is(false));
    Rule rare = BOOK.hear("Use only words ending with 'qxz'").orElseThrow().rule();
    assertThat(rare.check(rare.comply(Topic.of("tea"), Dice.of("rare"))), is(false));
  }

  private static void check(Rule rule, String said, List<String> wrong) {
    String heard = BOOK.hear(said).map(h -> h.rule().toString()).orElse("nothing");
    if (!heard.equals(rule.toString())) {
      wrong.add(said + " -> " + heard + " instead of " + rule);
    }
  }

  private static String lowerFirst(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
