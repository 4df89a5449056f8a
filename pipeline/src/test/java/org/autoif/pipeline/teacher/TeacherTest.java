package org.autoif.pipeline.teacher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.autoif.io.record.Json;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Rule;
import org.autoif.pipeline.teacher.rules.book.RuleBook;
import org.autoif.transforms.step.prompt.Prompts;
import org.autoif.transforms.step.prompt.Prompts.Name;
import org.junit.jupiter.api.Test;

class TeacherTest {
  private static final int BATCH = 300;
  private static final Prompts PROMPTS = Prompts.bundled();
  private static final RuleBook BOOK = RuleBook.builtIn();
  private final Teacher usual =
      new Teacher(TeacherSettings.defaults().withRate(Quality.INSTRUCTION_TOO_HARD, 0));
  private final Teacher perfect = new Teacher(perfect());

  @Test
  void givenSelfInstruct_thenAskedNumberOfLinesMostlyRules() {
    int rules = 0;
    int lines = 0;
    for (int seed = 0; seed < 40; seed++) {
      String list =
          perfect.answer(
              ask(Name.SELF_INSTRUCT, Map.of("count", "10", "examples", "- Use no commas."), seed),
              0);
      if (list.contains("[\"")) {
        continue;
      }
      assertThat(list, list.lines().count(), is(10L));
      lines += 10;
      rules += (int) list.lines().filter(l -> BOOK.hear(l).isPresent()).count();
    }
    assertThat(rules, is(lines));
  }

  @Test
  void givenRightFunctions_thenBackTranslationEntails() {
    for (int seed = 0; seed < BATCH; seed++) {
      Rule rule = rule(seed);
      String source = rule.rightFunction(Dice.of("f", "" + seed));
      String said = perfect.answer(ask(Name.BACK_TRANSLATE, Map.of("function", source), seed), 0);
      assertThat(
          rule + " " + said + "\n" + source,
          label(rule.plainly(), said, seed),
          containsString("ntailment"));
    }
  }

  @Test
  void givenWrongFunctions_thenBackTranslationDoesNotEntail() {
    Set<String> entailed = new HashSet<>();
    for (int seed = 0; seed < BATCH; seed++) {
      Rule rule = rule(seed);
      String source = rule.wrongFunction(Dice.of("f", "" + seed));
      String said = perfect.answer(ask(Name.BACK_TRANSLATE, Map.of("function", source), seed), 0);
      if (label(rule.plainly(), said, seed).contains("ntailment")) {
        entailed.add(rule + " <- " + said);
      }
    }
    assertThat(entailed, is(empty()));
  }

  @Test
  void givenRewrites_thenJudgedAsWholeAndAnsweredUnderTheRule() {
    for (int seed = 0; seed < BATCH; seed++) {
      Rule rule = rule(seed);
      String query = "How do I plant a small herb garden on my balcony?";
      String instruction = rule.phrase(Dice.of("p", "" + seed));
      Map<String, String> both = Map.of("query", query, "instruction", instruction);
      String fused = perfect.answer(ask(Name.REWRITE_QUERY, both, seed), 0);
      Map<String, String> three =
          Map.of("query", query, "instruction", instruction, "request", fused);
      assertThat(
          fused,
          perfect.answer(ask(Name.JUDGE_REWRITE, three, seed), 0),
          allOf(containsString("\"query\": true"), containsString("\"constraint\": true")));
      assertThat(fused, rule.check(perfect.answer(plain(fused, seed), 0)), is(true));
    }
  }

  @Test
  void givenLossyRewrites_thenJudgedAsLossy() {
    Teacher lossy = new Teacher(perfect().withRate(Quality.REWRITE_LOSSY, 1));
    Map<String, String> both =
        Map.of("query", "Why do cats purr at night?", "instruction", "Use exactly 9 words.");
    String fused = lossy.answer(ask(Name.REWRITE_QUERY, both, 1), 0);
    Map<String, String> three =
        Map.of(
            "query", both.get("query"), "instruction", both.get("instruction"), "request", fused);
    assertThat(lossy.answer(ask(Name.JUDGE_REWRITE, three, 1), 0), containsString("false"));
  }

  @Test
  void givenBatch_thenResponsesAsConfigured() {
    int compliant = 0;
    int mixed = 0;
    for (int seed = 0; seed < BATCH; seed++) {
      Rule rule = rule(seed);
      String message = "How do bees find flowers near the city park? " + rule.plainly();
      int here = 0;
      for (int sample = 0; sample < 8; sample++) {
        here += rule.check(usual.answer(plain(message, seed), sample)) ? 1 : 0;
      }
      compliant += here;
      mixed += here > 0 && here < 8 ? 1 : 0;
    }
    assertThat(compliant / (8.0 * BATCH), closeTo(0.6, 0.05));
    assertThat(mixed / (double) BATCH, greaterThan(0.8));
  }

