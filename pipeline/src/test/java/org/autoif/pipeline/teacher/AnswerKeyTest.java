package org.autoif.pipeline.teacher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnswerKeyTest {
  @Test
  void givenInstruction_thenTheKeyKnowsWhatFollowsIt() {
    AnswerKey key = AnswerKey.of("Use exactly 3 words.").orElseThrow();
    assertThat(key.follows("Bread rises slowly."), is(true));
    assertThat(key.follows("Bread rises."), is(false));
    List<String> texts = key.texts(24);
    assertThat(texts.size(), is(24));
    assertThat(key.texts(24), is(texts));
    assertThat(texts.stream().map(key::follows).collect(Collectors.toSet()), hasItems(true, false));
  }

  @Test
  void givenInstructionThatNoProgramChecks_thenThereIsNoKey() {
    assertThat(AnswerKey.of("Sound like a friendly neighbour."), is(Optional.empty()));
  }

  @Test
  void givenWordsFromElsewhere_thenTheAnswerStraysUnlessTheyWereAskedFor() {
    assertThat(AnswerKey.strays("How is bread made?", "Volcanoes bake it."), is(true));
    assertThat(AnswerKey.strays("How is bread made?", "Yeast lifts it."), is(false));
    assertThat(AnswerKey.strays("What do volcanoes do?", "Volcanoes smoke."), is(false));
  }
}
