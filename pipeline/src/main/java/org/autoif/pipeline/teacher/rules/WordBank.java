package org.autoif.pipeline.teacher.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.autoif.io.record.Resources;

/** Common English words in lower case, letters only. */
public final class WordBank {
  public static final List<String> ALL = read("words.txt");
  static final Set<String> STOP = new TreeSet<>(read("stop-words.txt"));

  private WordBank() {}

  private static List<String> read(String file) {
    String text = Resources.text(WordBank.class, file);
    return Arrays.stream(text.strip().split("\\s+")).distinct().toList();
  }
}
