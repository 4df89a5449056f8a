package org.autoif.transforms.instruct.audit.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What instructions count. Each makes texts with so many of it, by every honest reading. */
enum Unit {
  WORDS {
    @Override
    void add(int n, List<Probe> to) {
      List<String> words = new ArrayList<>(PlainTexts.words(0, n));
      words.set(0, PlainTexts.capital(words.get(0)));
      String plain = String.join(" ", words);
      to.add(text("words", plain + "."));
      to.add(text("words, a line break at the end", plain + ".\n"));
      to.add(text("words, spaces around them", "  " + plain + ".  "));
      to.add(text("words without a full stop", plain));
      if (n < 3) {
        return;
      }
      String first = words.get(0);
      String second = words.get(1);
      String rest = String.join(" ", words.subList(2, n)) + ".";
      to.add(text("words, a comma", first + ", " + second + " " + rest));
      to.add(text("words, one in bold", first + " **" + second + "** " + rest));
      to.add(text("words, one in quotes", first + " \"" + second + "\" " + rest));
      to.add(text("words on two lines", first + " " + second + "\n" + rest));
      to.add(text("words in two paragraphs", first + " " + second + "\n\n" + rest));
      to.add(text("words, two spaces", first + " " + second + "  " + rest));
    }
  },
  SENTENCES {
    @Override
    void add(int n, List<Probe> to) {
      List<String> all = PlainTexts.sentences(n);
      to.add(text("sentences", String.join(" ", all)));
      to.add(text("sentences, a line break at the end", String.join(" ", all) + "\n"));
      to.add(text("sentences, a line each", String.join("\n", all)));
      to.add(text("sentences, a paragraph each", String.join("\n\n", all)));
      to.add(text("sentences, two spaces between", String.join("  ", all)));
      to.add(text("sentences that end in !", String.join(" ", all).replace('.', '!')));
      to.add(text("sentences, a long one", String.join(" ", longFirst(all))));
      for (String other : OTHERS) {
        List<String> changed = new ArrayList<>(all);
        changed.set(0, other);
        to.add(text("sentences, one being '" + other + "'", String.join(" ", changed)));
      }
    }
  },
  LINES {
    @Override
    void add(int n, List<Probe> to) {
      List<String> all = PlainTexts.sentences(n);
      String lines = String.join("\n", all);
      to.add(text("lines", lines));
      to.add(text(LINE_BREAK, lines + "\n"));
      to.add(text("lines, a long one", String.join("\n", longFirst(all))));
      to.add(text("lines without full stops", lines.replace(".", "")));
      to.add(text("lines with list marks", "- " + String.join("\n- ", all)));
      to.add(
          text("lines of two sentences", lines.replace(".", ". " + PlainTexts.SENTENCES.get(3))));
    }
  },
  PARAGRAPHS {
    @Override
    void add(int n, List<Probe> to) {
      List<String> all =
          IntStream.range(0, n)
              .mapToObj(
                  i ->
                      PlainTexts.sentences(n).get(i) + " " + PlainTexts.SENTENCES.get((i + 5) % 22))
              .toList();
      String plain = String.join("\n\n", all);
      to.add(text("paragraphs", plain));
      to.add(text("paragraphs, a long one", PlainTexts.LONG + " " + PlainTexts.TWO + " " + plain));
      to.add(text("paragraphs, a line break at the end", plain + "\n"));
      to.add(text("paragraphs, a blank line at the end", plain + "\n\n"));
      to.add(text("paragraphs, a line break before them", "\n" + plain));
      to.add(text("paragraphs, two blank lines between", String.join("\n\n\n", all)));
      to.add(text("paragraphs, a line of spaces between", String.join("\n \n", all)));
    }
  },
  BULLETS {
    @Override
    void add(int n, List<Probe> to) {
      List<String> all = PlainTexts.sentences(n);
      for (String mark : List.of("- ", "* ", "• ")) {
        to.add(text("bullet points '" + mark + "'", marked(mark, all)));
      }
      to.add(text("bullet points, a long one", marked("- ", longFirst(all))));
      to.add(text("bullet points, a line break at the end", marked("- ", all) + "\n"));
      to.add(text("bullet points, blank lines between", marked("- ", all).replace("\n", "\n\n")));
      to.add(
          text(
              "bullet points, hyphens in them",
              marked("- ", all.stream().map(s -> s.replaceFirst(" ", " well-known ")).toList())));
      to.add(
          text(
              "bullet points, their first words in bold",
              marked("- ", all.stream().map(s -> s.replaceFirst("^(\\w+)", "**$1**")).toList())));
    }
  },
  CHARACTERS {
    @Override
    void add(int n, List<Probe> to) {
      String text = String.join(" ", PlainTexts.sentences(n / 20 + 2));
      String cut = text.substring(0, n - 1).replaceFirst(" $", "a");
      to.add(text("characters", cut + "."));
      to.add(text("characters, ! being the last", cut + "!"));
      String running = PlainTexts.sentence(0, n / 2 + 2, "").substring(0, n - 1);
      to.add(text("characters in one sentence", running.replaceFirst(" $", "a") + "."));
      if (n > 20) {
        to.add(
            text("characters, one of them é", cut.substring(0, 3) + "é" + cut.substring(4) + "."));
      }
    }
  },
  HASHTAGS {
    @Override
    void add(int n, List<Probe> to) {
      List<String> tags =
          PlainTexts.WORDS.stream().filter(w -> w.length() > 3).limit(n).map(w -> "#" + w).toList();
      String all = String.join(" ", tags);
      to.add(text("hashtags", PlainTexts.SENTENCES.get(0) + " " + all));
      to.add(
          text("hashtags, commas between", PlainTexts.TWO + " " + String.join(", ", tags) + "."));
      to.add(text("hashtags under a heading", "# A title\n" + all));
    }
  };

  /** What is counted in another way by whoever splits at the character itself. */
  static final String LINE_BREAK = "lines, a line break at the end";

  /** Sentences with full stops, and other ends, that are no ends. */
  private static final List<String> OTHERS =
      List.of(
          "Dr. Smith and Mrs. Jones met at noon.",
          "Eat light food, e.g. fruit, before a long walk.",
          "The price rose by 3.5 percent to 2.75 dollars last year.",
          "She said \"we should start early.\"",
          "Why do many people like fresh bread?",
          "Our page is www.example.com and it is free.");

  /** Adds texts with {@code n} of this unit, n being at least 1; their kind is still without n. */
  abstract void add(int n, List<Probe> to);

  /** Returns texts with so many of this unit, in different dress. */
  final List<Probe> texts(int n, boolean expected) {
    List<Probe> texts = new ArrayList<>();
    add(n, texts);
    return texts.stream().map(t -> new Probe(n + " " + t.kind(), t.text(), expected)).toList();
  }

  private static List<String> longFirst(List<String> sentences) {
    List<String> changed = new ArrayList<>(sentences);
    changed.set(0, PlainTexts.LONG);
    return changed;
  }

  private static Probe text(String kind, String text) {
    return new Probe(kind, text, true);
  }

  private static String marked(String mark, List<String> items) {
    return items.stream().map(item -> mark + item).collect(Collectors.joining("\n"));
  }
}
