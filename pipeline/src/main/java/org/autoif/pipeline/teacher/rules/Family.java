package org.autoif.pipeline.teacher.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.autoif.pipeline.teacher.rules.Template.Find;

/**
 * A kind of rule with parameters: how people say it, how texts follow or break it, and the Python
 * that checks it. Built once, then immutable.
 *
 * <p>Bodies of functions are statements over {@code response} that end by returning a boolean; what
 * stands around them (imports, helpers, annotations) is {@link SourceStyle}'s.
 */
public final class Family {
  private static final int ATTEMPTS = 40;

  private final String name;
  private final List<Template> phrasings = new ArrayList<>();
  private final List<Template> heard = new ArrayList<>();
  private final List<Template> bodies = new ArrayList<>();
  private final List<Mutant> mutants = new ArrayList<>();
  private Function<Dice, Params> draw = dice -> Params.NONE;
  private Predicate<Params> sensible = params -> true;
  private BiPredicate<Params, String> check = (params, text) -> true;
  private Writer comply = (params, topic, dice) -> topic.prose(dice);
  private Writer violate = (params, topic, dice) -> topic.prose(dice);
  private boolean lexical;

  private Family(String name) {
    this.name = name;
  }

  public static Family named(String name) {
    return new Family(name);
  }

  /** Draws parameters for a new rule. */
  public Family draw(Function<Dice, Params> draw) {
    this.draw = draw;
    return this;
  }

  /** Draws a number between these. */
  public Family drawN(int low, int high) {
    this.sensible = p -> p.n() >= 1 && p.n() <= 10 * high;
    return draw(dice -> Params.n(dice.between(low, high)));
  }

  /** Refuses parameters that were heard but make no rule. */
  public Family sensible(Predicate<Params> sensible) {
    this.sensible = sensible;
    return this;
  }

  /** Adds sentences that state the rule; the first is the plainest. */
  public Family say(String... sentences) {
    List.of(sentences).forEach(s -> phrasings.add(Template.prose(s)));
    return this;
  }

  /** Adds regular expressions for other people's way of saying it. */
  public Family hear(String... regexes) {
    List.of(regexes).forEach(r -> heard.add(Template.heard(r)));
    return this;
  }

  /** Sets what the rule means. */
  public Family check(BiPredicate<Params, String> check) {
    this.check = check;
    return this;
  }

  /** Sets a writer of texts that follow the rule; texts that fail the check are thrown away. */
  public Family comply(Writer comply) {
    this.comply = comply;
    return this;
  }

  /** Sets a writer of texts that break it; the default writes ordinary prose. */
  public Family violate(Writer violate) {
    this.violate = violate;
    return this;
  }

  /** Says that the rule decides which words can be used, so that few can be on topic. */
  public Family lexical() {
    this.lexical = true;
    return this;
  }

  /** Adds right function bodies. */
  public Family python(String... sources) {
    List.of(sources).forEach(s -> bodies.add(Template.python(s)));
    return this;
  }

  /** Adds a subtly wrong body and what it really checks. */
  public Family mutant(String source, String meaning) {
    mutants.add(new Mutant(Template.python(source), Template.prose(meaning)));
    return this;
  }

  public String name() {
    return name;
  }

  public boolean isLexical() {
    return lexical;
  }

  public List<Template> phrasings() {
    return phrasings;
  }

  public List<Template> bodies() {
    return bodies;
  }

  public boolean isSensible(Params params) {
    return sensible.test(params);
  }

  public List<Mutant> mutants() {
    return mutants;
  }

  public Params draw(Dice dice) {
    return draw.apply(dice);
  }

  public boolean check(Params params, String text) {
    return check.test(params, text);
  }

  /** Returns the longest place in the text that states a rule of this family. */
  public Optional<Find> find(String text, String lowerCase) {
    Find best = null;
    for (List<Template> some : List.of(phrasings, heard)) {
      for (Template template : some) {
        if (!template.mayBeIn(lowerCase)) {
          continue;
        }
        Find find = template.find(text).filter(f -> isSensible(f.params())).orElse(null);
        if (find != null && (best == null || find.length() > best.length())) {
          best = find;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  public String comply(Params params, Topic topic, Dice dice) {
    return write(comply, true, params, topic, dice);
  }

  public String violate(Params params, Topic topic, Dice dice) {
    return write(violate, false, params, topic, dice);
  }

  private String write(Writer writer, boolean follow, Params params, Topic topic, Dice dice) {
    String text = "";
    for (int i = 0; i < ATTEMPTS; i++) {
      text = writer.write(params, topic, dice);
      if (check.test(params, text) == follow) {
        return text;
      }
    }
    return text;
  }
}
