package org.autoif.io.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PerWorkerTest {
  private final List<String> told = new ArrayList<>();
  private final PerWorker<String, Thing> things =
      PerWorker.<String, Thing>endedBy(thing -> told.add("end " + thing.name))
          .whenEmpty(() -> told.add("empty"));

  private static final class Thing {
    final String name;

    Thing(String name) {
      this.name = name;
    }
  }

  private Thing take(String key) {
    return things.take(key, () -> new Thing(key));
  }

  @Test
  void givenTwoUsers_thenTheyShareOneAndTheLastEndsIt() {
    Thing first = take("a");
    assertSame(first, take("a"));
    things.giveBack(first);
    assertEquals(List.of(), told);
    things.giveBack(first);
    assertEquals(List.of("empty", "end a"), told);
    assertNotSame(first, take("a"));
  }

  @Test
  void givenOneThatEndsAlone_thenItIsEndedBeforeAnythingElse() {
    PerWorker<String, Thing> alone = things.endingAlone();
    Thing one = alone.take("a", () -> new Thing("a"));
    alone.giveBack(one);
    assertEquals(List.of("end a", "empty"), told);
  }

  @Test
  void givenARetiredOne_thenWhoComesGetsAnotherAndBothAreEnded() {
    Thing broken = take("a");
    things.retire(broken);
    Thing next = take("a");
    assertNotSame(broken, next);
    assertEquals(2, things.all().size());
    things.giveBack(broken);
    assertSame(next, take("a"));
    things.giveBack(next);
    things.giveBack(next);
    assertEquals(List.of("end a", "empty", "end a"), told);
    things.retire(next);
  }

  @Test
  void givenOneThatCannotBeMade_thenNothingIsHeld() {
    assertThrows(
        IOException.class,
        () ->
            things.take(
                "a",
                () -> {
                  throw new IOException("no");
                }));
    assertEquals(List.of(), things.all());
  }

  @Test
  void givenBackTooOften_thenItSaysSo() {
    Thing one = take("a");
    things.giveBack(one);
    assertThrows(IllegalStateException.class, () -> things.giveBack(one));
  }
}
