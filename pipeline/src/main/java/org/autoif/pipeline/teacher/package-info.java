/** A rule-based chat server that stands in for a language model. */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.teacher;
