package org.autoif.transforms.publish.export;

import static org.autoif.transforms.step.Records.constraint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.autoif.io.dataset.Row;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Message;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.SftExample;
import org.autoif.transforms.train.Split;
import org.junit.jupiter.api.Test;

final class ExportRowsTest {
  private static final List<Message> LONG =
      List.of(
          Message.system("Be kind."),
          Message.user("Hi"),
          Message.assistant("Hello"),
          Message.user("Why?"));

  private static final PreferencePair PAIR =
      PreferencePair.builder()
          .setId("p")
          .setLevel("query")
          .setPrompt(LONG)
          .setChosen(List.of(Message.assistant("good")))
          .setRejected(List.of(Message.assistant("bad")))
          .setInstructionIds(List.of("Be"))
          .setChosenPassRate(1)
          .setRejectedPassRate(0)
          .build();

  private static final RewardTask TASK =
      RewardTask.builder()
          .setId("t")
          .setPrompt(List.of(Message.user("Why?")))
          .setConstraints(List.of(constraint("Be brief", "f", "g")))
          .setPassRate(0.5)
          .setResponses(2)
          .build();

  private static final String TURNS =
      "{\"role\":\"system\",\"content\":\"Be kind.\"},{\"role\":\"user\",\"content\":\"Hi\"},"
          + "{\"role\":\"assistant\",\"content\":\"Hello\"},{\"role\":\"user\",\"content\":\"Why?\"}";

  private static final String GROUND_TRUTH =
      "\"[{\\\"id\\\":\\\"Be\\\",\\\"instruction\\\":\\\"Be brief\\\",\\\"functions\\\":"
          + "[\\\"f\\\",\\\"g\\\"]}]\"";

  private static SftExample sft(List<Message> messages) {
    return SftExample.builder()
        .setId("s")
        .setMessages(messages)
        .setTaskId("t")
        .setInstructionIds(List.of("Be"))
        .setPassRate(1)
        .build();
  }

  @Test
  void givenAConversation_thenAlpacaHasItsTurnsInHistory() {
    assertEquals(
        Row.of(
            "p",
            "{\"id\":\"p\",\"instruction\":\"Why?\",\"input\":\"\",\"system\":\"Be kind.\","
                + "\"history\":[[\"Hi\",\"Hello\"]],\"chosen\":\"good\",\"rejected\":\"bad\"}"),
        ExportRows.alpaca(PAIR));
    assertEquals(
        Row.of(
            "s",
            "{\"id\":\"s\",\"instruction\":\"Hi\",\"input\":\"\",\"system\":\"\",\"history\":[],"
                + "\"output\":\"Hello\"}"),
        ExportRows.alpaca(sft(LONG.subList(1, 3))));
  }

  @Test
  void givenTwoUserTurnsInARow_thenAlpacaCannotSayIt() {
    assertEquals(
        "row s: the alpaca layout needs turns of user and assistant in turn",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    ExportRows.alpaca(
                        sft(List.of(Message.user("a"), Message.user("b"), Message.assistant("c")))))
            .getMessage());
  }

  @Test
  void givenAPair_thenKtoHasBothAnswersWithTheirLabels() {
    String good = "[" + TURNS + ",{\"role\":\"assistant\",\"content\":\"good\"}]";
    String bad = "[" + TURNS + ",{\"role\":\"assistant\",\"content\":\"bad\"}]";
    assertEquals(List.of(kto(good, true), kto(bad, false)), ExportRows.kto(PAIR));
  }

  private static Row kto(String turns, boolean label) {
    String id = Ids.of("kto", turns, String.valueOf(label));
    return Row.of(
        id,
        String.format(
            "{\"id\":\"%s\",\"messages\":%s,\"label\":%s,\"instruction_ids\":[\"Be\"]}",
            id, turns, label));
  }

  @Test
  void givenAPair_thenOpenInstructHasWholeConversations() {
    assertEquals(
        Row.of(
            "p",
            "{\"id\":\"p\",\"chosen\":["
                + TURNS
                + ",{\"role\":\"assistant\",\"content\":\"good\"}],\"rejected\":["
                + TURNS
                + ",{\"role\":\"assistant\",\"content\":\"bad\"}]}"),
        ExportRows.openInstruct(PAIR));
  }

  @Test
  void givenATask_thenVerlAndOpenInstructHaveItsFunctionsAsText() {
    assertEquals(
        Row.of(
            "t",
            "{\"data_source\":\"autoif\",\"prompt\":[{\"role\":\"user\",\"content\":\"Why?\"}],"
                + "\"ability\":\"if\",\"reward_model\":{\"style\":\"rule\",\"ground_truth\":"
                + GROUND_TRUTH
                + "},\"extra_info\":{\"split\":\"validation\",\"index\":"
                + Ids.number("index", "t")
                + ",\"id\":\"t\"}}"),
        ExportRows.verl(TASK, Split.VALIDATION));
    assertEquals(
        Row.of(
            "t",
            "{\"id\":\"t\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}],"
                + "\"ground_truth\":"
                + GROUND_TRUTH
                + ",\"dataset\":\"autoif\"}"),
        ExportRows.openInstruct(TASK));
  }

  @Test
  void givenNames_thenTheyAreReadOnceEach() {
    assertEquals(List.of(), Export.parse(""));
    assertEquals(List.of(Export.OPEN_INSTRUCT, Export.KTO), Export.parse("open-instruct, kto,kto"));
    assertEquals(
        "exports 'trl': expected some of [alpaca, kto, verl, open-instruct]",
        assertThrows(IllegalArgumentException.class, () -> Export.parse("trl")).getMessage());
  }
}
