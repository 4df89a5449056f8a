package org.autoif.transforms.publish.export;

import static org.autoif.transforms.publish.export.Columns.group;
import static org.autoif.transforms.publish.export.Columns.list;
import static org.autoif.transforms.publish.export.Columns.number;
import static org.autoif.transforms.publish.export.Columns.optionalTexts;
import static org.autoif.transforms.publish.export.Columns.text;
import static org.autoif.transforms.publish.export.Columns.texts;
import static org.autoif.transforms.publish.export.Columns.turn;
import static org.autoif.transforms.publish.export.Columns.turns;
import static org.autoif.transforms.publish.export.Columns.whole;
import static org.autoif.transforms.publish.export.Columns.yesOrNo;

import java.io.Serializable;
import java.util.List;
import org.autoif.io.dataset.Row;
import org.autoif.io.dataset.RowFiles;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.SftExample;
import org.autoif.transforms.train.Split;

/**
 * A folder of rows to train on and, where instructions are held out, one of rows to validate with
 * beside it: {@code sft/train-…} and {@code sft-validation/validation-…}. They are two folders
 * since LLaMA-Factory trains on all files of one.
 *
 * @param folder name of the first folder
 * @param columns the fields of the rows
 * @param layout makes the rows of a record
 * @param <T> what rows are made of
 */
public record Table<T>(String folder, String columns, Layout<T> layout) implements Serializable {
  /** Makes the rows of a record that is on this side of the split. */
  public interface Layout<T> extends Serializable {
    List<Row> rows(T record, String side);
  }

  static final Table<SftExample> SFT =
      new Table<>(
          "sft",
          text("id")
              + turns("messages")
              + text("task_id")
              + texts("instruction_ids")
              + number("pass_rate")
              + "optional double score; "
              + optionalTexts("verdicts")
              + "optional double confidence; ",
          (example, side) -> List.of(JsonlRows.sft(example)));

  static final Table<PreferencePair> DPO =
      new Table<>(
          "dpo",
          text("id")
              + text("level")
              + turns("prompt")
              + turns("chosen")
              + turns("rejected")
              + texts("instruction_ids")
              + number("chosen_pass_rate")
              + number("rejected_pass_rate")
              + "optional double chosen_confidence; "
              + "optional double rejected_confidence; "
              + turn("chosen_message")
              + turn("rejected_message"),
          (pair, side) -> List.of(JsonlRows.dpo(pair)));

  public static final Table<RewardTask> RLVR =
      new Table<>(
          "rlvr",
          text("id")
              + turns("prompt")
              + list(
                  "constraints",
                  group("element", text("id"), text("instruction"), texts("functions")))
              + number("pass_rate")
              + whole("responses")
              + "optional double reliability; ",
          (task, side) -> List.of(JsonlRows.rlvr(task)));

  private static final String ALPACA =
      text("id")
          + text("instruction")
          + text("input")
          + text("system")
          + list("history", texts("element"));

  static final Table<SftExample> ALPACA_SFT =
      new Table<>(
          "alpaca-sft",
          ALPACA + text("output"),
          (example, side) -> List.of(ExportRows.alpaca(example)));

  static final Table<PreferencePair> ALPACA_DPO =
      new Table<>(
          "alpaca-dpo",
          ALPACA + text("chosen") + text("rejected"),
          (pair, side) -> List.of(ExportRows.alpaca(pair)));

  static final Table<PreferencePair> KTO =
      new Table<>(
          "kto",
          text("id") + turns("messages") + yesOrNo("label") + texts("instruction_ids"),
          (pair, side) -> ExportRows.kto(pair));

  /** The one table that is Parquet in any case, since all that verl's guides read is. */
  static final Table<RewardTask> VERL =
      new Table<>(
          "verl",
          text("data_source")
              + turns("prompt")
              + text("ability")
              + group("reward_model", text("style"), text("ground_truth"))
              + group("extra_info", text("split"), whole("index"), text("id")),
          (task, side) -> List.of(ExportRows.verl(task, side)));

  static final Table<PreferencePair> OPEN_INSTRUCT_DPO =
      new Table<>(
          "open-instruct-dpo",
          text("id") + turns("chosen") + turns("rejected"),
          (pair, side) -> List.of(ExportRows.openInstruct(pair)));

  static final Table<RewardTask> OPEN_INSTRUCT_RLVR =
      new Table<>(
          "open-instruct-rlvr",
          text("id") + turns("messages") + text("ground_truth") + text("dataset"),
          (task, side) -> List.of(ExportRows.openInstruct(task)));

  /** Returns the start of a path of rows on a side of the split. */
  public String path(String side) {
    return folder + (side.equals(Split.TRAIN) ? "" : RowFiles.VALIDATION) + "/" + side;
  }
}
