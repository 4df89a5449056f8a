/**
 * The program: {@code autoif} and its commands by name. Everything else of the command line lives
 * below, and nothing of it may use this package.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.command;
