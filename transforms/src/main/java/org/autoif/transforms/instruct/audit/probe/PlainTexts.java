package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.autoif.io.record.Resources;

/** Plain English, of which probes are made: one reading each, whoever counts. */
public final class PlainTexts {
  /** Sentences without any punctuation but their full stops. */
  static final List<String> SENTENCES = lines("sentences.txt");

  /** Words of all letters and endings. */
  public static final List<String> WORDS = lines("words.txt");

  /** Two of the sentences. */
  static final String TWO =
      "Water the plants early in the morning. Good plans help people finish long projects.";

  /** A sentence of 30 words: long, and nothing else. */
  static final String LONG =
      "People who plan a long walk through the hills in the early morning take bread and water with"
          + " them because the way home is often longer than it seems below.";

  private static final List<String> RUNNING =
      List.of(String.join(" ", SENTENCES).replace(".", "").toLowerCase(Locale.ROOT).split(" "));

  private PlainTexts() {}

  /** Returns so many sentences. */
  static List<String> sentences(int count) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sentences.add(SENTENCES.get(i % SENTENCES.size()));
    }
    return sentences;
  }

  /** Returns two sentences that have none of these words, not even within others; may be empty. */
  static String without(Collection<String> words) {
    List<String> others = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    List<String> free =
        SENTENCES.stream()
            .filter(s -> others.stream().noneMatch(s.toLowerCase(Locale.ROOT)::contains))
            .limit(2)
            .toList();
    return free.size() < 2 || others.stream().anyMatch("then comes so"::contains)
        ? ""
        : String.join(" ", free);
  }

  /** Returns so many words of running text, in lower case and without punctuation. */
  static List<String> words(int from, int count) {
    List<String> words = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      words.add(RUNNING.get(i % RUNNING.size()));
    }
    return words;
  }

  /** Returns one sentence of so many words, with this mark at its end. */
  static String sentence(int from, int words, String end) {
    return capital(String.join(" ", words(from, words))) + end;
  }

  /** Returns parts as sentences, lines or paragraphs, as the unit is named. */
  static String joined(String unit, List<String> parts) {
    return String.join(
        switch (unit) {
          case "line" -> "\n";
          case "paragraph" -> "\n\n";
          default -> " ";
        },
        parts);
  }

  /**
   * Returns a text of sentences that end in full stops, as it is and in dress that changes nothing
   * about where they begin and end.
   */
  static List<Probe> dressed(String kind, String text, boolean expected) {
    List<Probe> probes = new ArrayList<>();
    probes.add(new Probe(kind, text, expected));
    String ends = text.replaceFirst("\\.", "!").replaceFirst("\\.", "?");
    probes.add(new Probe(kind + ", other ends", ends, expected));
    if (text.contains(". ")) {
      probes.add(new Probe(kind + ", a line each", text.replace(". ", ".\n"), expected));
    }
    probes.add(new Probe(kind + ", a line break at the end", text + "\n", expected));
    return probes;
  }

  static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static List<String> lines(String name) {
    return List.of(Resources.text(PlainTexts.class, name).strip().split("\n"));
  }
}
