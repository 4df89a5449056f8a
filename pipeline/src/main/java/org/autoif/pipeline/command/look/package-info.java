/**
 * Commands that look at data that is there: a version, its report, its store, other people's
 * functions.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.command.look;
