package org.autoif.transforms.respond;

import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.query;
import static org.autoif.transforms.step.Records.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Distinct;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.Task;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.Steps;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class AttachQueriesTest {
  private static final Class<?> STEP = AttachQueries.class;
  private static final Constraint BRIEF = constraint("Be brief", "f");
  private static final Constraint COMMAS = constraint("No commas", "g");

  private static Rejection badLength(String text, int length) {
    return Step.rejection(
        STEP,
        "query_length",
        query(text).getId(),
        length + " characters, 5 to 8 are allowed",
        query(text));
  }

  @Test
  void givenFewQueries_thenEveryInstructionMeetsEachThatFitsOnce() {
    TestPipeline pipeline = Steps.pipeline();
    PCollection<String> queries =
        Steps.given(
            "Queries",
            pipeline,
            " Why so? ",
            "why  so",
            "Why",
            "😀😀😀😀😀",
            "12345678",
            "123456789");
    Steps.expect(
        Steps.given(pipeline, BRIEF, COMMAS)
            .apply(AttachQueries.of(queries, Steps.SEED).withLengths(5, 8)),
        List.of(
            task("Why so?", BRIEF),
            task("😀😀😀😀😀", BRIEF),
            task("12345678", BRIEF),
            task("Why so?", COMMAS),
            task("😀😀😀😀😀", COMMAS),
            task("12345678", COMMAS)),
        List.of(
            badLength("Why", 3),
            badLength("123456789", 9),
            Step.rejection(
                STEP,
                "query_duplicate",
                query("why  so").getId(),
                "the same as 'Why so?'",
                query("why  so"))),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  /** Which instruction meets which three queries, under a name. */
  private static PCollection<KV<String, String>> meetings(
      TestPipeline pipeline, String name, List<String> queries, long seed) {
    return meetings(pipeline, name, queries, seed, 3);
  }

  private static PCollection<KV<String, String>> meetings(
      TestPipeline pipeline, String name, List<String> queries, long seed, int each) {
    SerializableFunction<Task, KV<String, String>> meeting =
        task -> KV.of(name, task.getConstraints().get(0).getId() + " " + task.getQuery().getText());
    return Steps.given("Given" + name, pipeline, BRIEF, COMMAS)
        .apply(
            "Attach" + name,
            AttachQueries.of(pipeline.apply("Queries" + name, Create.of(queries)), seed)
                .withLengths(1, 99)
                .withQueriesPerInstruction(each))
        .kept()
        .apply(
            "Meetings" + name,
            MapElements.into(
                    TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.strings()))
                .via(meeting));
  }

  @Test
  void givenTheSameSeed_thenTheChoiceIsTheSameInAnyOrderAndWithAnotherSeedAnother() {
    List<String> queries = IntStream.range(0, 12).mapToObj(i -> "Why " + i + "?").toList();
    List<String> reversed = new ArrayList<>(queries);
    Collections.reverse(reversed);

    TestPipeline pipeline = Steps.pipeline();
    PAssert.that(
            PCollectionList.of(meetings(pipeline, "Once", queries, 7))
                .and(meetings(pipeline, "Again", reversed, 7))
                .and(meetings(pipeline, "Other", queries, 8))
                .apply(Flatten.pCollections()))
        .satisfies(
            all -> {
              Map<String, List<String>> byName =
                  StreamSupport.stream(all.spliterator(), false)
                      .collect(
                          Collectors.groupingBy(
                              KV::getKey, Collectors.mapping(KV::getValue, Collectors.toList())));
              byName.values().forEach(Collections::sort);
              assertEquals(byName.get("Once"), byName.get("Again"));
              assertNotEquals(byName.get("Once"), byName.get("Other"));
              byName
                  .values()
                  .forEach(
                      meetings -> {
                        assertEquals(6, meetings.stream().distinct().count());
                        assertEquals(3, meetings.stream().filter(m -> m.startsWith("Be ")).count());
                      });
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenManyQueries_thenEveryInstructionGetsAsManyAsItWants() {
    List<String> queries = IntStream.range(0, 600).mapToObj(i -> "Why " + i + "?").toList();
    TestPipeline pipeline = Steps.pipeline();
    PAssert.that(
            PCollectionList.of(meetings(pipeline, "Part", queries, 7, 30))
                .and(meetings(pipeline, "All", queries.subList(0, 100), 7, 100))
                .apply(Flatten.pCollections())
                .apply(Distinct.create())
                .apply(Count.perKey()))
        .containsInAnyOrder(List.of(KV.of("Part", 2 * 30L), KV.of("All", 2 * 100L)));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenBadNumbers_thenTheMessagesNameThem() {
    AttachQueries step = AttachQueries.of(Steps.given(Steps.pipeline(), "Why?"), Steps.SEED);
    assertEquals(
        "queriesPerInstruction 0: must be at least 1",
        assertThrows(IllegalArgumentException.class, () -> step.withQueriesPerInstruction(0))
            .getMessage());
    assertEquals(
        "query lengths from 9 to 8: must be 1 <= least <= most",
        assertThrows(IllegalArgumentException.class, () -> step.withLengths(9, 8)).getMessage());
  }

  @Test
  void givenShortQueriesOfOtherScripts_thenTheyAreWhole() {
    for (String query : List.of("怎样才能学会游泳？", "東京で一番高い山は？", "수영은 어떻게 배우나요?", "ทำไมแป้งต้องพัก")) {
      assertTrue(AttachQueries.fits(query, 20, 300), query);
    }
    assertFalse(AttachQueries.fits("你好吗？", 20, 300));
    assertFalse(AttachQueries.fits("Too short a one", 20, 300));
    assertFalse(AttachQueries.fits("面".repeat(301), 20, 300));
  }
}
