package org.autoif.pipeline.teacher.rules;

/** Writes a text about a topic with respect to a rule's parameters. */
@FunctionalInterface
public interface Writer {
  String write(Params params, Topic topic, Dice dice);
}
