package org.autoif.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.autoif.transforms.instruct.CrossValidationSettings;
import org.autoif.transforms.instruct.EntailmentRule;
import org.autoif.transforms.instruct.audit.AuditRule;
import org.junit.jupiter.api.Test;

final class PresetTest {
  @Test
  void givenThePaper_thenItsThresholdsStand() {
    Preset paper = Preset.named("paper");
    assertEquals(CrossValidationSettings.paper(), paper.crossValidation());
    assertFalse(paper.crossValidation().caseAccuracy().admits(0.5));
    assertTrue(paper.crossValidation().caseAccuracy().admits(0.51));
    assertFalse(paper.crossValidation().functionAccuracy().admits(0.5));
    assertEquals(1, paper.crossValidation().minFunctions());
    assertEquals(1, paper.crossValidation().minCases());
    assertEquals(EntailmentRule.NOT_CONTRADICTION, paper.entailment());
    assertFalse(paper.contradictionDropsInstruction());
    assertFalse(paper.responsePassRate().admits(0.5));
    assertTrue(paper.score().admits(8));
    assertFalse(paper.score().admits(7.99));
    assertFalse(paper.pairPassRate().admits(0.5));
  }

  @Test
  void givenNoName_thenTheDefaultHasThePapersThresholdsAndMoreChecks() {
    Preset checked = Preset.named("checked");
    Preset paper = Preset.named("paper");
    assertEquals(paper.crossValidation(), checked.crossValidation());
    assertEquals(paper.score(), checked.score());
    assertTrue(checked.audit().rules().contains(AuditRule.PROBES));
    assertFalse(checked.audit().rules().contains(AuditRule.EMPTY));
    assertTrue(paper.audit().rules().isEmpty());
    assertEquals(0, checked.nearMisses());
    assertEquals(2, checked.repairRounds());
    assertTrue(checked.entailmentControls());
    assertFalse(paper.entailmentControls());
    assertFalse(Preset.named("reference").entailmentControls());
    assertTrue(Preset.named("reference").audit().rules().isEmpty());
  }

  @Test
  void givenTheReference_thenThePublishedScriptsThresholdsStand() {
    Preset reference = Preset.named("reference");
    assertFalse(reference.crossValidation().caseAccuracy().admits(0));
    assertTrue(reference.crossValidation().caseAccuracy().admits(1 / 8.0));
    assertTrue(reference.crossValidation().functionAccuracy().admits(0.8));
    assertFalse(reference.crossValidation().functionAccuracy().admits(0.79));
    assertEquals(3, reference.crossValidation().minFunctions());
    assertEquals(10, reference.crossValidation().minCases());
    assertEquals(EntailmentRule.NOT_CONTRADICTION, reference.entailment());
    assertTrue(reference.contradictionDropsInstruction());
    assertTrue(reference.responsePassRate().admits(0.01));
    assertFalse(reference.responsePassRate().admits(0));
    assertFalse(reference.score().admits(8));
    assertTrue(reference.score().admits(8.1));
    assertTrue(reference.pairPassRate().admits(0.5));
    assertFalse(reference.pairPassRate().admits(0.49));
  }

  @Test
  void givenAnotherName_thenTheMessageListsThem() {
    assertEquals(
        "preset 'Paper': expected checked, paper or reference",
        assertThrows(IllegalArgumentException.class, () -> Preset.named("Paper")).getMessage());
  }
}