  @Test
  void givenBatch_thenScoresTellOnTopicFromOffTopic() {
    int high = 0;
    int missing = 0;
    for (int seed = 0; seed < BATCH; seed++) {
      String query = "How do bees find flowers near the city park?";
      String answer = usual.answer(plain(query + " " + rule(seed).plainly(), seed), 0);
      String judged =
          usual.answer(
              ask(
                  Name.SCORE_QUALITY,
                  Map.of("query", query, "instruction", rule(seed).plainly(), "response", answer),
                  seed),
              0);
      if (!judged.contains("Score: ")) {
        missing++;
        continue;
      }
      assertThat(judged, matchesPattern("(?s).*\\nScore: \\d+(\\.5)?"));
      high += Double.parseDouble(judged.replaceAll("(?s).*Score: ", "")) >= 8 ? 1 : 0;
    }
    assertThat(missing, lessThan(BATCH / 20));
    assertThat(high / (double) BATCH, closeTo(0.8, 0.12));
  }

  @Test
  void givenBatch_thenVerifiersAsConfigured() throws IOException {
    int unread = 0;
    int unlike = 0;
    int cases = 0;
    int wrongCases = 0;
    int functions = 0;
    for (int seed = 0; seed < BATCH; seed++) {
      Rule rule = rule(seed);
      for (int sample = 0; sample < 4; sample++) {
        String text =
            usual.answer(
                ask(Name.GENERATE_VERIFIER, Map.of("instruction", rule.plainly()), seed), sample);
        if (!text.contains("\"cases\"")) {
          unread++;
          continue;
        }
        JsonNode json = strict(text);
        if (json.isMissingNode()) {
          continue; // one of the odd spellings
        }
        functions++;
        unlike +=
            rule.plainly().equals(BOOK.readFunction(json.path("func").asText()).orElse("")) ? 0 : 1;
        for (JsonNode item : json.path("cases")) {
          cases++;
          boolean said = item.path("output").asText().equalsIgnoreCase("true");
          wrongCases += rule.check(item.path("input").asText()) == said ? 0 : 1;
        }
      }
    }
    assertThat(unread / (4.0 * BATCH), closeTo(0.04, 0.02));
    assertThat(functions, greaterThan(4 * BATCH * 7 / 10));
    assertThat(unlike / (double) functions, closeTo(0.17, 0.04));
    assertThat(wrongCases / (double) cases, closeTo(0.10, 0.02));
  }

  @Test
  void givenDemoFiles_thenKnownAndDistinct() throws IOException {
    List<String> seeds = resource("seeds.txt").lines().toList();
    assertThat(seeds.size(), is(36));
    assertThat(seeds.stream().filter(s -> BOOK.hear(s).isPresent()).count(), is(36L));
    Set<String> families = new HashSet<>();
    seeds.forEach(s -> BOOK.hear(s).ifPresent(h -> families.add(h.rule().family())));
    assertThat(families.size(), is(36));
    List<String> queries = resource("queries.jsonl").lines().toList();
    assertThat(queries.size(), is(120));
    for (String query : queries) {
      String text = Json.mapper().readTree(query).at("/conversations/0/value").asText();
      assertThat(text, text.length(), allOf(greaterThan(19), lessThan(301)));
      assertThat(text, BOOK.hear(text).isPresent(), is(false));
    }
  }

  private String label(String premise, String hypothesis, int seed) {
    return perfect.answer(
        ask(Name.ENTAILMENT, Map.of("premise", premise, "hypothesis", hypothesis), seed), 0);
  }

  private static Rule rule(int seed) {
    return BOOK.draw(Dice.of("batch", "" + seed));
  }

  private static TeacherRequest ask(Name name, Map<String, String> values, int seed) {
    return plain(PROMPTS.get(name).render(values), seed);
  }

  private static TeacherRequest plain(String text, int seed) {
    return new TeacherRequest("m", text, text, 1, seed, 10_000, text);
  }

  private static TeacherSettings perfect() {
    TeacherSettings settings = TeacherSettings.defaults();
    for (Quality quality : Quality.values()) {
      settings = settings.withRate(quality, quality == Quality.RESPONSE_COMPLIANT ? 1 : 0);
    }
    return settings;
  }

  private static JsonNode strict(String text) {
    int start = text.indexOf("{\n");
    int end = text.lastIndexOf('}');
    try {
      return Json.mapper().readTree(text.substring(start, end + 1));
    } catch (IOException e) {
      return Json.mapper().missingNode();
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Teacher.class.getResourceAsStream("/org/autoif/pipeline/demo/" + name)) {
      if (in == null) {
        throw new IOException("no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
