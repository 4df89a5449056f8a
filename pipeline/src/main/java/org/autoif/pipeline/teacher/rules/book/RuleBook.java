package org.autoif.pipeline.teacher.rules.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.autoif.pipeline.teacher.rules.Dice;
import org.autoif.pipeline.teacher.rules.Family;
import org.autoif.pipeline.teacher.rules.Mutant;
import org.autoif.pipeline.teacher.rules.Rule;
import org.autoif.pipeline.teacher.rules.SourceStyle;
import org.autoif.pipeline.teacher.rules.Template;
import org.autoif.pipeline.teacher.rules.Template.Find;

/** All the rules that the teacher understands; it finds them in prose and in Python. */
public final class RuleBook {
  /** A rule and where in the text it was found: from {@code start} to before {@code end}. */
  public record Heard(Rule rule, int start, int end) {}

  /** What {@link #readFunction} begins with when the function inverts its verdict. */
  public static final String OPPOSITE = "Do the opposite of this: ";

  private static final RuleBook BUILT_IN =
      new RuleBook(
          Stream.of(
                  CountFamilies.all(),
                  LengthFamilies.all(),
                  CasingFamilies.all(),
                  LetterFamilies.all(),
                  SpellingFamilies.all(),
                  OrderFamilies.all(),
                  WordingFamilies.all(),
                  PunctuationFamilies.all(),
                  SentenceFamilies.all(),
                  ListFamilies.all(),
                  MarkupFamilies.all(),
                  OrnamentFamilies.all(),
                  DataFamilies.all())
              .flatMap(List::stream)
              .toList());

  private final List<Family> families;

  private RuleBook(List<Family> families) {
    this.families = families;
  }

  /** Returns the one rule book; it is immutable and safe for threads. */
  public static RuleBook builtIn() {
    return BUILT_IN;
  }

  List<Family> families() {
    return families;
  }

  /** Returns a new rule of any family. */
  public Rule draw(Dice dice) {
    return Rule.of(dice.pick(families), dice);
  }

  /** Returns this many new rules, or one of each family if those are fewer, always the same. */
  public List<Rule> spread(int count) {
    List<Rule> rules = new ArrayList<>();
    int all = families.size();
    int wanted = Math.min(count, all);
    for (int i = 0; i < wanted; i++) {
      Family family = families.get((int) ((long) i * all / wanted));
      rules.add(Rule.of(family, Dice.of("spread", family.name())));
    }
    return rules;
  }

  /**
   * Returns the rule that a text states, alone or amid other sentences. Where several are found the
   * longest statement counts, the first family among equals.
   */
  public Optional<Heard> hear(String text) {
    String lowerCase = text.toLowerCase(Locale.ROOT);
    Heard best = null;
    for (Family family : families) {
      Find find = family.find(text, lowerCase).orElse(null);
      if (find != null && (best == null || find.length() > best.end() - best.start())) {
        best = new Heard(new Rule(family, find.params()), find.start(), find.end());
      }
    }
    return Optional.ofNullable(best);
  }

  /** Returns what a function of ours checks, as an instruction; empty if it is none of ours. */
  public Optional<String> readFunction(String source) {
    String bare = SourceStyle.undressed(source);
    String meaning = null;
    int longest = 0;
    for (Family family : families) {
      for (Template body : family.bodies()) {
        Find find = body.find(bare).filter(f -> family.isSensible(f.params())).orElse(null);
        if (find != null && find.length() > longest) {
          longest = find.length();
          meaning = new Rule(family, find.params()).plainly();
        }
      }
      for (Mutant mutant : family.mutants()) {
        Find find = mutant.body().find(bare).orElse(null);
        if (find != null && find.length() > longest) {
          longest = find.length();
          meaning = mutant.meaning().fill(find.params());
        }
      }
    }
    return Optional.ofNullable(meaning).map(m -> SourceStyle.isInverted(source) ? OPPOSITE + m : m);
  }

  /** Returns an instruction for each family, in order, for tests and examples. */
  public List<Rule> oneOfEach(Dice dice) {
    List<Rule> rules = new ArrayList<>();
    families.forEach(f -> rules.add(Rule.of(f, dice)));
    return rules;
  }
}
