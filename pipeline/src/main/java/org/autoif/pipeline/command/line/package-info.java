/**
 * Arguments, help and errors of a command line, as every command has them. It knows no job and no
 * dataset.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.command.line;
