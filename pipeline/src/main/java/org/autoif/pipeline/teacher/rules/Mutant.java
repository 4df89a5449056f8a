package org.autoif.pipeline.teacher.rules;

/** Python statements that look right and are not, and the sentence that says what they check. */
public record Mutant(Template body, Template meaning) {}
