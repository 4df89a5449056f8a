package org.autoif.transforms.publish.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Rows in another layout, in folders of their own, for trainers that cannot read the main ones. The
 * main rows serve TRL (SFT, DPO, KTO, GRPO), LLaMA-Factory (SFT, DPO), OpenRLHF, Axolotl and
 * open-instruct's SFT as they are.
 */
public enum Export {
  /** LLaMA-Factory's alpaca layout: {@code alpaca-sft}, {@code alpaca-dpo}. */
  ALPACA,

  /** Single answers with a label, for LLaMA-Factory's KTO: {@code kto}. */
  KTO,

  /** verl's reward rows, always Parquet: {@code verl}. */
  VERL,

  /**
   * open-instruct's pairs and reward rows: {@code open-instruct-dpo}, {@code open-instruct-rlvr}.
   */
  OPEN_INSTRUCT;

  /** Returns the name in options. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads names that are separated by commas; empty for none.
   *
   * @throws IllegalArgumentException if one is unknown; the message has those that are allowed
   */
  public static List<Export> parse(String names) {
    List<Export> exports = new ArrayList<>();
    for (String name : names.isBlank() ? new String[0] : names.split(",", -1)) {
      Export export =
          Arrays.stream(values())
              .filter(one -> one.text().equals(name.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "exports '"
                              + name.strip()
                              + "': expected some of "
                              + Arrays.stream(values()).map(Export::text).toList()));
      if (!exports.contains(export)) {
        exports.add(export);
      }
    }
    return exports;
  }
}
