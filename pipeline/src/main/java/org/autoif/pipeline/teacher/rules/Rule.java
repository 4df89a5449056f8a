package org.autoif.pipeline.teacher.rules;

import java.util.List;

/** A rule that the teacher understands: a family with its parameters. */
public final class Rule {
  private final Family family;
  private final Params params;

  public Rule(Family family, Params params) {
    this.family = family;
    this.params = params;
  }

  /** Returns a rule of this family with parameters that the dice choose. */
  public static Rule of(Family family, Dice dice) {
    return new Rule(family, family.draw(dice));
  }

  /** Returns the name of the family. */
  public String family() {
    return family.name();
  }

  /** Returns the parameters in canonical form. */
  public Params params() {
    return params;
  }

  /** Returns whether the rule leaves few words to choose from. */
  public boolean isLexical() {
    return family.isLexical();
  }

  /** Returns an instruction, one of several that all mean this. */
  public String phrase(Dice dice) {
    return dice.pick(family.phrasings()).fill(params);
  }

  /** Returns the plainest instruction that means this. */
  public String plainly() {
    return family.phrasings().get(0).fill(params);
  }

  /** Returns whether the text follows the rule. */
  public boolean check(String text) {
    return family.check(params, text);
  }

  /** Returns a text that follows the rule; one that doesn't only if that is hardly possible. */
  public String comply(Topic topic, Dice dice) {
    return family.comply(params, topic, dice);
  }

  /** Returns a text that breaks the rule. */
  public String violate(Topic topic, Dice dice) {
    return family.violate(params, topic, dice);
  }

  /**
   * Returns a text that just breaks the rule, where that is a matter of number: it follows the same
   * rule with one more or one less. Any text that breaks it otherwise.
   */
  public String miss(Topic topic, Dice dice) {
    if (params.has("n") && params.n() > 1) {
      Rule near = new Rule(family, offByOne(dice));
      String text = family.isSensible(near.params) ? near.comply(topic, dice) : "";
      if (!text.isBlank() && near.check(text) && !check(text)) {
        return text;
      }
    }
    return violate(topic, dice);
  }

  /** Returns a Python function {@code evaluate(response)} that is right. */
  public String rightFunction(Dice dice) {
    return SourceStyle.write(dice.pick(family.bodies()).fill(params), plainly(), dice);
  }

  /** Returns every right function of one style each, for tests. */
  public List<String> rightFunctions(Dice dice) {
    return family.bodies().stream()
        .map(b -> SourceStyle.write(b.fill(params), plainly(), dice))
        .toList();
  }

  /** Returns a Python function that looks right and is not. */
  public String wrongFunction(Dice dice) {
    boolean numbered = params.has("n") && params.n() > 1;
    if (family.mutants().isEmpty() || (numbered && dice.chance(0.35))) {
      return numbered
          ? SourceStyle.write(dice.pick(family.bodies()).fill(offByOne(dice)), plainly(), dice)
          : SourceStyle.inverted(dice.pick(family.bodies()).fill(params), dice);
    }
    if (dice.chance(0.1)) {
      return SourceStyle.inverted(dice.pick(family.bodies()).fill(params), dice);
    }
    return SourceStyle.write(dice.pick(family.mutants()).body().fill(params), plainly(), dice);
  }

  private Params offByOne(Dice dice) {
    return params.and("n", Integer.toString(params.n() + dice.pick(-1, 1)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rule rule && family == rule.family && params.equals(rule.params);
  }

  @Override
  public int hashCode() {
    return family.hashCode() * 31 + params.hashCode();
  }

  @Override
  public String toString() {
    return family.name() + params.values();
  }
}
