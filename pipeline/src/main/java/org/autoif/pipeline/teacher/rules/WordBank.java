package org.autoif.pipeline.teacher.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Common English words in lower case, letters only. */
final class WordBank {
  static final List<String> ALL = read("words.txt");
  static final Set<String> STOP = new TreeSet<>(read("stop-words.txt"));

  private WordBank() {}

  private static List<String> read(String file) {
    try (InputStream in = WordBank.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + file);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.strip().split("\\s+")).distinct().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
