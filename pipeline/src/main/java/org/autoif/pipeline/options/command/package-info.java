/** What a command takes: the concerns it has, and what is its own alone. */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.options.command;
