/**
 * What the options say, checked and resolved, a record a concern. A command makes them at its door;
 * nothing behind it sees the options.
 */
@org.jspecify.annotations.NullMarked
package org.autoif.pipeline.command.settings;
