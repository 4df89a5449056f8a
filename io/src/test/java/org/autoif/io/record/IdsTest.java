package org.autoif.io.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void givenPartsCutElsewhere_thenTheIdIsAnother() {
    assertThat(Ids.of("k", "ab", "c"), not(Ids.of("k", "a", "bc")));
    assertThat(Ids.of("k", "a"), not(Ids.of("k", "a", "")));
    assertThat(Ids.of("k", "a"), not(Ids.of("l", "a")));
  }

  /** Datasets of other days are compared by id, so the function may never change. */
  @Test
  void givenKnownParts_thenTheIdIsThatOfEveryVersion() {
    assertThat(Ids.of("query", "héllo"), is("fe6fd13ad05b50b6805a"));
    assertThat(
        Ids.sha256("abc".getBytes(StandardCharsets.UTF_8)),
        is("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  @Property
  void givenAnyParts_thenIdAndNumberAreWellFormed(@ForAll String kind, @ForAll String part) {
    assertThat(Ids.of(kind, part), matchesPattern("[0-9a-f]{20}"));
    assertThat(Ids.number(kind, part), greaterThanOrEqualTo(0L));
  }
}
