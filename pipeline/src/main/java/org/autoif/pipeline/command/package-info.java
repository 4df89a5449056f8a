/** The command line: what can be asked, how arguments are read, how a run ends. */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.command;
