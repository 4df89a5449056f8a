package org.autoif.transforms.publish.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.autoif.io.dataset.RowFiles;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.SftExample;

/**
 * The tables that a version has: the main ones and those of its exports.
 *
 * @param examples made of SFT examples
 * @param pairs made of preference pairs
 * @param tasks made of tasks with rewards
 */
public record Tables(
    List<Table<SftExample>> examples,
    List<Table<PreferencePair>> pairs,
    List<Table<RewardTask>> tasks) {

  public static Tables of(List<Export> exports) {
    List<Table<SftExample>> examples = new ArrayList<>(List.of(Table.SFT));
    List<Table<PreferencePair>> pairs = new ArrayList<>(List.of(Table.DPO));
    List<Table<RewardTask>> tasks = new ArrayList<>(List.of(Table.RLVR));
    for (Export export : exports) {
      switch (export) {
        case ALPACA -> {
          examples.add(Table.ALPACA_SFT);
          pairs.add(Table.ALPACA_DPO);
        }
        case KTO -> pairs.add(Table.KTO);
        case VERL -> tasks.add(Table.VERL);
        case OPEN_INSTRUCT -> {
          pairs.add(Table.OPEN_INSTRUCT_DPO);
          tasks.add(Table.OPEN_INSTRUCT_RLVR);
        }
      }
    }
    return new Tables(examples, pairs, tasks);
  }

  /** Returns the names of all tables that there can be, the main ones first. */
  public static List<String> names() {
    return Stream.concat(of(List.of()).all(), of(List.of(Export.values())).all())
        .map(Table::folder)
        .distinct()
        .toList();
  }

  /**
   * Returns the columns of the folders whose rows are Parquet: of all of them, or else of verl's
   * alone.
   */
  public Map<String, String> parquet(boolean all) {
    Map<String, String> columns = new HashMap<>();
    all()
        .filter(table -> all || table.folder().equals(Table.VERL.folder()))
        .forEach(
            table -> {
              columns.put(table.folder(), table.columns());
              columns.put(table.folder() + RowFiles.VALIDATION, table.columns());
            });
    return columns;
  }

  private Stream<Table<?>> all() {
    return Stream.of(examples, pairs, tasks).flatMap(List::stream);
  }
}
